package guildhall.rail;

import guildhall.book.Draft;
import guildhall.ledger.AccountKind;
import guildhall.ledger.AccountView;
import guildhall.ledger.Decision;
import guildhall.ledger.Id;
import guildhall.ledger.Ledger;
import guildhall.ledger.LedgerStatus;
import guildhall.ledger.Operation;
import guildhall.ledger.Operation.Capture;
import guildhall.ledger.Operation.Credit;
import guildhall.ledger.Operation.Hold;
import guildhall.ledger.Operation.Linked;
import guildhall.ledger.Operation.OpenAccount;
import guildhall.ledger.Operation.ReopenAccount;
import guildhall.ledger.Operation.Transfer;
import guildhall.ledger.Operation.VoidHold;
import guildhall.rail.Rail.Deposit;
import guildhall.rail.RailDesk.State;
import guildhall.rail.RailFact.DepositDeclined;
import guildhall.rail.RailFact.Deposited;
import guildhall.rail.RailFact.WithdrawalAsked;
import guildhall.rail.RailFact.WithdrawalPaid;
import guildhall.rail.RailFact.WithdrawalRefused;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The commands of one rail, each one group in the book: what the rail said and what the ledger did
/// about it can never come apart. On the book's writer thread.
final class RailCommands {

  /* The account of settlement, which this package does not know. */
  private static final String UNCLAIMED = "@unclaimed";
  private static final String OPERATOR = "@operator";

  /// A hold that does not expire.
  private static final long NEVER = Long.MAX_VALUE;

  private static final Set<AccountKind> RECEIVERS =
      Set.of(AccountKind.PRINCIPAL, AccountKind.PLATFORM);
  private static final Set<AccountKind> WITHDRAWERS =
      Set.of(AccountKind.PRINCIPAL, AccountKind.PLATFORM, AccountKind.UNCLAIMED);

  private final Ledger ledger;
  private final Rails rails;
  private final String rail;
  private final OpenAccount own;
  private final OpenAccount unclaimed;

  RailCommands(Ledger ledger, Rails rails, String rail, String unit) {
    this.ledger = ledger;
    this.rails = rails;
    this.rail = rail;
    this.own = new OpenAccount("@rail:" + rail, OPERATOR, AccountKind.RAIL, unit);
    this.unclaimed =
        new OpenAccount(
            unit.equals(Operation.CREDIT) ? UNCLAIMED : UNCLAIMED + ":" + unit,
            OPERATOR,
            AccountKind.UNCLAIMED,
            unit);
  }

  /// What became of a deposit.
  enum Taken {
    /// It was credited, or declined for good.
    NOW,
    /// It was taken before.
    BEFORE,
    /// The rail's account may not pay; it is not taken.
    BLOCKED
  }

  /// A withdrawal that is asked for.
  record Request(Id id, String account, long amountMicros, String destination) {}

  /// What came of asking.
  record Asked(LedgerStatus status, LedgerStatus reason, State state) {

    static Asked no(LedgerStatus status) {
      return new Asked(status, status, State.NONE);
    }

    static Asked no(Decision decision) {
      return new Asked(decision.status(), decision.reason(), State.NONE);
    }
  }

  String account() {
    return own.account();
  }

  /// Opens the rail's account and the unclaimed one of its unit, or opens them again.
  LedgerStatus open(Draft draft) {
    LedgerStatus opened = decide(draft, own).appendTo(draft);
    LedgerStatus other = decide(draft, unclaimed).appendTo(draft);
    if (!opened.ok() || !other.ok()) {
      return opened.ok() ? other : opened;
    }
    for (OpenAccount each : List.of(own, unclaimed)) {
      if (ledger.find(each.account()).orElseThrow().closed()) {
        var _ = decide(draft, new ReopenAccount(each.account())).appendTo(draft);
      }
    }
    return opened;
  }

  private Decision decide(Draft draft, Operation operation) {
    return ledger.decide(operation, draft.timeMicros(), draft.position());
  }

  private long previous() {
    return rails.progress(rail).lastPosition();
  }

  /// Credits a deposit, once.
  Taken take(Draft draft, Deposit deposit) {
    if (deposit.cursor() <= rails.progress(rail).cursor()) {
      return Taken.BEFORE;
    }
    LedgerStatus ready = open(draft);
    if (!ready.ok() || ledger.find(account()).orElseThrow().frozen()) {
      return Taken.BLOCKED;
    }
    Id id = Id.at(draft.timeMicros(), "deposit", rail, deposit.reference());
    LedgerStatus receives = mayReceive(deposit.account());
    Decision direct = credit(draft, id, deposit, deposit.account());
    if (receives == LedgerStatus.CREATED) {
      receives = direct.status();
    }
    if (receives == LedgerStatus.CREATED) {
      deposited(draft, deposit, id, direct, deposit.account(), "");
      return Taken.NOW;
    }
    Decision instead = credit(draft, id, deposit, unclaimed.account());
    if (instead.status() == LedgerStatus.CREATED) {
      deposited(draft, deposit, id, instead, unclaimed.account(), receives.code());
    } else {
      draft.append(
          new DepositDeclined(
              rail,
              deposit.cursor(),
              deposit.reference(),
              deposit.account(),
              instead.status().code(),
              deposit.amountMicros(),
              previous()));
    }
    return Taken.NOW;
  }

  /// The runtime's own accounts are no payees but for the platform's: what lies in them follows
  /// from other entries.
  private LedgerStatus mayReceive(String name) {
    Optional<AccountView> view = ledger.find(name);
    return view.isEmpty() || RECEIVERS.contains(view.get().kind())
        ? LedgerStatus.CREATED
        : LedgerStatus.CREDIT_NOT_FOUND;
  }

