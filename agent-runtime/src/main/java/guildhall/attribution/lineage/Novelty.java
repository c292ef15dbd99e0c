package guildhall.attribution.lineage;

import guildhall.attribution.Attribution.Weight;
import guildhall.attribution.Source;
import guildhall.attribution.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;

/// The static split inside a datanet, for when nothing is known of a use: a contribution counts for
/// what it brought that was not there before.
///
/// A word is not new if it lies in a run of 16 words that an earlier contribution has. A
/// contribution of fewer words is one run. A copy brings nothing and gets nothing; what is copied
/// keeps its part.
public final class Novelty {

  private static final int RUN_WORDS = 16;

  private Novelty() {}

  /// Weighs contributions.
  ///
  /// @param contributions of one datanet, distinct keys, in the order they were registered
  /// @param rarity worth of a word, 1 or more, higher for rarer words; must be deterministic
  /// @return those that brought something, in that order, by the summed rarity of their new words,
  ///   repeated words as often as they stand there
  public static List<Weight> weights(List<Source> contributions, ToIntFunction<String> rarity) {
    List<List<String>> texts =
        contributions.stream().map(each -> Words.inOrder(each.text())).toList();
    Map<Integer, Set<List<String>>> seen = new HashMap<>();
    texts.forEach(words -> seen.putIfAbsent(run(words), new HashSet<>()));
    List<Weight> weights = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      List<String> words = texts.get(i);
      long worth = worth(words, seen.getOrDefault(run(words), Set.of()), rarity);
      if (worth > 0) {
        weights.add(new Weight(contributions.get(i).key(), worth));
      }
      seen.forEach((length, runs) -> runs.addAll(Words.runs(words, length)));
    }
    return weights;
  }

  private static int run(List<String> words) {
    return Math.clamp(words.size(), 1, RUN_WORDS);
  }

  private static long worth(
      List<String> words, Set<List<String>> seen, ToIntFunction<String> rarity) {
    int length = run(words);
    long worth = 0;
    int knownUpTo = 0;
    for (int i = 0; i < words.size(); i++) {
      if (i + length <= words.size() && seen.contains(words.subList(i, i + length))) {
        knownUpTo = i + length;
      }
      if (i >= knownUpTo) {
        worth += rarity.applyAsInt(words.get(i));
      }
    }
    return worth;
  }
}
