package guildhall.attribution;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// Splits a whole number so that the parts sum to it exactly: floor shares first, then one unit
/// each to the largest remainders. Source: Hamilton's method of apportionment.
///
/// Nobody's part falls when its own weight alone rises: those whose floor falls by that leave as
/// many units to hand out as they are.
public final class LargestRemainder {

  private LargestRemainder() {}

  /// Splits.
  ///
  /// @param amount 0 or more
  /// @param weights shape `[n]`, n of at least 1, each 0 or more, not all 0; only ratios matter
  /// @param ties which index goes first where remainders are equal; asked only then
  /// @return shape `[n]`, in the order of the weights, summing to `amount`; 0 for a weight of 0
  /// @throws IllegalArgumentException if the amount or a weight is negative, or all weights are 0
  public static long[] split(long amount, List<Long> weights, Comparator<Integer> ties) {
    if (amount < 0) {
      throw new IllegalArgumentException("negative amount: " + amount);
    }
    BigInteger sum = BigInteger.ZERO;
    for (long weight : weights) {
      if (weight < 0) {
        throw new IllegalArgumentException("negative weight: " + weight);
      }
      sum = sum.add(BigInteger.valueOf(weight));
    }
    if (sum.signum() == 0) {
      throw new IllegalArgumentException("all weights are 0");
    }
    return withRemainders(amount, weights, ties, sum);
  }

  private record Remainder(int index, BigInteger value) {}

  private static long[] withRemainders(
      long amount, List<Long> weights, Comparator<Integer> ties, BigInteger sum) {
    BigInteger whole = BigInteger.valueOf(amount);
    long[] parts = new long[weights.size()];
    Remainder[] remainders = new Remainder[parts.length];
    long left = amount;
    for (int i = 0; i < parts.length; i++) {
      BigInteger[] division =
          whole.multiply(BigInteger.valueOf(weights.get(i))).divideAndRemainder(sum);
      parts[i] = division[0].longValueExact();
      left -= parts[i];
      remainders[i] = new Remainder(i, division[1]);
    }
    if (left > 0) {
      Arrays.sort(
          remainders,
          Comparator.comparing(Remainder::value).reversed().thenComparing(Remainder::index, ties));
    }
    for (int i = 0; i < left; i++) {
      parts[remainders[i].index()]++;
    }
    return parts;
  }
}
