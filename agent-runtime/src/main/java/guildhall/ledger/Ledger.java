package guildhall.ledger;

import guildhall.book.Entry;
import guildhall.book.Projection;
import java.util.List;
import java.util.Optional;

/// The double-entry ledger: decides operations against what it knows, and learns from facts.
///
/// Two laws hold after every entry, and tests check them: the balances of all accounts sum to zero,
/// and for every hold `fee + expenses = captured + spent below + open below + free + released`. An
/// account other than a treasury is never below zero, and never holds more than it has.
///
/// One thread only: the book's writer.
public final class Ledger implements Projection {

  private final LedgerState state = new LedgerState();
  private final LedgerRules rules;

  /// @param settlementMarginMicros how long before its parent a child hold must end, in
  ///   microseconds, 0 or more, so that what was delivered below is settled before the parent is
  /// @throws IllegalArgumentException if the margin is negative
  public Ledger(long settlementMarginMicros) {
    if (settlementMarginMicros < 0) {
      throw new IllegalArgumentException(
          "settlementMarginMicros must be >= 0: " + settlementMarginMicros);
    }
    this.rules = new LedgerRules(state, settlementMarginMicros);
  }

  /// Decides one operation; changes nothing. Holds that are due must have been released before, see
  /// [#nextExpired]: an open hold is settled whatever the time is.
  ///
  /// @param nowMicros book time, 0 or more
  public Decision decide(Operation operation, long nowMicros) {
    return rules.decide(operation, nowMicros);
  }

  /// The hold that is due first (by expiry, then id), with the open holds below it, leaf first;
  /// empty if none is due. Appended and asked for again until it is empty, at the start of each
  /// batch. A hold is due from the microsecond of its expiry on.
  public List<LedgerFact> nextExpired(long nowMicros) {
    return rules.nextExpired(nowMicros);
  }

  /// @throws IllegalStateException if the fact does not follow from those before it: the book is
  ///   damaged, or a decision was appended after something else had changed what it was based on
  @Override
  public void apply(Entry entry) {
    if (entry.fact() instanceof LedgerFact fact) {
      state.apply(fact, entry.position());
    }
  }

  /// An account, or empty if there is none of that name.
  public Optional<AccountView> find(String name) {
    return Optional.ofNullable(state.accounts.get(name)).map(AccountState::view);
  }

  /// All accounts in the order they were opened.
  public List<AccountView> accounts() {
    return state.accounts.values().stream().map(AccountState::view).toList();
  }

  /// A hold that is open, or empty.
  public Optional<HoldView> openHold(Id id) {
    return Optional.ofNullable(state.open.get(id)).map(HoldState::view);
  }

  /// All open holds whose root payer is this account, in no particular order.
  public List<HoldView> openHolds(String payer) {
    return state.open.values().stream()
        .filter(hold -> hold.payer.name.equals(payer))
        .map(HoldState::view)
        .toList();
  }

  /// How many holds are open.
  public int openHoldCount() {
    return state.open.size();
  }

  /// How a hold ended, or empty if it is open or was never made.
  public Optional<LedgerStatus> endOf(Id hold) {
    return Optional.ofNullable(state.ended.get(hold));
  }

  /// The sum of all balances. Anything but zero is a bug.
  public long trialBalanceMicros() {
    return state.accounts.values().stream().mapToLong(account -> account.balance).sum();
  }
}
