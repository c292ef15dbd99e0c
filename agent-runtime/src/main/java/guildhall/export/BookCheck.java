package guildhall.export;

import guildhall.book.Entry;
import guildhall.book.Fact;
import guildhall.ledger.AccountKind;
import guildhall.ledger.AccountView;
import guildhall.ledger.HoldView;
import guildhall.ledger.Id;
import guildhall.ledger.Ledger;
import guildhall.ledger.LedgerFact;
import guildhall.ledger.LedgerFact.Captured;
import guildhall.ledger.LedgerFact.Held;
import guildhall.ledger.LedgerFact.Increased;
import guildhall.ledger.LedgerFact.Posting;
import guildhall.ledger.LedgerFact.Refunded;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Replays a book into a ledger of its own and holds every entry against the laws:
///
/// 1. positions follow on one another, and time never goes back;
/// 2. the postings of a movement sum to zero in one unit, one payer faces the payees, and in a
///    refund one payee those who pay;
/// 3. each posting follows on the account's last one, and its balance is the one before plus the
///    amount; no account is moved twice in one movement;
/// 4. nobody but a source of money spends or holds more than it has, less what it holds, plus its
///    credit line; below a hold no more is held than is free there, and a capture takes what it
///    says from the hold's payer, no more than is left of the fee;
/// 5. a fact follows from those before it: accounts and holds it names are there and open;
/// 6. at the end all accounts of a unit sum to zero, and what each account holds is what its open
///    holds say.
///
/// One thread.
public final class BookCheck {

  private static final int IDS_AT_ONCE = 1 << 16;

  private final Ledger ledger =
      new Ledger(0, IDS_AT_ONCE, Ledger.ID_WINDOW_MICROS, ForgottenIds.STORE);
  private long position;
  private long timeMicros = Long.MIN_VALUE;
  private long movements;

  /// An entry that breaks a law.
  public static final class BrokenLaw extends RuntimeException {

    private final long position;

    BrokenLaw(long position, String sentence) {
      super(sentence, null, false, false);
      this.position = position;
    }

    /// Which entry; the number of entries if it is the book as a whole.
    public long position() {
      return position;
    }

    /// What is wrong.
    public String sentence() {
      return String.valueOf(getMessage());
    }
  }

  /// Takes the next entry.
  ///
  /// @throws BrokenLaw if it breaks one; the check is over then
  public void take(Entry entry) {
    if (entry.position() != position) {
      throw broken("there is entry " + entry.position() + " where it should be");
    }
    if (entry.timeMicros() < timeMicros) {
      throw broken("it is older than the entry before it");
    }
    Movement moved = Movement.of(entry.fact()).orElse(null);
    if (moved != null) {
      movements++;
      sumsToZero(entry.fact() instanceof Refunded, moved.postings());
      followsOnBalances(moved.postings());
    }
    if (entry.fact() instanceof LedgerFact fact) {
      followsOnHolds(fact);
      try {
        ledger.apply(entry);
      } catch (RuntimeException e) {
        throw broken(fact.getClass().getSimpleName() + " does not follow: " + e.getMessage());
      }
    }
    if (moved != null) {
      covered(entry.fact(), moved.postings());
    }
    timeMicros = entry.timeMicros();
    position++;
  }

  private void sumsToZero(boolean refund, List<Posting> postings) {
    long sum = 0;
    for (int i = 0; i < postings.size(); i++) {
      long amount = postings.get(i).amountMicros();
      boolean debit = refund ? i < postings.size() - 1 : i == 0;
      if (debit != (amount < 0)) {
        throw broken(
            refund
                ? "its last posting, and no other, has to be a credit"
                : "its first posting, and no other, has to be a debit");
      }
      sum = Math.addExact(sum, amount);
    }
    if (sum != 0) {
      throw broken("its postings sum to " + Credits.whole(sum) + ", not to zero");
    }
    if (postings.stream().map(posting -> account(posting.account()).unit()).distinct().count()
        > 1) {
      throw broken("it moves money between units");
    }
  }

  private void followsOnBalances(List<Posting> postings) {
    Set<String> seen = new HashSet<>();
    for (Posting posting : postings) {
      if (!seen.add(posting.account())) {
        throw broken("it moves the account " + posting.account() + " twice");
      }
      AccountView account = account(posting.account());
      long before = account.balanceMicros();
      if (posting.balanceMicros() != before + posting.amountMicros()) {
        throw broken(
            "it leaves %s at %s, but %s and %s before make %s"
                .formatted(
                    posting.account(),
                    Credits.whole(posting.balanceMicros()),
                    Credits.whole(posting.amountMicros()),
                    Credits.whole(before),
                    Credits.whole(before + posting.amountMicros())));
      }
      if (posting.previous() != account.lastPosition()) {
        throw broken(
            "it says that entry %d moved %s before it, but entry %d did"
                .formatted(posting.previous(), posting.account(), account.lastPosition()));
      }
    }
  }

  private AccountView account(String name) {
    return ledger
        .find(name)
        .orElseThrow(() -> broken("it names the account " + name + ", which was never opened"));
  }

  private void followsOnHolds(LedgerFact fact) {
    switch (fact) {
      case Captured captured -> capturable(captured);
      case Held held -> holdable(held);
      case Increased increased -> increasable(increased);
      default -> {}
    }
  }

