package guildhall.attribution.use;

import guildhall.attribution.Attribution;
import guildhall.attribution.Attribution.Weight;
import guildhall.attribution.Source;
import guildhall.attribution.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/// Method *use*, first version, as receipts of its time were weighed: what was read **and** used,
/// never what was merely fetched. It must not change; what is better is in [UseMethod2].
///
/// Each distinct word of the answer is worth its rarity; a source that was used shares the words it
/// covers equally with the other used sources that cover them, which is the exact Shapley value of
/// weighted coverage. A source counts as used if the answer repeats at least a third of the
/// source's runs of four words: single words prove nothing, for texts of one trade share most of
/// theirs. Words of the answer that no used source covers stay unattributed; they are never spread
/// over the others.
///
/// Source: Shapley value of weighted coverage games; the share of each element goes equally to the
/// sets that contain it.
public final class UseMethod1 {

  /// Id and version, kept on every receipt.
  public static final String ID = "use@1";

  private static final long UNIT = 720_720; // divisible by 1 to 16, so that shares are mostly exact
  private static final int RUN_WORDS = 4;
  private static final int USED_PERMILLE = 333;
  private static final int ABSTAIN_BELOW_PERMILLE = 20;

  private UseMethod1() {}

  /// Weighs sources.
  ///
  /// @param sources distinct keys, in the order they were read
  /// @param answer all text of the answer
  /// @param rarity worth of a word, 1 or more, higher for rarer words; must be deterministic
  /// @return weights in units of word worth; abstains if they cover under 2 % of the answer
  public static Attribution weigh(
      List<Source> sources, String answer, ToIntFunction<String> rarity) {
    Set<String> answerWords = Words.of(answer);
    long whole = worth(answerWords, rarity) * UNIT;
    List<Set<List<String>>> answerRuns = runsUpTo(RUN_WORDS, Words.inOrder(answer));
    Map<String, Set<String>> used = new LinkedHashMap<>();
    for (Source source : sources) {
      if (isUsed(Words.inOrder(source.text()), answerRuns)) {
        Set<String> repeated = new LinkedHashSet<>(Words.of(source.text()));
        repeated.retainAll(answerWords);
        used.put(source.key(), repeated);
      }
    }
    return share(used, whole, rarity);
  }

  /// Runs of 1, 2, ... words.
  private static List<Set<List<String>>> runsUpTo(int length, List<String> words) {
    return IntStream.rangeClosed(1, length).mapToObj(each -> Words.runs(words, each)).toList();
  }

  /// A source of fewer words than a run is one run.
  private static boolean isUsed(List<String> words, List<Set<List<String>>> answerRuns) {
    if (words.isEmpty()) {
      return false;
    }
    int length = Math.min(RUN_WORDS, words.size());
    Set<List<String>> own = Words.runs(words, length);
    long repeated = own.stream().filter(answerRuns.get(length - 1)::contains).count();
    return repeated * 1000 >= (long) own.size() * USED_PERMILLE;
  }

  private static Attribution share(
      Map<String, Set<String>> used, long whole, ToIntFunction<String> rarity) {
    Map<String, Integer> holders = new LinkedHashMap<>();
    used.values().forEach(words -> words.forEach(word -> holders.merge(word, 1, Integer::sum)));
    List<Weight> weights = new ArrayList<>();
    long covered = 0;
    for (var source : used.entrySet()) {
      long weight = 0;
      for (String word : source.getValue()) {
        weight += rarity.applyAsInt(word) * UNIT / holders.getOrDefault(word, 1);
      }
      covered += weight;
      weights.add(new Weight(source.getKey(), weight));
    }
    boolean abstain = covered * 1000 < whole * ABSTAIN_BELOW_PERMILLE || weights.isEmpty();
    return new Attribution(ID, abstain ? List.of() : weights, whole, abstain);
  }

  private static long worth(Set<String> words, ToIntFunction<String> rarity) {
    return words.stream().mapToLong(rarity::applyAsInt).sum();
  }
}
