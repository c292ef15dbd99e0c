package guildhall.settlement;

import guildhall.attribution.LargestRemainder;
import guildhall.ledger.Id;
import java.util.Comparator;
import java.util.List;

/// Splits an amount so that the parts sum to it exactly, see [LargestRemainder]. Ties go by a hash
/// of the receipt and the payee: an order anyone can recompute and nobody can arrange to stand
/// first in.
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
    return LargestRemainder.split(
        amountMicros, weights, Comparator.comparing(index -> Id.hash(receipt, payees.get(index))));
  }
}
