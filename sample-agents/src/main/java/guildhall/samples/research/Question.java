package guildhall.samples.research;

import guildhall.samples.marketentry.Country;
import guildhall.sdk.schema.Describe;
import guildhall.sdk.schema.Range;
import java.util.List;

/// What somebody wants to know about a country.
///
/// @param country which
/// @param indicators figures wanted, by key, for example `population`; may be empty if there is a
///   topic
/// @param topic a market, in words or as a key, for example `consumer-electronics`; may be empty
public record Question(
    @Describe("Which country.") Country country,
    @Describe("Keys of the figures wanted.") @Range(min = 0, max = 40) List<String> indicators,
    @Describe("A market to look around in; may be empty.") @Range(min = 0, max = 200)
        String topic) {

  /// Copies the indicators, each once.
  public Question {
    indicators = indicators.stream().distinct().toList();
  }
}
