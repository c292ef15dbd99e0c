package guildhall.ledger;

import static guildhall.ledger.LedgerStatus.CREATED;
import static guildhall.ledger.LedgerStatus.EXISTS;
import static guildhall.ledger.LedgerStatus.EXISTS_WITH_DIFFERENT_BODY;
import static guildhall.ledger.LedgerStatus.ID_ALREADY_FAILED;
import static guildhall.ledger.LedgerStatus.ID_RESERVED;
import static guildhall.ledger.LedgerStatus.LINKED_FAILED;
import static guildhall.ledger.LedgerStatus.OVERFLOW;

import guildhall.ledger.LedgerFact.Grouped;
import guildhall.ledger.LedgerFact.Refused;
import guildhall.ledger.Operation.Burn;
import guildhall.ledger.Operation.Capture;
import guildhall.ledger.Operation.CloseAccount;
import guildhall.ledger.Operation.Extend;
import guildhall.ledger.Operation.Freeze;
import guildhall.ledger.Operation.Hold;
import guildhall.ledger.Operation.Increase;
import guildhall.ledger.Operation.Issue;
import guildhall.ledger.Operation.Linked;
import guildhall.ledger.Operation.OpenAccount;
import guildhall.ledger.Operation.Refund;
import guildhall.ledger.Operation.ReopenAccount;
import guildhall.ledger.Operation.SetLimits;
import guildhall.ledger.Operation.Sweep;
import guildhall.ledger.Operation.Transfer;
import guildhall.ledger.Operation.VoidHold;
import java.util.ArrayList;
import java.util.List;

/// What may happen: each operation is checked in the order of [LedgerStatus], the id first. Leaves
/// the state as it was.
final class LedgerRules {
  private final LedgerState state;
  private final AccountRules accounts;
  private final TransferRules transfers;
  private final HoldRules holds;
  private final RefundRules refunds;

  LedgerRules(LedgerState state, long settlementMarginMicros) {
    Funds funds = new Funds(state);
    Legs legs = new Legs(state);
    this.state = state;
    this.accounts = new AccountRules(state);
    this.transfers = new TransferRules(state, funds, legs);
    this.holds = new HoldRules(state, funds, legs, settlementMarginMicros);
    this.refunds = new RefundRules(state, funds, legs);
  }

  /// @param position of the first fact, if the operation takes effect
  Decision decide(Prepared prepared, long nowMicros, long position) {
    Operation operation = prepared.operation();
    return switch (operation) {
      case OpenAccount open -> accounts.open(open);
      case CloseAccount(var name) -> accounts.close(operation, name, true);
      case ReopenAccount(var name) -> accounts.close(operation, name, false);
      case Freeze freeze -> accounts.freeze(freeze);
      case SetLimits limits -> accounts.limit(limits);
      case Extend extend -> holds.extend(extend, nowMicros);
      case VoidHold(var hold) -> holds.end(hold);
      case Transfer it -> once(it.id(), prepared, nowMicros, position);
      case Sweep it -> once(it.id(), prepared, nowMicros, position);
      case Issue it -> once(it.id(), prepared, nowMicros, position);
      case Burn it -> once(it.id(), prepared, nowMicros, position);
      case Hold it -> once(it.id(), prepared, nowMicros, position);
      case Increase it -> once(it.id(), prepared, nowMicros, position);
      case Capture it -> once(it.id(), prepared, nowMicros, position);
      case Refund it -> once(it.id(), prepared, nowMicros, position);
      case Linked it -> once(it.id(), prepared, nowMicros, position);
    };
  }

  List<LedgerFact> nextExpired(long nowMicros) {
    return holds.nextExpired(nowMicros);
  }

  Limits limits(int account) {
    return accounts.limits(account);
  }

