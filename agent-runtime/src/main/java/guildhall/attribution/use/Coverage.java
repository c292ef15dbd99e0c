package guildhall.attribution.use;

import guildhall.attribution.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which words of an answer each player accounts for, and what they are worth. A word is one at its
/// place: one that stands there twice counts twice, so that a text is worth no more for having no
/// word in common with others, nor with itself.
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

  private final int[] worth;
  private final List<Runs> runs = new ArrayList<>(); // by length less one
  private final List<BitSet> covered = new ArrayList<>(); // places, by player

  /// Runs of one length in the answer: a number for each, equal ones have the same.
  private static final class Runs {
    private final int length;
    private final Map<List<String>, Integer> numbers = new HashMap<>();
    private final int[] at; // number by place

    Runs(List<String> words, int length) {
      this.length = length;
      this.at = new int[Math.max(0, words.size() - length + 1)];
      for (int from = 0; from < at.length; from++) {
        at[from] = numbers.computeIfAbsent(words.subList(from, from + length), _ -> numbers.size());
      }
    }
  }

  /// Compares players and an answer.
  ///
  /// @param answer its words in order
  /// @param worth of each, 1 or more, shape `[answer.size()]`
  Coverage(List<Player> players, List<String> answer, int[] worth) {
    this.worth = worth.clone();
    for (int length = 1; length <= RUN_WORDS; length++) {
      runs.add(new Runs(answer, length));
    }
    for (Player player : players) {
      BitSet all = new BitSet(worth.length);
      player.texts().forEach(text -> addCovered(Words.inOrder(text), all));
      covered.add(all);
    }
  }

  private void addCovered(List<String> words, BitSet covered) {
    if (words.isEmpty()) {
      return;
    }
    Runs there = runs.get(Math.min(RUN_WORDS, words.size()) - 1);
    Set<List<String>> own = Words.runs(words, there.length);
    Set<Integer> repeated = new HashSet<>();
    for (List<String> run : own) {
      @Nullable Integer number = there.numbers.get(run);
      if (number != null) {
        repeated.add(number);
      }
    }
    boolean used = repeated.size() * 1000L >= (long) own.size() * USED_PERMILLE;
    addStretches(there, repeated, used ? there.length : UseMethod.STRETCH_WORDS, covered);
  }

  /// The places in a row that are in repeated runs, if there are so many.
  private static void addStretches(Runs runs, Set<Integer> repeated, int least, BitSet covered) {
    int begin = 0;
    for (int from = 0; from <= runs.at.length; from++) {
      if (from == runs.at.length || !repeated.contains(runs.at[from])) {
        int end = from + runs.length - 1;
        if (from > begin && end - begin >= least) {
          covered.set(begin, end);
        }
        begin = from + 1;
      }
    }
  }

  /// The worth of all words of the answer.
  long whole() {
    return Arrays.stream(worth).mapToLong(each -> each * UNIT).sum();
  }

  /// The worth of the words that any player of a coalition accounts for.
  ///
  /// @param mask at most the first 64 players
  long value(long mask) {
    BitSet union = new BitSet(worth.length);
    for (int player = 0; player < covered.size(); player++) {
      if ((mask >>> player & 1) == 1) {
        union.or(covered.get(player));
      }
    }
    return union.stream().mapToLong(place -> worth[place] * UNIT).sum();
  }

  /// The Shapley value of this game, which has a closed form: each word is shared equally by those
  /// who account for it. A rest of a word that cannot be shared in whole numbers is nobody's.
  ///
  /// @return by player
  long[] shapley() {
    int[] holders = new int[worth.length];
    covered.forEach(places -> places.stream().forEach(place -> holders[place]++));
    return covered.stream()
        .mapToLong(places ->
            places.stream().mapToLong(place -> worth[place] * UNIT / holders[place]).sum())
        .toArray();
  }
}
