package guildhall.ledger;

/// The limits of one account and what it has spent of them. Amounts are micro-credits.
final class LimitState {
  /// How far below zero a principal may go, 0 or more.
  final long creditLine;

  /// Long.MAX_VALUE = no maximum.
  final long maxBalance;

  /// Long.MAX_VALUE = no maximum.
  final long maxHold;

  /// Of one window; Long.MAX_VALUE = no maximum.
  final long spendMax;

  /// Microseconds; 0 = for ever.
  final long spendWindow;

  /// Number of the account whose limit counts too, -1 if none does.
  final int under;

  /// The window that [#spentInWindow] is of: book time / window, rounded down.
  long windowIndex;

  long spentInWindow;

  LimitState(
      long creditLine, long maxBalance, long maxHold, long spendMax, long spendWindow, int under) {
    this.creditLine = creditLine;
    this.maxBalance = maxBalance;
    this.maxHold = maxHold;
    this.spendMax = spendMax;
    this.spendWindow = spendWindow;
    this.under = under;
  }
}