  private Decision once(Id id, Prepared prepared, long nowMicros, long position) {
    if (id.isReserved()) {
      return Decision.no(ID_RESERVED);
    }
    long bodyHash = prepared.bodyHash;
    IdRecord known = state.known(id);
    if (known != null) {
      return known(known, prepared.operation(), bodyHash);
    }
    LedgerStatus status = Ids.check(id, nowMicros, state.idWindowMicros);
    if (status == CREATED) {
      status = prepared.shape;
    }
    if (status != CREATED) {
      return Decision.no(status);
    }
    Decision decision = fresh(prepared, nowMicros, position);
    return isRemembered(decision, prepared)
        ? decision.remembered(new Refused(id, bodyHash, decision.status()))
        : decision;
  }

  /// Whether it depends on the state of the books: a group by what failed in it. A credit line that
  /// is too long overflows what else is promised, anything else only itself.
  private static boolean isRemembered(Decision decision, Prepared prepared) {
    if (decision.status() != LINKED_FAILED) {
      return decision.status().isRemembered();
    }
    Operation failed = prepared.inside.get(decision.index()).operation();
    return decision.reason().isRemembered()
        || (decision.reason() == OVERFLOW && failed instanceof SetLimits);
  }

  private static Decision known(IdRecord known, Operation operation, long bodyHash) {
    if (operation instanceof Hold && known.isEndedHold()) {
      return Decision.known(known.end(), known.end(), known.position());
    }
    boolean same =
        known.bodyHash() == bodyHash
            || (operation instanceof Transfer transfer
                && known.bodyHash() == BodyHash.ofVersion1(transfer));
    if (!same || known.isEndedHold()) {
      return Decision.known(
          EXISTS_WITH_DIFFERENT_BODY, EXISTS_WITH_DIFFERENT_BODY, known.position());
    }
    return known.kind() == IdKind.FAILURE
        ? Decision.known(ID_ALREADY_FAILED, known.end(), known.position())
        : Decision.known(EXISTS, EXISTS, known.position());
  }

  private Decision fresh(Prepared prepared, long nowMicros, long position) {
    long bodyHash = prepared.bodyHash;
    return switch (prepared.operation()) {
      case Transfer it -> transfers.transfer(it, prepared, nowMicros);
      case Sweep it -> transfers.sweep(it, bodyHash, nowMicros);
      case Issue it -> transfers.issue(it, bodyHash, nowMicros);
      case Burn it -> transfers.burn(it, bodyHash, nowMicros);
      case Hold it -> holds.hold(it, prepared.names, nowMicros);
      case Increase it -> holds.increase(it, nowMicros);
      case Capture it -> holds.capture(it, prepared);
      case Refund it -> refunds.refund(it, bodyHash, nowMicros);
      case Linked it -> linked(it, prepared, nowMicros, position);
      case OpenAccount _,
          CloseAccount _,
          ReopenAccount _,
          Freeze _,
          SetLimits _,
          Extend _,
          VoidHold _ ->
          throw new IllegalArgumentException("it has no id: " + prepared.operation());
    };
  }

  /// Applies one after the other on trial and takes all of it back.
  private Decision linked(Linked group, Prepared prepared, long nowMicros, long position) {
    List<LedgerFact> facts = new ArrayList<>();
    state.beginTrial();
    try {
      add(new Grouped(group.id(), prepared.bodyHash), facts, nowMicros, position);
      for (int i = 0; i < prepared.inside.size(); i++) {
        Decision decision = decide(prepared.inside.get(i), nowMicros, position + facts.size());
        if (!decision.ok()) {
          return new Decision(LINKED_FAILED, decision.status(), i, List.of(), -1);
        }
        for (LedgerFact fact : decision.facts()) {
          add(fact, facts, nowMicros, position);
        }
      }
      return Decision.yes(facts);
    } finally {
      state.endTrial();
    }
  }

  private void add(LedgerFact fact, List<LedgerFact> facts, long nowMicros, long position) {
    state.apply(fact, position + facts.size(), nowMicros);
    facts.add(fact);
  }
}
