package guildhall.simulation;

import guildhall.book.Entry;
import guildhall.book.SteppedBook;
import guildhall.ledger.AccountView;
import guildhall.ledger.Decision;
import guildhall.ledger.HoldView;
import guildhall.ledger.Id;
import guildhall.ledger.Ledger;
import guildhall.ledger.LedgerFact;
import guildhall.ledger.LedgerStatus;
import guildhall.ledger.Operation;
import guildhall.ledger.Original;
import guildhall.ledger.naive.NaiveLedger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What must be in the book, and what the model says of it. Fed with batches once they are known to
/// be durable.
final class Truth {

  /// A command and what it was answered.
  record Asked(Operation operation, Decision decision) {}

  private final NaiveLedger model = new NaiveLedger(Machine.MARGIN_MICROS, Machine.WINDOW_MICROS);
  private final Ledger replica = Machine.ledger();
  private final Coverage coverage;
  private final List<Entry> entries = new ArrayList<>();
  private final List<Original> movements = new ArrayList<>();

  Truth(Coverage coverage) {
    this.coverage = coverage;
  }

  NaiveLedger model() {
    return model;
  }

  List<Entry> entries() {
    return entries;
  }

  List<Original> movements() {
    return movements;
  }

  /// A batch is durable: the model must answer every command as the ledger did.
  void durable(long timeMicros, List<Entry> written, List<Asked> commands) {
    model.expire(timeMicros);
    for (Asked asked : commands) {
      compare(asked, timeMicros);
    }
    for (Entry entry : written) {
      if (entry.position() != entries.size()) {
        throw new AssertionError("entry " + entry.position() + " where " + entries.size());
      }
      entries.add(entry);
      replica.apply(entry);
      noteMovement(entry);
    }
  }

  private void compare(Asked asked, long timeMicros) {
    Decision decision = asked.decision();
    NaiveLedger.Answer expected = model.run(asked.operation(), timeMicros, Set.of());
    for (Set<Id> gone : subsets(model.old())) {
      if (!isSame(decision, expected)) {
        model.takeBack();
        expected = model.run(asked.operation(), timeMicros, gone);
      }
    }
    if (!isSame(decision, expected)) {
      throw new AssertionError(
          "the ledger says %s (%s, %d), the model %s (%s, %d), of %s at %d%n%s"
              .formatted(
                  decision.status(),
                  decision.reason(),
                  decision.index(),
                  expected.status(),
                  expected.reason(),
                  expected.index(),
                  asked.operation(),
                  timeMicros,
                  model));
    }
    coverage.answered(decision.status());
    if (decision.status() == LedgerStatus.LINKED_FAILED) {
      coverage.inside(decision.reason());
    }
  }

  private static boolean isSame(Decision decision, NaiveLedger.Answer expected) {
    return decision.status() == expected.status()
        && decision.reason() == expected.reason()
        && decision.index() == expected.index();
  }

  /// What of the ids that are older than the window may be forgotten: any of them.
  private static List<Set<Id>> subsets(Set<Id> ids) {
    List<Set<Id>> subsets = new ArrayList<>();
    List<Id> all = ids.stream().sorted().toList();
    for (int bits = 1; bits < 1 << Math.min(all.size(), 4); bits++) {
      Set<Id> subset = new HashSet<>();
      for (int i = 0; i < all.size(); i++) {
        if ((bits >> i & 1) == 1) {
          subset.add(all.get(i));
        }
      }
      subsets.add(subset);
    }
    return subsets;
  }

  private void noteMovement(Entry entry) {
    switch (entry.fact()) {
      case LedgerFact.Transferred moved -> note(moved, moved.id(), entry.position());
      case LedgerFact.Captured moved -> note(moved, moved.id(), entry.position());
      default -> {}
    }
  }

  private void note(LedgerFact.Moved moved, Id id, long position) {
    model.settled(id, position);
    movements.add(Original.of(moved, id, position));
  }

