package guildhall.model;

import guildhall.attribution.Attribution.Weight;
import guildhall.attribution.Source;
import guildhall.attribution.Words;
import guildhall.attribution.lineage.Novelty;
import guildhall.datanet.Contribution;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What an artefact's datanets consisted of when it was registered, a content. It has keys and
/// numbers and no texts, so it stays when a contribution is erased.
///
/// @param artefact whose it is
/// @param datanets those among its parents, in their order
public record Manifest(String artefact, List<Inside> datanets) {

  /// Copies the list.
  public Manifest {
    datanets = List.copyOf(datanets);
  }

  /// What one datanet consisted of.
  ///
  /// @param parent its key, see [ArtefactKey]
  /// @param parts its contributions in the order they came
  public record Inside(String parent, List<Part> parts) {

    /// Copies the list.
    public Inside {
      parts = List.copyOf(parts);
    }
  }

  /// What one contribution is due.
  ///
  /// @param key `datanet#id`
  /// @param contributor whose it was then
  /// @param weight 0 for one that repeats others; only ratios matter
  public record Part(String key, String contributor, long weight) {}

  /// A contribution as it was read.
  ///
  /// @param key `datanet#id`
  record Text(String key, Contribution contribution) {}

  /// Weighs contributions by what each brought that was not there before. A word is worth 1 and the
  /// whole binary digits of how much rarer it is among them than one that is everywhere: the same
  /// for the same texts, whatever else is registered.
  static Inside inside(String parent, List<Text> texts) {
    Map<String, Integer> counts = new HashMap<>();
    int words = 0;
    for (Text text : texts) {
      for (String word : Words.inOrder(text.contribution().text())) {
        counts.merge(word, 1, Integer::sum);
        words++;
      }
    }
    int all = words;
    List<Source> sources =
        texts.stream().map(each -> new Source(each.key(), each.contribution().text())).toList();
    Map<String, Long> weights = new HashMap<>();
    for (Weight each :
        Novelty.weights(sources, word -> rarity(all, counts.getOrDefault(word, 1)))) {
      weights.put(each.key(), each.micros());
    }
    List<Part> parts = new ArrayList<>();
    for (Text text : texts) {
      parts.add(
          new Part(
              text.key(), text.contribution().contributor(), weights.getOrDefault(text.key(), 0L)));
    }
    return new Inside(parent, parts);
  }

  private static int rarity(int words, int times) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(1, words / times));
  }
}
