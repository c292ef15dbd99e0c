package guildhall.settlement;

import guildhall.ledger.Id;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

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

  /// What one share lacks of a whole micro-credit. Ties are rare and hashes dear: they are taken
  /// only where two are equal.
  private record Remainder(int index, BigInteger value, String receipt, String payee)
      implements Comparable<Remainder> {
    @Override
    public int compareTo(Remainder other) {
      int larger = other.value.compareTo(value);
      return larger != 0 ? larger : tie().compareTo(other.tie());
    }

    private Id tie() {
      return Id.hash(receipt, payee);
    }
  }

  private static long[] withRemainders(
      long amount, List<Long> weights, List<String> payees, String receipt, BigInteger sum) {
    BigInteger whole = BigInteger.valueOf(amount);
    long[] parts = new long[weights.size()];
    Remainder[] remainders = new Remainder[parts.length];
    long left = amount;
    for (int i = 0; i < parts.length; i++) {
      BigInteger[] division =
          whole.multiply(BigInteger.valueOf(weights.get(i))).divideAndRemainder(sum);
      parts[i] = division[0].longValueExact();
      left -= parts[i];
      remainders[i] = new Remainder(i, division[1], receipt, payees.get(i));
    }
    if (left > 0) {
      Arrays.sort(remainders);
    }
    for (int i = 0; i < left; i++) {
      parts[remainders[i].index()]++;
    }
    return parts;
  }
}
