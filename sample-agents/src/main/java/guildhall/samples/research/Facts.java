package guildhall.samples.research;

import guildhall.samples.marketentry.Country;
import guildhall.sdk.Datanet;
import guildhall.sdk.Datanet.Passage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The market facts of one country, as the research agents look them up.
final class Facts {

  private static final int YEARS_MAX = 100;

  private final Datanet records;
  private final Country country;

  Facts(Datanet records, Country country) {
    this.records = records;
    this.country = country;
  }

  /// The record that matches best, whatever its year.
  ///
  /// First by words, because the score then orders them; a record that uses none of the words of
  /// its own indicator is still found by the filter alone.
  Optional<Finding> best(String indicator) {
    List<Passage> found = records.search(indicator.replace('_', ' '), only(indicator), 1);
    return read(found.isEmpty() ? records.search("", only(indicator), 1) : found).stream()
        .findFirst();
  }

  /// The newest record.
  Optional<Finding> newest(String indicator) {
    return read(records.search("", only(indicator), YEARS_MAX)).stream()
        .max(Comparator.comparingInt(Finding::year));
  }

  /// Records about a topic, best match first.
  List<Finding> about(String topic, int limit) {
    String words = topic.replace('-', ' ').replace('_', ' ').strip();
    return words.isEmpty()
        ? List.of()
        : read(records.search(words, Map.of("country", country.name()), limit));
  }

  private Map<String, String> only(String indicator) {
    return Map.of("country", country.name(), "indicator", indicator);
  }

  private static List<Finding> read(List<Passage> passages) {
    List<Finding> findings = new ArrayList<>();
    for (Passage passage : passages) {
      findings.add(Finding.from(passage));
    }
    return findings;
  }
}