  private Decision credit(Draft draft, Id id, Deposit deposit, String to) {
    return decide(
        draft,
        new Transfer(id, account(), List.of(new Credit(to, deposit.amountMicros())), "deposit"));
  }

  private void deposited(
      Draft draft, Deposit deposit, Id id, Decision decision, String to, String why) {
    var _ = decision.appendTo(draft);
    draft.append(
        new Deposited(
            rail,
            deposit.cursor(),
            deposit.reference(),
            deposit.account(),
            to,
            why,
            deposit.amountMicros(),
            id,
            previous()));
  }

  /// Holds what is to be paid out.
  ///
  /// The id is that of a group whose only hold is named after all that was asked for, so that the
  /// ledger tells another destination apart for as long as it remembers ids. A refusal that is
  /// remembered is that of a bare hold, so that its reason is remembered too.
  Asked ask(Draft draft, Request it) {
    Id hold =
        Id.below(
            it.id(),
            "withdrawal",
            rail,
            it.account(),
            Long.toString(it.amountMicros()),
            it.destination());
    Linked group = new Linked(it.id(), List.of(hold(hold, it)));
    Decision alone = decide(draft, hold(it.id(), it));
    Optional<Withdrawal> open = rails.pending(it.id());
    if (open.isPresent()) {
      return open.get().hold().equals(hold)
          ? new Asked(LedgerStatus.EXISTS, LedgerStatus.EXISTS, State.PENDING)
          : Asked.no(LedgerStatus.EXISTS_WITH_DIFFERENT_BODY);
    }
    if (ledger.outcome(it.id()).isPresent()) {
      Decision known = decide(draft, group);
      return known.status() == LedgerStatus.EXISTS
          ? new Asked(LedgerStatus.EXISTS, LedgerStatus.EXISTS, ended(hold))
          : Asked.no(alone.status() == LedgerStatus.ID_ALREADY_FAILED ? alone : known);
    }
    LedgerStatus bad = unfit(alone.status(), it);
    if (bad != LedgerStatus.CREATED) {
      return Asked.no(bad);
    }
    if (!alone.ok()) {
      var _ = alone.appendTo(draft);
      return Asked.no(alone);
    }
    Decision made = decide(draft, group);
    if (made.status() != LedgerStatus.CREATED) {
      return Asked.no(made);
    }
    var _ = made.appendTo(draft);
    draft.append(
        new WithdrawalAsked(
            rail, it.id(), hold, it.account(), it.destination(), it.amountMicros(), previous()));
    return new Asked(LedgerStatus.CREATED, LedgerStatus.CREATED, State.PENDING);
  }

  private static Hold hold(Id id, Request it) {
    return new Hold(id, Optional.empty(), it.account(), it.amountMicros(), 0, NEVER);
  }

  private State ended(Id hold) {
    return ledger
        .endOf(hold)
        .map(end -> end == LedgerStatus.HOLD_SETTLED ? State.PAID : State.REFUSED)
        .orElse(State.NONE);
  }

  /// What the ledger cannot say, since a hold of nothing is allowed and a destination is no
  /// account, in its order of precedence; none of it is remembered.
  private LedgerStatus unfit(LedgerStatus alone, Request it) {
    if (alone != LedgerStatus.CREATED && alone.compareTo(LedgerStatus.AMOUNT_NEGATIVE) <= 0) {
      return alone;
    }
    if (it.amountMicros() == 0) {
      return LedgerStatus.AMOUNT_ZERO;
    }
    if (alone == LedgerStatus.BAD_NAME
        || !Rail.isText(it.destination())
        || !Rail.isText(it.account())) {
      return LedgerStatus.BAD_NAME;
    }
    Optional<AccountView> payer = ledger.find(it.account());
    if (payer.isPresent() && !WITHDRAWERS.contains(payer.get().kind())) {
      return LedgerStatus.DEBIT_NOT_FOUND;
    }
    return payer.isPresent() && !payer.get().unit().equals(own.unit())
        ? LedgerStatus.UNIT_MISMATCH
        : LedgerStatus.CREATED;
  }

  /// The rail has paid: the money leaves.
  LedgerStatus paid(Draft draft, Withdrawal it, String railReference) {
    if (rails.pending(it.id()).isEmpty()) {
      return LedgerStatus.EXISTS;
    }
    LedgerStatus ready = open(draft);
    if (!ready.ok()) {
      return ready;
    }
    Id id = ledger.newIdBelow(it.hold(), draft.timeMicros(), draft.position(), "payout");
    Decision decision =
        decide(
            draft,
            new Capture(
                id,
                it.hold(),
                List.of(new Credit(account(), it.amountMicros())),
                "withdrawal",
                true));
    if (decision.status() == LedgerStatus.CREATED) {
      var _ = decision.appendTo(draft);
      draft.append(new WithdrawalPaid(rail, it.id(), railReference, previous()));
    }
    return decision.status();
  }

  /// The rail will not pay: the money is the account's again.
  LedgerStatus refused(Draft draft, Withdrawal it, String reason) {
    if (rails.pending(it.id()).isEmpty()) {
      return LedgerStatus.EXISTS;
    }
    Decision decision = decide(draft, new VoidHold(it.hold()));
    if (decision.ok()) {
      var _ = decision.appendTo(draft);
      draft.append(new WithdrawalRefused(rail, it.id(), reason, previous()));
    }
    return decision.status();
  }
}