  private void capturable(Captured captured) {
    HoldView hold = hold(captured.hold());
    List<Posting> postings = captured.postings();
    long amount = captured.capturedMicros();
    long debited = postings.isEmpty() ? 0 : -postings.getFirst().amountMicros();
    if (amount != debited) {
      throw broken(
          "it says that it captures %s, but takes %s"
              .formatted(Credits.whole(amount), Credits.whole(debited)));
    }
    if (!postings.isEmpty()) {
      paidBy(hold, postings.getFirst().account());
    }
    long left = hold.feeMicros() - hold.capturedMicros();
    if (amount > left) {
      throw broken(
          "it captures %s of the hold %s, but %s is left of its fee"
              .formatted(Credits.whole(amount), hold.id(), Credits.whole(left)));
    }
  }

  private void holdable(Held held) {
    long amount = amount(held.feeMicros(), held.expensesMicros());
    if (held.parent().isEmpty()) {
      reservable(account(held.payer()), amount);
    } else {
      HoldView parent = hold(held.parent().get());
      paidBy(parent, held.payer());
      reservable(parent, amount);
    }
  }

  private void increasable(Increased increased) {
    long amount = amount(increased.feeMicros(), increased.expensesMicros());
    HoldView hold = hold(increased.hold());
    if (hold.parent().isEmpty()) {
      reservable(account(hold.payer()), amount);
    } else {
      reservable(hold(hold.parent().get()), amount);
    }
  }

  private HoldView hold(Id id) {
    return ledger
        .openHold(id)
        .orElseThrow(() -> broken("it needs the hold " + id + ", which is not open"));
  }

  private void paidBy(HoldView hold, String account) {
    if (!account.equals(hold.payer())) {
      throw broken(
          "the hold %s is to be paid by %s, not by %s".formatted(hold.id(), hold.payer(), account));
    }
  }

  private long amount(long fee, long expenses) {
    if (fee < 0 || expenses < 0 || fee > Long.MAX_VALUE - expenses) {
      throw broken(
          "a fee of %s and expenses of %s are not amounts to hold"
              .formatted(Credits.whole(fee), Credits.whole(expenses)));
    }
    return fee + expenses;
  }

  private void reservable(AccountView payer, long amount) {
    boolean enough =
        payer.kind().isSource()
            ? amount <= Long.MAX_VALUE - payer.heldMicros()
            : amount - line(payer) <= payer.availableMicros();
    if (!enough) {
      throw broken(
          "it reserves more than %s has: %s, but %s are left, of which %s are held"
              .formatted(
                  payer.account(),
                  Credits.whole(amount),
                  Credits.whole(payer.balanceMicros()),
                  Credits.whole(payer.heldMicros())));
    }
  }

  private void reservable(HoldView parent, long amount) {
    if (amount > parent.freeMicros()) {
      throw broken(
          "it reserves more than is free below the hold %s: %s of %s"
              .formatted(parent.id(), Credits.whole(amount), Credits.whole(parent.freeMicros())));
    }
  }

  private static long line(AccountView account) {
    return account.kind() == AccountKind.PRINCIPAL ? account.limits().creditLineMicros() : 0;
  }

  /// What a capture takes was held for it: there only the sum counts, which replay has checked.
  private void covered(Fact fact, List<Posting> postings) {
    for (Posting posting : postings) {
      AccountView account = account(posting.account());
      boolean source = account.kind().isSource();
      boolean line = account.kind() == AccountKind.PRINCIPAL;
      long least = -line(account);
      boolean held = fact instanceof Captured;
      if (posting.amountMicros() < 0
          && !source
          && (held ? !line && account.balanceMicros() < 0 : account.availableMicros() < least)) {
        throw broken(
            "it takes more from %s than there is: %s are left, of which %s are held"
                .formatted(
                    posting.account(),
                    Credits.whole(account.balanceMicros()),
                    Credits.whole(account.heldMicros())));
      }
    }
  }

  private BrokenLaw broken(String sentence) {
    return new BrokenLaw(position, sentence);
  }

  /// Checks what must be so after the last entry.
  ///
  /// @throws BrokenLaw if it is not
  public void end() {
    TrialBalance trial = new TrialBalance();
    ledger.forEachAccount(trial::add);
    if (!trial.isZero()) {
      throw broken("the accounts do not sum to zero: " + trial.json());
    }
    Map<String, Long> open = new HashMap<>();
    ledger.forEachOpenHold(hold -> {
      if (hold.parent().isEmpty()) {
        open.merge(hold.payer(), left(hold), Long::sum);
      }
    });
    ledger.forEachAccount(account -> {
      long held = open.getOrDefault(account.account(), 0L);
      if (held != account.heldMicros()) {
        throw broken(
            "%s holds %s, but its open holds say %s"
                .formatted(
                    account.account(), Credits.whole(account.heldMicros()), Credits.whole(held)));
      }
    });
  }

  /// What a hold still reserves.
  private static long left(HoldView hold) {
    return hold.feeMicros()
        - hold.capturedMicros()
        + hold.expensesMicros()
        - hold.spentBelowMicros();
  }

  /// Entries that were taken and found good.
  public long entries() {
    return position;
  }

  /// How many of them moved money.
  public long movements() {
    return movements;
  }

  /// What they add up to.
  public Ledger ledger() {
    return ledger;
  }
}
