package guildhall.attribution.use;

import guildhall.attribution.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;

/// Which words of an answer each player accounts for, and what they are worth.
///
/// A player accounts for the words in runs of four words that both it and the answer have, if the
/// answer repeats at least a third of its runs, or else for those in long stretches. Single words
/// prove nothing, for texts of one trade share most of theirs; and a long text of which two
/// sentences were quoted was used. A text of fewer words than a run is one run.
final class Coverage {

  /// Divisible by 1 to 16, so that shares of a word are mostly exact.
  static final long UNIT = 720_720;

  private static final int RUN_WORDS = 4;
  private static final int USED_PERMILLE = 333;

  private final ToIntFunction<String> rarity;
  private final int stretchWords;
  private final List<Set<List<String>>> answerRuns = new ArrayList<>();
  private final Set<String> answerWords;
  private final List<Set<String>> covered = new ArrayList<>();

  /// Compares players and an answer.
  ///
  /// @param rarity worth of a word, 1 or more; must be deterministic
  /// @param stretchWords of a stretch that is use by itself
  Coverage(List<Player> players, String answer, ToIntFunction<String> rarity, int stretchWords) {
    this.rarity = rarity;
    this.stretchWords = stretchWords;
    List<String> words = Words.inOrder(answer);
    this.answerWords = new LinkedHashSet<>(words);
    for (int length = 1; length <= RUN_WORDS; length++) {
      answerRuns.add(Words.runs(words, length));
    }
    for (Player player : players) {
      Set<String> all = new LinkedHashSet<>();
      player.texts().forEach(text -> addCovered(Words.inOrder(text), all));
      covered.add(all);
    }
  }

  private void addCovered(List<String> words, Set<String> covered) {
    if (words.isEmpty()) {
      return;
    }
    int length = Math.min(RUN_WORDS, words.size());
    Set<List<String>> repeated = answerRuns.get(length - 1);
    int least = isUsed(Words.runs(words, length), repeated) ? length : stretchWords;
    int begin = 0;
    for (int from = 0; from + length <= words.size() + 1; from++) {
      boolean goesOn =
          from + length <= words.size() && repeated.contains(words.subList(from, from + length));
      if (!goesOn) {
        int end = from + length - 1;
        if (from > begin && end - begin >= least) {
          covered.addAll(words.subList(begin, end));
        }
        begin = from + 1;
      }
    }
  }

  private static boolean isUsed(Set<List<String>> own, Set<List<String>> repeated) {
    long both = own.stream().filter(repeated::contains).count();
    return both * 1000 >= (long) own.size() * USED_PERMILLE;
  }

  /// The worth of all distinct words of the answer.
  long whole() {
    long sum = 0;
    for (String word : answerWords) {
      sum += rarity.applyAsInt(word) * UNIT;
    }
    return sum;
  }

  /// The worth of the words that any player of a coalition accounts for.
  ///
  /// @param mask at most the first 64 players
  long value(long mask) {
    Set<String> union = new HashSet<>();
    for (int player = 0; player < covered.size(); player++) {
      if ((mask >>> player & 1) == 1) {
        union.addAll(covered.get(player));
      }
    }
    return union.stream().mapToLong(word -> rarity.applyAsInt(word) * UNIT).sum();
  }

  /// The Shapley value of this game, which has a closed form: each word is shared equally by those
  /// who account for it. A rest of a word that cannot be shared in whole numbers is nobody's.
  ///
  /// @return by player
  long[] shapley() {
    Map<String, Integer> holders = new HashMap<>();
    covered.forEach(words -> words.forEach(word -> holders.merge(word, 1, Integer::sum)));
    Map<String, Long> shares = new LinkedHashMap<>();
    holders.forEach((word, count) -> shares.put(word, rarity.applyAsInt(word) * UNIT / count));
    long[] credits = new long[covered.size()];
    for (int player = 0; player < credits.length; player++) {
      for (String word : covered.get(player)) {
        credits[player] += shares.getOrDefault(word, 0L);
      }
    }
    return credits;
  }
}
