package guildhall.ledger;

import static guildhall.ledger.LedgerStatus.BUDGET_EXCEEDED;
import static guildhall.ledger.LedgerStatus.CREATED;
import static guildhall.ledger.LedgerStatus.EXCEEDS_CREDIT_LINE;
import static guildhall.ledger.LedgerStatus.INSUFFICIENT_FUNDS;
import static guildhall.ledger.LedgerStatus.VELOCITY_EXCEEDED;

/// Whether an account has so much, and may spend it.
final class Funds {
  private static final int DEEPEST = 8;

  private final LedgerState state;
  private final AccountTable accounts;

  Funds(LedgerState state) {
    this.state = state;
    this.accounts = state.accounts;
  }

  long available(int account) {
    return accounts.balance(account) - accounts.held(account);
  }

  /// Its own limit of spending first, then those of what it is under, from near to far.
  LedgerStatus maySpend(int account, long amount, long nowMicros) {
    LimitState limits = accounts.limits(account);
    if (limits == null) {
      return CREATED;
    }
    if (!limits.allows(amount, nowMicros)) {
      return VELOCITY_EXCEEDED;
    }
    for (int depth = 0; depth < DEEPEST && limits != null && limits.under >= 0; depth++) {
      limits = accounts.limits(limits.under);
      if (limits != null && !limits.allows(amount, nowMicros)) {
        return BUDGET_EXCEEDED;
      }
    }
    return CREATED;
  }

  /// Whether so much is there. A source has what the supply of its unit may still grow by: all that
  /// is issued, promised and lent stays countable, so that no credit to anybody can ever overflow
  /// and a capture never fails because of a payee.
  LedgerStatus has(int account, long amount) {
    long available = available(account);
    if (amount <= available) {
      return CREATED;
    }
    if (accounts.kind(account).isSource()) {
      return intoCirculation(account, amount) <= state.room(account) ? CREATED : INSUFFICIENT_FUNDS;
    }
    long line = state.creditLine(account);
    if (line == 0) {
      return INSUFFICIENT_FUNDS;
    }
    boolean within = available >= 0 ? amount - available <= line : amount <= line + available;
    return within ? CREATED : EXCEEDS_CREDIT_LINE;
  }

  /// By how much the supply of its unit would grow if an account paid so much: what a source pays
  /// beyond what it has.
  long intoCirculation(int account, long amount) {
    return accounts.kind(account).isSource()
        ? Math.max(0, amount - Math.max(0, available(account)))
        : 0;
  }

  /// Like [#has], for what is to be held: a source that has money of its own holds no more than can
  /// be counted.
  LedgerStatus hasToHold(int account, long amount) {
    boolean source = accounts.kind(account).isSource();
    return source && accounts.held(account) > Long.MAX_VALUE - amount
        ? INSUFFICIENT_FUNDS
        : has(account, amount);
  }
}
