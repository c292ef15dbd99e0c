package guildhall.ledger;

import java.util.Optional;

/// What an account may not exceed. Amounts are micro-credits, 0 or more; [Long#MAX_VALUE] is no
/// maximum.
///
/// Transfers out and root holds count as spent in the window of book time they fall into; windows
/// are aligned, `floor(now / window)`. What a hold releases in the same window is not spent. All
/// that an account spends counts for the account it is `under` too, and for the one that is under.
///
/// @param creditLineMicros how far below zero a principal may go; no other account has a line
/// @param maxBalanceMicros what a transfer may bring it to; a capture or a refund may bring more
/// @param maxHoldMicros the largest root hold
/// @param spendMaxMicros what may be spent in a window
/// @param spendWindowMicros the length of a window in microseconds, 0 for ever
/// @param under the account whose budget this one draws on
public record Limits(
    long creditLineMicros,
    long maxBalanceMicros,
    long maxHoldMicros,
    long spendMaxMicros,
    long spendWindowMicros,
    Optional<String> under) {

  /// No line and no maximum.
  public static final Limits NONE =
      new Limits(0, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, 0, Optional.empty());

  boolean anyNegative() {
    return creditLineMicros < 0
        || maxBalanceMicros < 0
        || maxHoldMicros < 0
        || spendMaxMicros < 0
        || spendWindowMicros < 0;
  }
}
