package guildhall.samples.research;

import guildhall.sdk.schema.Describe;
import java.util.List;
import java.util.Optional;

/// The answer to a [Question].
///
/// @param findings what was found, in the order asked, what was not asked for last
/// @param missing asked indicators no record was found for
public record Findings(
    @Describe("What was found.") List<Finding> findings,
    @Describe("Indicators no record was found for.") List<String> missing) {

  /// Copies the lists.
  public Findings {
    findings = List.copyOf(findings);
    missing = List.copyOf(missing);
  }

  /// The finding of an indicator.
  public Optional<Finding> of(String indicator) {
    return Finding.of(indicator, findings);
  }
}
