package guildhall.samples.risk;

import guildhall.sdk.schema.Describe;
import guildhall.sdk.schema.Range;
import java.util.List;

/// A normal distribution, cut off at three standard deviations, and where it comes from.
///
/// @param mean of it, in percent
/// @param deviation one standard deviation, in percentage points; 0 for what is certain
/// @param basis how it was derived, one sentence
/// @param citations the records it was derived from; empty if there were none
/// @param illustrative whether it, or the figure behind it, is an example
public record Parameter(
    @Describe("Mean in percent.") double mean,
    @Describe("One standard deviation in percentage points.") @Range(min = 0) double deviation,
    @Describe("How it was derived.") String basis,
    @Describe("The records it was derived from.") List<String> citations,
    @Describe("Whether it is an example.") boolean illustrative) {

  /// Copies the citations.
  public Parameter {
    citations = List.copyOf(citations);
  }

  /// A value nothing is uncertain about and nothing is cited for.
  public static Parameter certain(double percent) {
    return new Parameter(percent, 0, "Given.", List.of(), false);
  }
}
