package guildhall.samples.research;

import guildhall.sdk.Datanet.Passage;
import guildhall.sdk.schema.Describe;
import java.util.List;
import java.util.Optional;

/// One figure, and where it comes from.
///
/// @param indicator its key, for example `gdp_per_capita`
/// @param figure decimal text, exactly as in the record
/// @param unit what it counts
/// @param year what year it describes
/// @param sentence it in a sentence, as its contributor wrote it
/// @param citation the record: datanet, `#` and id
/// @param source the public source the record names
/// @param illustrative whether it is an example rather than a figure from a source
public record Finding(
    @Describe("Key of the figure.") String indicator,
    @Describe("Decimal text, exactly as in the record.") String figure,
    @Describe("What it counts.") String unit,
    @Describe("The year it describes.") int year,
    @Describe("The figure in a sentence.") String sentence,
    @Describe("The record it comes from.") String citation,
    @Describe("The public source the record names.") String source,
    @Describe("Whether it is an example, not from a source.") boolean illustrative) {

  /// Reads a record of the datanet `market-facts`.
  ///
  /// @throws IllegalArgumentException if the record lacks a field or its year is no number
  public static Finding from(Passage passage) {
    return new Finding(
        passage.field("indicator"),
        passage.field("figure"),
        passage.fields().getOrDefault("unit", ""),
        Integer.parseInt(passage.field("year")),
        passage.text(),
        Research.MARKET_FACTS + "#" + passage.id(),
        passage.field("source"),
        Boolean.parseBoolean(passage.fields().getOrDefault("illustrative", "false")));
  }

  /// The first of `findings` for an indicator.
  public static Optional<Finding> of(String indicator, List<Finding> findings) {
    return findings.stream().filter(finding -> finding.indicator().equals(indicator)).findFirst();
  }
}
