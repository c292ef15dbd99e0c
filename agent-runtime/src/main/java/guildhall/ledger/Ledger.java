package guildhall.ledger;

import guildhall.book.Entry;
import guildhall.book.Projection;
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
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// The double-entry ledger: decides operations against what it knows, and learns from facts.
///
/// Two laws hold after every entry, and tests check them: the balances of all accounts sum to zero, and
/// for every hold `fee + expenses = captured + spent below + open below + free + released`. An account
/// other than a treasury is never below zero, and never holds more than it has.
///
/// One thread only: the book's writer.
public final class Ledger implements Projection {

  private final long settlementMarginMicros;
  private final Map<String, AccountState> accounts = new LinkedHashMap<>();
  private final Map<Id, Id> transfers = new HashMap<>();
  private final Map<Id, HoldState> open = new HashMap<>();
  private final Map<Id, LedgerStatus> ended = new HashMap<>();
  private final PriorityQueue<HoldState> byExpiry =
      new PriorityQueue<>(
          Comparator.comparingLong((HoldState hold) -> hold.expires)
              .thenComparing(hold -> hold.id));

  /// @param settlementMarginMicros how long before its parent a child hold must end, in microseconds, so
  ///     that what was delivered below is settled before the parent is
  public Ledger(long settlementMarginMicros) {
    this.settlementMarginMicros = settlementMarginMicros;
  }

  // ---- decide ----

  /// Decides one operation; changes nothing.
  ///
  /// @param nowMicros book time
  public Decision decide(Operation operation, long nowMicros) {
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
    AccountState existing = accounts.get(operation.account());
    if (existing == null) {
      return Decision.yes(
          new AccountOpened(operation.account(), operation.owner(), operation.kind()));
    }
    boolean same =
        existing.owner.equals(operation.owner()) && existing.kind == operation.kind();
    return Decision.no(same ? LedgerStatus.EXISTS : LedgerStatus.EXISTS_WITH_DIFFERENT_BODY);
  }

  private Decision decideFreeze(Freeze operation) {
    AccountState account = accounts.get(operation.account());
    if (account == null) {
      return Decision.no(LedgerStatus.DEBIT_NOT_FOUND);
    }
    return account.frozen == operation.frozen()
        ? Decision.no(LedgerStatus.EXISTS)
        : Decision.yes(new AccountFrozen(operation.account(), operation.frozen()));
  }

  private Decision decideTransfer(Transfer operation) {
    Id body = Id.of(operation.from(), operation.to().toString(), operation.reason());
    Id known = transfers.get(operation.id());
    if (known != null) {
      return Decision.no(
          known.equals(body) ? LedgerStatus.EXISTS : LedgerStatus.EXISTS_WITH_DIFFERENT_BODY);
    }
    LedgerStatus shape = checkCredits(operation.to());
    if (shape != LedgerStatus.CREATED) {
      return Decision.no(shape);
    }
    long total = total(operation.to());
    AccountState from = accounts.get(operation.from());
    LedgerStatus parties = checkParties(from, operation.from(), operation.to());
    if (parties != LedgerStatus.CREATED) {
      return Decision.no(parties);
    }
    AccountState payer = Objects.requireNonNull(from);
    if (payer.frozen) {
      return Decision.no(LedgerStatus.ACCOUNT_FROZEN);
    }
    if (!payer.mayPay(total)) {
      return Decision.no(LedgerStatus.INSUFFICIENT_FUNDS);
    }
    List<Posting> postings = postings(payer, total, operation.to());
    return postings.isEmpty()
        ? Decision.no(LedgerStatus.OVERFLOW)
        : Decision.yes(new Transferred(operation.id(), operation.reason(), body, postings));
  }

  private Decision decideHold(Hold operation, long nowMicros) {
    HoldState existing = open.get(operation.id());
    if (existing != null) {
      return Decision.no(
          same(existing, operation) ? LedgerStatus.EXISTS : LedgerStatus.EXISTS_WITH_DIFFERENT_BODY);
    }
    LedgerStatus end = ended.get(operation.id());
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
    AccountState payer = accounts.get(operation.payer());
    if (payer == null) {
      return Decision.no(LedgerStatus.DEBIT_NOT_FOUND);
    }
    if (payer.frozen) {
      return Decision.no(LedgerStatus.ACCOUNT_FROZEN);
    }
    if (operation.expiresMicros() <= nowMicros) {
      return Decision.no(LedgerStatus.EXPIRY_IN_PAST);
    }
    return payer.mayPay(operation.feeMicros() + operation.expensesMicros())
        ? Decision.yes(held(operation, payer.name))
        : Decision.no(LedgerStatus.INSUFFICIENT_FUNDS);
  }

