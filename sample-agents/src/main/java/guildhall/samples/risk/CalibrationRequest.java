package guildhall.samples.risk;

import guildhall.samples.marketentry.MarketEntryCase;
import guildhall.samples.research.Finding;
import guildhall.sdk.schema.Describe;
import java.util.List;

/// What a calibration is made from.
///
/// @param marketCase the case with its own assumptions
/// @param findings figures about its country
public record CalibrationRequest(
    @Describe("The case with its own assumptions.") MarketEntryCase marketCase,
    @Describe("Figures about its country.") List<Finding> findings) {

  /// Copies the findings.
  public CalibrationRequest {
    findings = List.copyOf(findings);
  }
}
