package guildhall.ledger;

import static guildhall.ledger.LedgerStatus.ACCOUNT_CLOSED;
import static guildhall.ledger.LedgerStatus.ACCOUNT_FROZEN;
import static guildhall.ledger.LedgerStatus.CHILDREN_OPEN;
import static guildhall.ledger.LedgerStatus.CREATED;
import static guildhall.ledger.LedgerStatus.DEBIT_NOT_FOUND;
import static guildhall.ledger.LedgerStatus.EXCEEDS_EXPENSES;
import static guildhall.ledger.LedgerStatus.EXCEEDS_HOLD;
import static guildhall.ledger.LedgerStatus.EXCEEDS_HOLD_LIMIT;
import static guildhall.ledger.LedgerStatus.EXISTS;
import static guildhall.ledger.LedgerStatus.EXPIRY_AFTER_PARENT;
import static guildhall.ledger.LedgerStatus.EXPIRY_IN_PAST;
import static guildhall.ledger.LedgerStatus.EXPIRY_NOT_LATER;
import static guildhall.ledger.LedgerStatus.HOLD_NOT_FOUND;
import static guildhall.ledger.LedgerStatus.HOLD_VOIDED;
import static guildhall.ledger.LedgerStatus.NOT_A_HOLD;

import guildhall.ledger.LedgerFact.Captured;
import guildhall.ledger.LedgerFact.Extended;
import guildhall.ledger.LedgerFact.Held;
import guildhall.ledger.LedgerFact.Increased;
import guildhall.ledger.LedgerFact.Release;
import guildhall.ledger.LedgerFact.Released;
import guildhall.ledger.Operation.Capture;
import guildhall.ledger.Operation.Extend;
import guildhall.ledger.Operation.Hold;
import guildhall.ledger.Operation.Increase;
import java.util.ArrayList;
import java.util.List;

/// Money is reserved, paid out of the reserve, and returns.
final class HoldRules {
  private final LedgerState state;
  private final AccountTable accounts;
  private final Funds funds;
  private final Legs legs;
  private final long marginMicros;

  HoldRules(LedgerState state, Funds funds, Legs legs, long marginMicros) {
    this.state = state;
    this.accounts = state.accounts;
    this.funds = funds;
    this.legs = legs;
    this.marginMicros = marginMicros;
  }

  Decision hold(Hold it, NameKeys names, long nowMicros) {
    if (it.parent().isPresent()) {
      HoldState parent = state.open.get(it.parent().get());
      return parent == null
          ? Decision.no(missing(it.parent().get()))
          : below(it, parent, nowMicros);
    }
    int payer = accounts.find(it.payer(), names, 0);
    if (payer < 0) {
      return Decision.no(DEBIT_NOT_FOUND);
    }
    LedgerStatus able = mayReserve(payer);
    if (able != CREATED) {
      return Decision.no(able);
    }
    if (it.expiresMicros() <= nowMicros) {
      return Decision.no(EXPIRY_IN_PAST);
    }
    long amount = it.feeMicros() + it.expensesMicros();
    LedgerStatus status = reserve(payer, amount, amount, nowMicros);
    return status == CREATED ? Decision.yes(held(it, it.payer())) : Decision.no(status);
  }

  private Decision below(Hold it, HoldState parent, long nowMicros) {
    LedgerStatus able = mayReserve(parent.account);
    if (able != CREATED) {
      return Decision.no(able);
    }
    if (it.expiresMicros() <= nowMicros) {
      return Decision.no(EXPIRY_IN_PAST);
    }
    if (isAfterParent(it.expiresMicros(), parent)) {
      return Decision.no(EXPIRY_AFTER_PARENT);
    }
    return it.feeMicros() + it.expensesMicros() <= parent.free()
        ? Decision.yes(held(it, parent.payer))
        : Decision.no(EXCEEDS_EXPENSES);
  }

  private boolean isAfterParent(long expires, HoldState parent) {
    return expires > parent.expires - marginMicros;
  }

  private LedgerStatus mayReserve(int payer) {
    if (accounts.closed(payer)) {
      return ACCOUNT_CLOSED;
    }
    return accounts.frozen(payer) ? ACCOUNT_FROZEN : CREATED;
  }

