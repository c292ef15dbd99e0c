package guildhall.ledger;

/// The limits of an account and what it has spent of them.
///
/// @param limits what it may not exceed
/// @param under number of the account it is under, -1 if none
/// @param windowStart when the window began that `spent` is of, in microseconds
/// @param spent in that window, with what the accounts below it spent
record LimitState(Limits limits, int under, long windowStart, long spent) {

  /// The beginning of the window a time falls into.
  long windowOf(long nowMicros) {
    long length = limits.spendWindowMicros();
    return length == 0 ? 0 : Math.floorDiv(nowMicros, length) * length;
  }

  long spentAt(long nowMicros) {
    return windowOf(nowMicros) == windowStart ? spent : 0;
  }

  boolean allows(long amount, long nowMicros) {
    return limits.spendMaxMicros() == Long.MAX_VALUE
        || amount
            <= limits.spendMaxMicros() - Math.min(spentAt(nowMicros), limits.spendMaxMicros());
  }

  LimitState plus(long amount, long nowMicros) {
    long before = spentAt(nowMicros);
    long after = before > Long.MAX_VALUE - amount ? Long.MAX_VALUE : before + amount;
    return new LimitState(limits, under, windowOf(nowMicros), after);
  }

  LimitState minus(long amount) {
    return new LimitState(limits, under, windowStart, Math.max(0, spent - amount));
  }
}
