package guildhall.datanet.admission;

import java.util.Arrays;
import java.util.function.LongConsumer;

/// Runs of five tokens, as numbers; of a shorter document all its tokens are one.
final class Shingles {

  static final int LENGTH = 5;
  private static final long FACTOR = 0x9E3779B97F4A7C15L;
  private static final long FACTOR_OUT = power(FACTOR, LENGTH);

  private Shingles() {}

  /// Modulo 2 to the 64th.
  private static long power(long factor, int exponent) {
    long power = 1;
    for (int i = 0; i < exponent; i++) {
      power *= factor;
    }
    return power;
  }

  /// Each in its order, repeated ones too.
  static void each(int[] tokens, LongConsumer taker) {
    long rolling = 0;
    for (int i = 0; i < tokens.length; i++) {
      rolling = rolling * FACTOR + (tokens[i] & 0xFFFFFFFFL) + 1;
      if (i >= LENGTH) {
        rolling -= ((tokens[i - LENGTH] & 0xFFFFFFFFL) + 1) * FACTOR_OUT;
      }
      if (i >= LENGTH - 1 || i == tokens.length - 1) {
        taker.accept(rolling);
      }
    }
  }

  /// Spreads a number over all 64 bits (the last step of MurmurHash3).
  static long mixed(long number) {
    long h = number;
    h = (h ^ (h >>> 33)) * 0xFF51AFD7ED558CCDL;
    h = (h ^ (h >>> 33)) * 0xC4CEB9FE1A85EC53L;
    return h ^ (h >>> 33);
  }

  /// Distinct ones, sorted.
  private static long[] distinct(int[] tokens) {
    long[] all = new long[Math.max(1, tokens.length - LENGTH + 1)];
    int[] count = new int[1];
    each(tokens, shingle -> all[count[0]++] = shingle);
    Arrays.sort(all);
    int kept = 0;
    for (int i = 0; i < count[0]; i++) {
      if (i == 0 || all[i] != all[i - 1]) {
        all[kept++] = all[i];
      }
    }
    return Arrays.copyOf(all, kept);
  }

  /// How much of a document an earlier one has: shingles in both to shingles of the document, in
  /// thousandths. Never less than their Jaccard index, so a document that reaches a bound by that
  /// index reaches it by this as well.
  ///
  /// @param tokens of the document, at least one
  static int contained(int[] tokens, int[] earlier) {
    long[] mine = distinct(tokens);
    long[] theirs = distinct(earlier);
    long both = 0;
    for (int i = 0, j = 0; i < mine.length && j < theirs.length; ) {
      int order = Long.compare(mine[i], theirs[j]);
      both += order == 0 ? 1 : 0;
      i += order <= 0 ? 1 : 0;
      j += order >= 0 ? 1 : 0;
    }
    return (int) (both * 1000 / mine.length);
  }
}
