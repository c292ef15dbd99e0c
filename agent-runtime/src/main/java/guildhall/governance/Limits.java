package guildhall.governance;

import guildhall.sdk.Amount;
import java.util.Optional;

/// How much one task or order may do. Reached before anything is held.
///
/// @param depth calls in one chain, the first one counted: an agent that buys, from one that buys,
///   and so on
/// @param calls engagements in all, those that failed counted
/// @param amount the most that one task, order or purchase may hold
public record Limits(int depth, int calls, Amount amount) {

  /// What is good for most.
  public static final Limits USUAL = new Limits(16, 10_000, Amount.credits("1000"));

  /// @throws IllegalArgumentException if one is below 1, or the amount is nothing
  public Limits {
    if (depth < 1 || calls < 1) {
      throw new IllegalArgumentException(
          "limits are at least 1: depth " + depth + ", calls " + calls);
    }
    if (amount.isZero()) {
      throw new IllegalArgumentException("the limit of an amount must be more than 0");
    }
  }

  /// The usual amount.
  public Limits(int depth, int calls) {
    this(depth, calls, USUAL.amount());
  }

  /// Why so much may not be held for one thing, as a sentence; empty if it may.
  public Optional<String> problem(Amount wanted) {
    return wanted.compareTo(amount) > 0
        ? Optional.of(
            wanted
                + " is more than one task, order or purchase may hold, which is "
                + amount
                + " (limits.amount)")
        : Optional.empty();
  }
}
