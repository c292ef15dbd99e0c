package guildhall.ledger;

import static guildhall.ledger.LedgerStatus.CREATED;

import guildhall.ledger.LedgerFact.AccountFrozen;
import guildhall.ledger.LedgerFact.AccountOpened;
import guildhall.ledger.LedgerFact.Captured;
import guildhall.ledger.LedgerFact.Held;
import guildhall.ledger.LedgerFact.Posting;
import guildhall.ledger.LedgerFact.Release;
import guildhall.ledger.LedgerFact.Released;
import guildhall.ledger.LedgerFact.Transferred;
import guildhall.ledger.Operation.Capture;
import guildhall.ledger.Operation.Credit;
import guildhall.ledger.Operation.Freeze;
import guildhall.ledger.Operation.Hold;
import guildhall.ledger.Operation.OpenAccount;
import guildhall.ledger.Operation.Transfer;
import guildhall.ledger.Operation.VoidHold;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// What may happen: each operation is checked in the order of [LedgerStatus], ids first. Reads the
/// state and never changes it.
final class LedgerRules {
  private final LedgerState state;
  private final long settlementMarginMicros;

  LedgerRules(LedgerState state, long settlementMarginMicros) {
    this.state = state;
    this.settlementMarginMicros = settlementMarginMicros;
  }

  Decision decide(Operation operation, long nowMicros) {
    return switch (operation) {
      case OpenAccount open -> decideOpen(open);
      case Freeze freeze -> decideFreeze(freeze);
      case Transfer transfer -> decideTransfer(transfer);
      case Hold hold -> decideHold(hold, nowMicros);
      case Capture capture -> decideCapture(capture);
      case VoidHold(var hold) -> decideVoid(hold);
    };
  }

  private Decision decideOpen(OpenAccount operation) {
    AccountState existing = state.accounts.get(operation.account());
    if (existing == null) {
      return Decision.yes(
          new AccountOpened(operation.account(), operation.owner(), operation.kind()));
    }
    return known(existing.owner.equals(operation.owner()) && existing.kind == operation.kind());
  }

  private static Decision known(boolean sameBody) {
    return Decision.no(sameBody ? LedgerStatus.EXISTS : LedgerStatus.EXISTS_WITH_DIFFERENT_BODY);
  }

  private Decision decideFreeze(Freeze operation) {
    AccountState account = state.accounts.get(operation.account());
    if (account == null) {
      return Decision.no(LedgerStatus.DEBIT_NOT_FOUND);
    }
    return account.frozen == operation.frozen()
        ? Decision.no(LedgerStatus.EXISTS)
        : Decision.yes(new AccountFrozen(operation.account(), operation.frozen()));
  }

  private Decision decideTransfer(Transfer operation) {
    Id body = bodyHash(operation);
    Id known = state.transfers.get(operation.id());
    if (known != null || isHold(operation.id())) {
      return known(body.equals(known));
    }
    if (operation.to().isEmpty()) {
      return Decision.no(LedgerStatus.NO_LEGS);
    }
    LedgerStatus amounts = checkAmounts(operation.to());
    if (amounts != CREATED) {
      return Decision.no(amounts);
    }
    AccountState payer = state.accounts.get(operation.from());
    if (payer == null) {
      return Decision.no(LedgerStatus.DEBIT_NOT_FOUND);
    }
    LedgerStatus payees = checkPayees(payer, operation.to());
    if (payees != CREATED) {
      return Decision.no(payees);
    }
    if (payer.frozen) {
      return Decision.no(LedgerStatus.ACCOUNT_FROZEN);
    }
    long total = total(operation.to());
    return mayPay(payer, total)
        ? Decision.yes(
            new Transferred(
                operation.id(), operation.reason(), body, postings(payer, total, operation.to())))
        : Decision.no(LedgerStatus.INSUFFICIENT_FUNDS);
  }

