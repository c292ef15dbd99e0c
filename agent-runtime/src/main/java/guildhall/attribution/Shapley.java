package guildhall.attribution;

import java.util.function.LongUnaryOperator;

/// The exact Shapley value of a game of few players, in whole numbers.
///
/// Player `i`'s value is the mean of what it adds over all orders in which the players may come:
/// `sum over S without i of |S|! (n - |S| - 1)! / n! * (v(S + i) - v(S))`. The factorials are kept
/// as whole numbers, so nothing is rounded and nothing depends on the order of a sum.
public final class Shapley {

  /// Most players of an exact game: 1024 values.
  public static final int PLAYERS_MAX = 10;

  /// Largest size of a value of a game; what is above it would not fit with the factorials.
  public static final long VALUE_MAX = 1_000_000_000_000L;

  private Shapley() {}

  /// The values times `n!`, so that they are whole.
  ///
  /// @param players 0 to [#PLAYERS_MAX]
  /// @param value of a coalition by its mask, bit `i` for player `i`; asked once for each of the
  ///   `2^n` masks in ascending order; at most [#VALUE_MAX] either way
  /// @return shape `[players]`; they sum to `n! * (v(all) - v(none))`
  /// @throws IllegalArgumentException if there are more players, or a value is too large
  public static long[] timesFactorial(int players, LongUnaryOperator value) {
    if (players < 0 || players > PLAYERS_MAX) {
      throw new IllegalArgumentException("players must be 0 to " + PLAYERS_MAX + ": " + players);
    }
    long[] values = new long[1 << players];
    for (int mask = 0; mask < values.length; mask++) {
      values[mask] = value.applyAsLong(mask);
      if (values[mask] > VALUE_MAX || values[mask] < -VALUE_MAX) {
        throw new IllegalArgumentException("value of coalition " + mask + ": " + values[mask]);
      }
    }
    long[] sums = new long[players];
    for (int mask = 0; mask < values.length; mask++) {
      int size = Integer.bitCount(mask);
      for (int player = 0; player < players; player++) {
        if ((mask >> player & 1) == 0) {
          long orders = factorial(size) * factorial(players - size - 1);
          sums[player] += orders * (values[mask | 1 << player] - values[mask]);
        }
      }
    }
    return sums;
  }

  /// `n!`.
  ///
  /// @param n 0 to [#PLAYERS_MAX]
  public static long factorial(int n) {
    long product = 1;
    for (int i = 2; i <= n; i++) {
      product *= i;
    }
    return product;
  }
}