  /// @param whole what the hold would be
  /// @param more what is reserved now
  private LedgerStatus reserve(int payer, long whole, long more, long nowMicros) {
    LimitState limits = accounts.limits(payer);
    if (limits != null && whole > limits.maxHold) {
      return EXCEEDS_HOLD_LIMIT;
    }
    LedgerStatus spending = funds.maySpend(payer, more, nowMicros);
    return spending == CREATED ? funds.hasToHold(payer, more) : spending;
  }

  private static Held held(Hold it, String payer) {
    return new Held(
        it.id(), it.parent(), payer, it.feeMicros(), it.expensesMicros(), it.expiresMicros());
  }

  Decision increase(Increase it, long nowMicros) {
    HoldState hold = state.open.get(it.hold());
    if (hold == null) {
      return Decision.no(missing(it.hold()));
    }
    LedgerStatus able = mayReserve(hold.account);
    if (able != CREATED) {
      return Decision.no(able);
    }
    long more = it.feeMicros() + it.expensesMicros();
    LedgerStatus status;
    if (hold.parent != null) {
      status = more <= hold.parent.free() ? CREATED : EXCEEDS_EXPENSES;
    } else if (hold.amount() > Long.MAX_VALUE - more) {
      status = EXCEEDS_HOLD_LIMIT; // it counts what was captured too, and that may have come back
    } else {
      status = reserve(hold.account, hold.amount() + more, more, nowMicros);
    }
    return status == CREATED
        ? Decision.yes(new Increased(it.id(), it.hold(), it.feeMicros(), it.expensesMicros()))
        : Decision.no(status);
  }

  Decision extend(Extend it, long nowMicros) {
    HoldState hold = state.open.get(it.hold());
    if (hold == null) {
      return Decision.no(missing(it.hold()));
    }
    if (it.expiresMicros() == hold.expires) {
      return Decision.no(EXISTS);
    }
    if (it.expiresMicros() <= nowMicros) {
      return Decision.no(EXPIRY_IN_PAST);
    }
    if (it.expiresMicros() < hold.expires) {
      return Decision.no(EXPIRY_NOT_LATER);
    }
    return hold.parent != null && isAfterParent(it.expiresMicros(), hold.parent)
        ? Decision.no(EXPIRY_AFTER_PARENT)
        : Decision.yes(new Extended(it.hold(), it.expiresMicros()));
  }

  Decision capture(Capture it, Prepared prepared) {
    HoldState hold = state.open.get(it.hold());
    if (hold == null) {
      return Decision.no(missing(it.hold()));
    }
    legs.set(it.to(), prepared.names);
    LedgerStatus payees = legs.check(hold.account);
    if (payees != CREATED) {
      return Decision.no(payees);
    }
    if (!legs.replaceClosed(hold.account)) {
      return Decision.no(ACCOUNT_CLOSED);
    }
    if (it.last() && !hold.openChildren.isEmpty()) {
      return Decision.no(CHILDREN_OPEN);
    }
    long total = 0;
    for (int i = 0; i < it.to().size(); i++) {
      total += it.to().get(i).amountMicros();
    }
    return total > hold.fee - hold.captured
        ? Decision.no(EXCEEDS_HOLD)
        : Decision.yes(
            new Captured(
                it.hold(),
                it.reason(),
                total,
                total == 0 ? List.of() : legs.postings(hold.account, hold.payer, total),
                it.id(),
                it.last(),
                prepared.bodyHash));
  }

  Decision end(Id id) {
    HoldState hold = state.open.get(id);
    if (hold == null) {
      LedgerStatus end = missing(id);
      return Decision.no(end == HOLD_VOIDED ? EXISTS : end);
    }
    return Decision.yes(released(hold, Release.VOIDED));
  }

  List<LedgerFact> nextExpired(long nowMicros) {
    return state.byExpiry.isEmpty() || state.byExpiry.first().expires > nowMicros
        ? List.of()
        : released(state.byExpiry.first(), Release.EXPIRED);
  }

  private static List<LedgerFact> released(HoldState hold, Release why) {
    List<LedgerFact> facts = new ArrayList<>();
    for (HoldState each : hold.openLeafFirst()) {
      facts.add(new Released(each.id, why));
    }
    return facts;
  }

  /// Why no hold of this id is open.
  private LedgerStatus missing(Id id) {
    IdRecord known = state.known(id);
    if (known == null || known.kind() == IdKind.FAILURE) {
      return HOLD_NOT_FOUND;
    }
    return known.isEndedHold() ? known.end() : NOT_A_HOLD;
  }
}