  private static Id bodyHash(Transfer transfer) {
    List<String> parts = new ArrayList<>(List.of(transfer.from(), transfer.reason()));
    for (Credit credit : transfer.to()) {
      parts.add(credit.account());
      parts.add(Long.toString(credit.amountMicros()));
    }
    return Id.of(parts.toArray(String[]::new));
  }

  private boolean isHold(Id id) {
    return state.open.containsKey(id) || state.ended.containsKey(id);
  }

  private Decision decideHold(Hold operation, long nowMicros) {
    HoldState existing = state.open.get(operation.id());
    if (existing != null || state.transfers.containsKey(operation.id())) {
      return known(existing != null && same(existing, operation));
    }
    LedgerStatus end = state.ended.get(operation.id());
    if (end != null) {
      return Decision.no(end);
    }
    if (operation.feeMicros() < 0 || operation.expensesMicros() < 0) {
      return Decision.no(LedgerStatus.AMOUNT_NEGATIVE);
    }
    if (operation.feeMicros() > Long.MAX_VALUE - operation.expensesMicros()) {
      return Decision.no(LedgerStatus.OVERFLOW);
    }
    return operation.parent().isPresent()
        ? decideChildHold(operation, operation.parent().get(), nowMicros)
        : decideRootHold(operation, nowMicros);
  }

  private static boolean same(HoldState existing, Hold asked) {
    return existing.fee == asked.feeMicros()
        && existing.expenses == asked.expensesMicros()
        && existing.expires == asked.expiresMicros()
        && Optional.ofNullable(existing.parent).map(above -> above.id).equals(asked.parent())
        && (existing.parent != null || existing.payer.name.equals(asked.payer()));
  }

  private Decision decideRootHold(Hold operation, long nowMicros) {
    AccountState payer = state.accounts.get(operation.payer());
    if (payer == null) {
      return Decision.no(LedgerStatus.DEBIT_NOT_FOUND);
    }
    if (payer.frozen) {
      return Decision.no(LedgerStatus.ACCOUNT_FROZEN);
    }
    if (operation.expiresMicros() <= nowMicros) {
      return Decision.no(LedgerStatus.EXPIRY_IN_PAST);
    }
    return mayPay(payer, operation.feeMicros() + operation.expensesMicros())
        ? Decision.yes(held(operation, payer.name))
        : Decision.no(LedgerStatus.INSUFFICIENT_FUNDS);
  }

  private Decision decideChildHold(Hold operation, Id parentId, long nowMicros) {
    HoldState parent = state.open.get(parentId);
    if (parent == null) {
      return Decision.no(state.ended.getOrDefault(parentId, LedgerStatus.HOLD_NOT_FOUND));
    }
    if (parent.payer.frozen) {
      return Decision.no(LedgerStatus.ACCOUNT_FROZEN);
    }
    if (operation.expiresMicros() <= nowMicros) {
      return Decision.no(LedgerStatus.EXPIRY_IN_PAST);
    }
    if (operation.expiresMicros() > parent.expires - settlementMarginMicros) {
      return Decision.no(LedgerStatus.EXPIRY_AFTER_PARENT);
    }
    return operation.feeMicros() + operation.expensesMicros() <= parent.free()
        ? Decision.yes(held(operation, parent.payer.name))
        : Decision.no(LedgerStatus.EXCEEDS_EXPENSES);
  }

  private static Held held(Hold operation, String payer) {
    return new Held(
        operation.id(),
        operation.parent(),
        payer,
        operation.feeMicros(),
        operation.expensesMicros(),
        operation.expiresMicros());
  }

