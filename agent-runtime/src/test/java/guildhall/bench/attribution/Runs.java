package guildhall.bench.attribution;

import java.util.HashMap;
import java.util.Map;

/// The runs of one to five tokens that stand in some texts, each with a number from 0 on. A tree,
/// so nothing is hashed together: a run is one that is shorter by a token, and that token.
final class Runs {

  static final int LONGEST = 5;

  /// The run without a token.
  static final int EMPTY = -1;

  /// No text has it.
  static final int MISSING = -2;

  private final Map<Long, Integer> numbers = new HashMap<>();

  /// Numbers the runs of a text.
  ///
  /// @return shape `[text.length][LONGEST]`: by token and by length less one, the run that ends
  ///   with the token; [#MISSING] where it would begin before the text
  int[][] add(int[] text) {
    int[][] ending = new int[text.length][LONGEST];
    for (int from = 0; from < text.length; from++) {
      int run = EMPTY;
      for (int length = 1; length <= LONGEST && from + length <= text.length; length++) {
        int last = from + length - 1;
        run = numbers.computeIfAbsent(key(run, text[last]), _ -> numbers.size());
        ending[last][length - 1] = run;
      }
    }
    for (int last = 0; last < text.length; last++) {
      for (int length = last + 2; length <= LONGEST; length++) {
        ending[last][length - 1] = MISSING;
      }
    }
    return ending;
  }

  /// A run with one token more, or [#MISSING].
  int longer(int run, int token) {
    return numbers.getOrDefault(key(run, token), MISSING);
  }

  /// How many there are.
  int size() {
    return numbers.size();
  }

  private static long key(int run, int token) {
    return (long) run << Integer.SIZE | Integer.toUnsignedLong(token);
  }
}