  /// A ledger holds what the model holds, has counted as spent what the model has, and keeps the
  /// laws of double entry.
  void checkState(Ledger ledger, long nowMicros) {
    Map<String, Long> sums = new HashMap<>();
    for (AccountView account : ledger.accounts()) {
      String name = account.account();
      if (account.balanceMicros() != model.balance(name)
          || account.heldMicros() != model.held(name)) {
        throw new AssertionError(
            "the model has %d, held %d, of %s"
                .formatted(model.balance(name), model.held(name), account));
      }
      checkSpent(ledger, name, nowMicros);
      sums.merge(account.unit(), account.balanceMicros(), Math::addExact);
    }
    if (ledger.accounts().size() != model.names().size()
        || ledger.openHoldCount() != model.openHolds()) {
      throw new AssertionError(
          "%d accounts and %d holds, the model has %d and %d"
              .formatted(
                  ledger.accounts().size(),
                  ledger.openHoldCount(),
                  model.names().size(),
                  model.openHolds()));
    }
    sums.forEach((unit, sum) -> {
      if (sum != 0) {
        throw new AssertionError("all accounts of " + unit + " sum to " + sum);
      }
    });
  }

  private void checkSpent(Ledger ledger, String account, long nowMicros) {
    long counted = ledger.spentMicros(account, nowMicros);
    model
        .spent(account, nowMicros)
        .ifPresent(spent -> {
          if (counted != spent) {
            throw new AssertionError(
                "%s has spent %d, the model says %d".formatted(account, counted, spent));
          }
        });
  }

  /// For every open hold: `fee + expenses = captured + spent below + open below + free + released`,
  /// and what an account holds is what its root holds reserve.
  void checkHolds(Ledger ledger) {
    for (AccountView account : ledger.accounts()) {
      long reserved = 0;
      for (HoldView hold : ledger.openHolds(account.account())) {
        long feeLeft = hold.feeMicros() - hold.capturedMicros();
        if (feeLeft < 0 || hold.freeMicros() < 0) {
          throw new AssertionError("a hold is overspent: " + hold);
        }
        long left = feeLeft + hold.expensesMicros() - hold.spentBelowMicros();
        reserved += hold.parent().isEmpty() ? left - spentInOpen(ledger, account, hold) : 0;
      }
      if (reserved != account.heldMicros()) {
        throw new AssertionError("its root holds reserve " + reserved + ": " + account);
      }
    }
  }

  /// What was captured in open holds below a root.
  private static long spentInOpen(Ledger ledger, AccountView payer, HoldView root) {
    long spent = 0;
    for (HoldView hold : ledger.openHolds(payer.account())) {
      if (!hold.id().equals(root.id()) && rootOf(ledger, hold).id().equals(root.id())) {
        spent += hold.capturedMicros() + hold.spentBelowMicros();
      }
    }
    return spent;
  }

  private static HoldView rootOf(Ledger ledger, HoldView hold) {
    HoldView above = hold;
    while (above.parent().isPresent()) {
      above = ledger.openHold(above.parent().get()).orElseThrow();
    }
    return above;
  }

  /// No id took effect, or was refused, more than once.
  void checkIds() {
    Set<Id> seen = new HashSet<>();
    for (Entry entry : entries) {
      Id id =
          switch (entry.fact()) {
            case LedgerFact.Transferred fact -> fact.id();
            case LedgerFact.Captured fact -> fact.id();
            case LedgerFact.Refunded fact -> fact.id();
            case LedgerFact.Held fact -> fact.id();
            case LedgerFact.Increased fact -> fact.id();
            case LedgerFact.Refused fact -> fact.id();
            case LedgerFact.Grouped fact -> fact.id();
            default -> null;
          };
      if (id != null && !seen.add(id)) {
        throw new AssertionError("twice in the book: " + id + ", again as " + entry);
      }
    }
  }

  /// The state is that of the entries: folded as they came, and from the first one on.
  void checkHash(Ledger ledger, boolean fromTheFirst) {
    String hash = SteppedBook.hash(ledger);
    if (!hash.equals(SteppedBook.hash(replica))) {
      throw new AssertionError("another state than by folding the same entries one by one");
    }
    if (fromTheFirst && !hash.equals(hashOf(entries, entries.size()))) {
      throw new AssertionError("another state than by replay from the first entry");
    }
  }

  /// The hash of the state after the first entries.
  static String hashOf(List<Entry> all, int count) {
    Ledger replayed = Machine.ledger();
    for (Entry entry : all.subList(0, count)) {
      replayed.apply(entry);
    }
    return SteppedBook.hash(replayed);
  }
}
