package guildhall.settlement;

import guildhall.ledger.Id;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Splits an amount so that the parts sum to it exactly.
///
/// Source: Hamilton's method of apportionment (largest remainders). Ties go by a hash of the
/// receipt and the payee: an order anyone can recompute and nobody can arrange to stand first in.
public final class Apportionment {

  private Apportionment() {}

  /// Floor shares first, then one micro-credit each to the largest remainders.
  ///
  /// @param amountMicros 0 or more
  /// @param weights shape `[n]`, n of at least 1, each 0 or more, not all 0; only ratios matter
  /// @param payees shape `[n]`, for breaking ties
  /// @param receipt for breaking ties
  /// @return shape `[n]`, micro-credits in the order of the weights, summing to `amountMicros`
  /// @throws IllegalArgumentException if the shapes differ, a weight is negative or all are 0
  public static long[] split(
      long amountMicros, List<Long> weights, List<String> payees, String receipt) {
    if (amountMicros < 0 || weights.isEmpty() || weights.size() != payees.size()) {
      throw new IllegalArgumentException(
          amountMicros + " over " + weights.size() + " weights and " + payees.size() + " payees");
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
    return withRemainders(amountMicros, weights, payees, receipt, sum);
  }

  private record Remainder(int index, BigInteger value, Id tie) {}

  private static long[] withRemainders(
      long amount, List<Long> weights, List<String> payees, String receipt, BigInteger sum) {
    BigInteger whole = BigInteger.valueOf(amount);
    long[] parts = new long[weights.size()];
    long[] left = {amount};
    List<Remainder> remainders =
        IntStream.range(0, parts.length)
            .mapToObj(i -> {
              BigInteger[] division =
                  whole.multiply(BigInteger.valueOf(weights.get(i))).divideAndRemainder(sum);
              parts[i] = division[0].longValueExact();
              left[0] -= parts[i];
              return new Remainder(i, division[1], Id.hash(receipt, payees.get(i)));
            })
            .sorted(Comparator.comparing(Remainder::value).reversed().thenComparing(Remainder::tie))
            .toList();
    for (int i = 0; i < left[0]; i++) {
      parts[remainders.get(i).index()]++;
    }
    return parts;
  }
}