  private Decision decideChildHold(Hold operation, Id parentId, long nowMicros) {
    HoldState parent = open.get(parentId);
    if (parent == null) {
      return Decision.no(ended.getOrDefault(parentId, LedgerStatus.HOLD_NOT_FOUND));
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
    HoldState hold = open.get(operation.hold());
    if (hold == null) {
      return Decision.no(ended.getOrDefault(operation.hold(), LedgerStatus.HOLD_NOT_FOUND));
    }
    LedgerStatus shape =
        operation.to().isEmpty() ? LedgerStatus.CREATED : checkCredits(operation.to());
    if (shape != LedgerStatus.CREATED) {
      return Decision.no(shape);
    }
    LedgerStatus parties = checkParties(hold.payer, hold.payer.name, operation.to());
    if (parties != LedgerStatus.CREATED) {
      return Decision.no(parties);
    }
    if (!hold.openChildren.isEmpty()) {
      return Decision.no(LedgerStatus.CHILDREN_OPEN);
    }
    long total = total(operation.to());
    if (total > hold.fee) {
      return Decision.no(LedgerStatus.EXCEEDS_HOLD);
    }
    List<Posting> postings =
        total == 0 ? List.of() : postings(hold.payer, total, operation.to());
    return total > 0 && postings.isEmpty()
        ? Decision.no(LedgerStatus.OVERFLOW)
        : Decision.yes(new Captured(hold.id, operation.reason(), total, postings));
  }

  private Decision decideVoid(Id id) {
    HoldState hold = open.get(id);
    if (hold == null) {
      LedgerStatus end = ended.getOrDefault(id, LedgerStatus.HOLD_NOT_FOUND);
      return Decision.no(end == LedgerStatus.HOLD_VOIDED ? LedgerStatus.EXISTS : end);
    }
    List<HoldState> leafFirst = new ArrayList<>();
    hold.addOpenLeafFirst(leafFirst);
    return new Decision(
        LedgerStatus.CREATED,
        leafFirst.stream()
            .<LedgerFact>map(each -> new Released(each.id, Release.VOIDED))
            .toList());
  }

  /// The next hold whose time is over, with the open holds below it, leaf first; empty if none is due.
  /// Appended and asked for again until it is empty, at the start of each batch.
  public List<LedgerFact> nextExpired(long nowMicros) {
    HoldState due = byExpiry.peek();
    if (due == null || due.expires > nowMicros) {
      return List.of();
    }
    List<HoldState> leafFirst = new ArrayList<>();
    due.addOpenLeafFirst(leafFirst);
    return leafFirst.stream()
        .<LedgerFact>map(each -> new Released(each.id, Release.EXPIRED))
        .toList();
  }

  private static LedgerStatus checkCredits(List<Credit> credits) {
    if (credits.isEmpty()) {
      return LedgerStatus.NO_LEGS;
    }
    if (credits.stream().anyMatch(credit -> credit.amountMicros() < 0)) {
      return LedgerStatus.AMOUNT_NEGATIVE;
    }
    if (credits.stream().anyMatch(credit -> credit.amountMicros() == 0)) {
      return LedgerStatus.AMOUNT_ZERO;
    }
    return total(credits) < 0 ? LedgerStatus.OVERFLOW : LedgerStatus.CREATED;
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

  private LedgerStatus checkParties(
      @Nullable AccountState from, String fromName, List<Credit> to) {
    if (from == null) {
      return LedgerStatus.DEBIT_NOT_FOUND;
    }
    if (to.stream().anyMatch(credit -> !accounts.containsKey(credit.account()))) {
      return LedgerStatus.CREDIT_NOT_FOUND;
    }
    return to.stream().anyMatch(credit -> credit.account().equals(fromName))
        ? LedgerStatus.ACCOUNTS_SAME
        : LedgerStatus.CREATED;
  }

  /// The debit and one credit per account, or nothing if a balance could not be counted.
  private List<Posting> postings(AccountState payer, long total, List<Credit> to) {
    Map<String, Long> sums = new LinkedHashMap<>();
    to.forEach(credit -> sums.merge(credit.account(), credit.amountMicros(), Long::sum));
    if (payer.balance < Long.MIN_VALUE + total) {
      return List.of();
    }
    List<Posting> postings = new ArrayList<>();
    postings.add(new Posting(payer.name, -total, payer.balance - total, payer.lastPosition));
    for (var sum : sums.entrySet()) {
      AccountState payee = Objects.requireNonNull(accounts.get(sum.getKey()));
      if (payee.balance > Long.MAX_VALUE - sum.getValue()) {
        return List.of();
      }
      postings.add(
          new Posting(
              payee.name, sum.getValue(), payee.balance + sum.getValue(), payee.lastPosition));
    }
    return postings;
  }

  // ---- apply ----

  @Override
  public void apply(Entry entry) {
    if (!(entry.fact() instanceof LedgerFact fact)) {
      return;
    }
    switch (fact) {
      case AccountOpened(var name, var owner, var kind) ->
          accounts.put(name, new AccountState(name, owner, kind));
      case AccountFrozen(var name, var frozen) -> account(name).frozen = frozen;
      case Transferred transferred -> {
        transfers.put(transferred.id(), transferred.bodyHash());
        post(transferred.postings(), entry.position());
      }
      case Held held -> applyHeld(held);
      case Captured captured -> {
        HoldState hold = hold(captured.hold());
        post(captured.postings(), entry.position());
        hold.payer.held -= captured.capturedMicros();
        close(hold, captured.capturedMicros(), LedgerStatus.HOLD_SETTLED);
      }
      case Released(var id, var why) ->
          close(
              hold(id),
              0,
              why == Release.VOIDED ? LedgerStatus.HOLD_VOIDED : LedgerStatus.HOLD_EXPIRED);
    }
  }

  private void post(List<Posting> postings, long position) {
    for (Posting posting : postings) {
      AccountState account = account(posting.account());
      account.balance = posting.balanceMicros();
      account.lastPosition = position;
    }
  }

  private void applyHeld(Held held) {
    HoldState parent = held.parent().map(this::hold).orElse(null);
    AccountState payer = account(held.payer());
    HoldState hold =
        new HoldState(
            held.id(),
            parent,
            payer,
            held.feeMicros(),
            held.expensesMicros(),
            held.expiresMicros());
    if (parent == null) {
      payer.held += hold.amount();
    } else {
      parent.openBelow += hold.amount();
      parent.openChildren.add(hold);
    }
    open.put(hold.id, hold);
    byExpiry.add(hold);
  }

  private void close(HoldState hold, long captured, LedgerStatus end) {
    long spent = captured + hold.spentBelow;
    HoldState parent = hold.parent;
    if (parent == null) {
      hold.payer.held -= hold.amount() - spent;
    } else {
      parent.openChildren.remove(hold);
      parent.openBelow -= hold.amount();
      parent.spentBelow += spent;
    }
    open.remove(hold.id);
    byExpiry.remove(hold);
    ended.put(hold.id, end);
  }

  private AccountState account(String name) {
    AccountState account = accounts.get(name);
    if (account == null) {
      throw new IllegalStateException("the book moves an account it never opened: " + name);
    }
    return account;
  }

  private HoldState hold(Id id) {
    HoldState hold = open.get(id);
    if (hold == null) {
      throw new IllegalStateException("the book uses a hold that is not open: " + id);
    }
    return hold;
  }

  // ---- read ----

  /// An account, or empty if there is none of that name.
  public Optional<AccountView> find(String name) {
    return Optional.ofNullable(accounts.get(name)).map(AccountState::view);
  }

  /// All accounts in the order they were opened.
  public List<AccountView> accounts() {
    return accounts.values().stream().map(AccountState::view).toList();
  }

  /// A hold that is open, or empty.
  public Optional<HoldView> openHold(Id id) {
    return Optional.ofNullable(open.get(id)).map(HoldState::view);
  }

  /// All open holds whose root payer is this account, in no particular order.
  public List<HoldView> openHolds(String payer) {
    return open.values().stream()
        .filter(hold -> hold.payer.name.equals(payer))
        .map(HoldState::view)
        .toList();
  }

  /// How many holds are open.
  public int openHoldCount() {
    return open.size();
  }

  /// How a hold ended, or empty if it is open or was never made.
  public Optional<LedgerStatus> endOf(Id hold) {
    return Optional.ofNullable(ended.get(hold));
  }

  /// The sum of all balances. Anything but zero is a bug.
  public long trialBalanceMicros() {
    return accounts.values().stream().mapToLong(account -> account.balance).sum();
  }
}
