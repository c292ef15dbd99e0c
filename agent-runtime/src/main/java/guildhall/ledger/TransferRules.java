package guildhall.ledger;

import static guildhall.ledger.LedgerStatus.ACCOUNT_CLOSED;
import static guildhall.ledger.LedgerStatus.ACCOUNT_FROZEN;
import static guildhall.ledger.LedgerStatus.CREATED;
import static guildhall.ledger.LedgerStatus.DEBIT_NOT_FOUND;
import static guildhall.ledger.LedgerStatus.EXCEEDS_MAX_BALANCE;
import static guildhall.ledger.LedgerStatus.INSUFFICIENT_FUNDS;
import static guildhall.ledger.LedgerStatus.NOT_A_TREASURY;

import guildhall.ledger.LedgerFact.Transferred;
import guildhall.ledger.Operation.Burn;
import guildhall.ledger.Operation.Credit;
import guildhall.ledger.Operation.Issue;
import guildhall.ledger.Operation.Sweep;
import guildhall.ledger.Operation.Transfer;

/// Money moves from one account to others at once.
final class TransferRules {

  private enum Source {
    ANY,
    PAYER,
    PAYEE
  }

  private final AccountTable accounts;
  private final Funds funds;
  private final Legs legs;

  TransferRules(LedgerState state, Funds funds, Legs legs) {
    this.accounts = state.accounts;
    this.funds = funds;
    this.legs = legs;
  }

  Decision transfer(Transfer it, Prepared prepared, long nowMicros) {
    int payer = accounts.find(it.from(), prepared.names, 0);
    legs.set(it.to(), prepared.names);
    long total = 0;
    for (int i = 0; i < it.to().size(); i++) {
      Credit credit = it.to().get(i);
      total += credit.amountMicros();
    }
    LedgerStatus status = check(payer, total, Source.ANY, nowMicros);
    return status == CREATED
        ? moved(it.id(), payer, it.from(), total, it.reason(), prepared.bodyHash)
        : Decision.no(status);
  }

  Decision issue(Issue it, long bodyHash, long nowMicros) {
    legs.set(it.account(), it.amountMicros());
    return move(
        it.id(), it.treasury(), it.amountMicros(), it.reason(), Source.PAYER, bodyHash, nowMicros);
  }

  Decision burn(Burn it, long bodyHash, long nowMicros) {
    legs.set(it.treasury(), it.amountMicros());
    return move(
        it.id(), it.account(), it.amountMicros(), it.reason(), Source.PAYEE, bodyHash, nowMicros);
  }

  Decision sweep(Sweep it, long bodyHash, long nowMicros) {
    int payer = accounts.find(it.from());
    long there = payer < 0 ? 0 : Math.max(0, funds.available(payer));
    long amount = Math.min(there, it.atMostMicros());
    legs.set(it.to(), amount);
    return move(it.id(), it.from(), amount, it.reason(), Source.ANY, bodyHash, nowMicros);
  }

  private Decision move(
      Id id, String from, long total, String reason, Source source, long bodyHash, long nowMicros) {
    int payer = accounts.find(from);
    LedgerStatus status = check(payer, total, source, nowMicros);
    return status == CREATED
        ? moved(id, payer, from, total, reason, bodyHash)
        : Decision.no(status);
  }

  private Decision moved(Id id, int payer, String from, long total, String reason, long bodyHash) {
    return Decision.yes(new Transferred(id, reason, bodyHash, legs.postings(payer, from, total)));
  }

  private LedgerStatus check(int payer, long total, Source source, long nowMicros) {
    if (payer < 0) {
      return DEBIT_NOT_FOUND;
    }
    LedgerStatus payees = legs.check(payer);
    if (payees != CREATED) {
      return payees;
    }
    if (source != Source.ANY
        && !accounts.kind(source == Source.PAYER ? payer : legs.account(0)).isSource()) {
      return NOT_A_TREASURY;
    }
    if (accounts.closed(payer) || legs.anyClosed()) {
      return ACCOUNT_CLOSED;
    }
    if (accounts.frozen(payer)) {
      return ACCOUNT_FROZEN;
    }
    LedgerStatus spending = funds.maySpend(payer, total, nowMicros);
    if (spending != CREATED) {
      return spending;
    }
    if (legs.exceedsMaxBalance()) {
      return EXCEEDS_MAX_BALANCE;
    }
    return total == 0 ? INSUFFICIENT_FUNDS : funds.has(payer, total);
  }
}
