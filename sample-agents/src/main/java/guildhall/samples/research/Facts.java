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

  private final Datanet records;
  private final Country country;

  Facts(Datanet records, Country country) {
    this.records = records;
    this.country = country;
  }

  /// The record that matches best, whatever its year.
  Optional<Finding> best(String indicator) {
    return matching(indicator, 1).stream().findFirst();
  }

  /// The newest of the records that match; of equally new ones the best match.
  Optional<Finding> newest(String indicator) {
    return matching(indicator, 20).stream()
        .sorted(Comparator.comparingInt(Finding::year).reversed())
        .findFirst();
  }

  /// Records about a topic, best match first.
  List<Finding> about(String topic, int limit) {
    String words = topic.replace('-', ' ').replace('_', ' ').strip();
    return words.isEmpty()
        ? List.of()
        : read(records.search(words, Map.of("country", country.name()), limit));
  }

  /// First by words, because the score then orders them; a record that uses none of the words of
  /// its own indicator is still found by the filter alone.
  private List<Finding> matching(String indicator, int limit) {
    Map<String, String> filters = Map.of("country", country.name(), "indicator", indicator);
    List<Passage> found = records.search(indicator.replace('_', ' '), filters, limit);
    return read(found.isEmpty() ? records.search("", filters, limit) : found);
  }

  private static List<Finding> read(List<Passage> passages) {
    List<Finding> findings = new ArrayList<>();
    for (Passage passage : passages) {
      findings.add(Finding.from(passage));
    }
    return findings;
  }
}
