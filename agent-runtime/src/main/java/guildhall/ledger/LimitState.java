package guildhall.ledger;

/// The limits of one account and what it has spent of them. Amounts are micro-credits.
///
/// The limits never change: [AccountTable#setLimits] takes another object. What was spent changes
/// through [AccountTable#spend] only, which can be undone.
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

  /// Position of the entry from which on is counted. It changes when the length of the window does
  /// or the account had no limits: what was charged before is in no count that runs.
  long since = -1;

  LimitState(
      long creditLine, long maxBalance, long maxHold, long spendMax, long spendWindow, int under) {
    this.creditLine = creditLine;
    this.maxBalance = maxBalance;
    this.maxHold = maxHold;
    this.spendMax = spendMax;
    this.spendWindow = spendWindow;
    this.under = under;
  }

  /// The index of the window a time falls into.
  long windowOf(long nowMicros) {
    return spendWindow == 0 ? 0 : Math.floorDiv(nowMicros, spendWindow);
  }

  /// What was spent in the window a time falls into.
  long spentAt(long nowMicros) {
    return windowOf(nowMicros) == windowIndex ? spentInWindow : 0;
  }

  boolean allows(long amount, long nowMicros) {
    return spendMax == Long.MAX_VALUE
        || amount <= spendMax - Math.min(spentAt(nowMicros), spendMax);
  }
}