  private Decision decideCapture(Capture operation) {
    LedgerStatus amounts = checkAmounts(operation.to());
    if (amounts != CREATED) {
      return Decision.no(amounts);
    }
    HoldState hold = state.open.get(operation.hold());
    if (hold == null) {
      return Decision.no(state.ended.getOrDefault(operation.hold(), LedgerStatus.HOLD_NOT_FOUND));
    }
    LedgerStatus payees = checkPayees(hold.payer, operation.to());
    if (payees != CREATED) {
      return Decision.no(payees);
    }
    if (!hold.openChildren.isEmpty()) {
      return Decision.no(LedgerStatus.CHILDREN_OPEN);
    }
    long total = total(operation.to());
    if (total > hold.fee) {
      return Decision.no(LedgerStatus.EXCEEDS_HOLD);
    }
    List<Posting> postings =
        operation.to().isEmpty() ? List.of() : postings(hold.payer, total, operation.to());
    return Decision.yes(new Captured(hold.id, operation.reason(), total, postings));
  }

  private Decision decideVoid(Id id) {
    HoldState hold = state.open.get(id);
    if (hold == null) {
      LedgerStatus end = state.ended.getOrDefault(id, LedgerStatus.HOLD_NOT_FOUND);
      return Decision.no(end == LedgerStatus.HOLD_VOIDED ? LedgerStatus.EXISTS : end);
    }
    return new Decision(CREATED, released(hold, Release.VOIDED));
  }

  List<LedgerFact> nextExpired(long nowMicros) {
    return state.byExpiry.isEmpty() || state.byExpiry.first().expires > nowMicros
        ? List.of()
        : released(state.byExpiry.first(), Release.EXPIRED);
  }

  private static List<LedgerFact> released(HoldState hold, Release why) {
    return hold.openLeafFirst().stream()
        .<LedgerFact>map(each -> new Released(each.id, why))
        .toList();
  }

  private static LedgerStatus checkAmounts(List<Credit> credits) {
    if (credits.stream().anyMatch(credit -> credit.amountMicros() < 0)) {
      return LedgerStatus.AMOUNT_NEGATIVE;
    }
    if (credits.stream().anyMatch(credit -> credit.amountMicros() == 0)) {
      return LedgerStatus.AMOUNT_ZERO;
    }
    return total(credits) < 0 ? LedgerStatus.OVERFLOW : CREATED;
  }

  /// The sum, or -1 if it cannot be counted.
  private static long total(List<Credit> credits) {
    long sum = 0;
    for (Credit credit : credits) {
      if (sum > Long.MAX_VALUE - credit.amountMicros()) {
        return -1;
      }
      sum += credit.amountMicros();
    }
    return sum;
  }

  private LedgerStatus checkPayees(AccountState payer, List<Credit> to) {
    if (to.stream().anyMatch(credit -> !state.accounts.containsKey(credit.account()))) {
      return LedgerStatus.CREDIT_NOT_FOUND;
    }
    return to.stream().anyMatch(credit -> credit.account().equals(payer.name))
        ? LedgerStatus.ACCOUNTS_SAME
        : CREATED;
  }

  /// Whether an account has that much left. A treasury has what the whole supply may still grow by:
  /// all that treasuries have issued and promised stays countable, so that no credit to anybody can
  /// ever overflow and a capture never fails because of a payee.
  private boolean mayPay(AccountState payer, long amount) {
    if (payer.kind != AccountKind.TREASURY || amount <= payer.available()) {
      return amount <= payer.available();
    }
    long room = Long.MAX_VALUE;
    for (AccountState treasury : state.treasuries) {
      room += Math.min(0, treasury.available());
    }
    return amount - Math.max(0, payer.available()) <= room;
  }

  /// The debit, then one credit per account; they sum to zero.
  private List<Posting> postings(AccountState payer, long total, List<Credit> to) {
    Map<String, Long> sums = new LinkedHashMap<>();
    to.forEach(credit -> sums.merge(credit.account(), credit.amountMicros(), Long::sum));
    List<Posting> postings = new ArrayList<>();
    postings.add(posting(payer, -total));
    sums.forEach((name, sum) ->
        postings.add(posting(Objects.requireNonNull(state.accounts.get(name)), sum)));
    return postings;
  }

  private static Posting posting(AccountState account, long amount) {
    return new Posting(
        account.name, amount, Math.addExact(account.balance, amount), account.lastPosition);
  }
}
