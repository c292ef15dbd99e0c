package guildhall.rail;

import static org.assertj.core.api.Assertions.assertThat;

import guildhall.book.Book;
import guildhall.book.BookClock;
import guildhall.book.BookUnavailable;
import guildhall.book.Draft;
import guildhall.book.FactTypes;
import guildhall.book.FileJournal;
import guildhall.ledger.AccountKind;
import guildhall.ledger.AccountView;
import guildhall.ledger.Id;
import guildhall.ledger.Ledger;
import guildhall.ledger.LedgerCodecs;
import guildhall.ledger.LedgerFact;
import guildhall.ledger.LedgerStatus;
import guildhall.ledger.Operation;
import guildhall.ledger.Operation.Issue;
import guildhall.ledger.Operation.OpenAccount;
import guildhall.rail.RailDesk.Answered;
import guildhall.rail.RailDesk.Pace;
import guildhall.toyworld.CrashJournal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A desk over a real book in files, with the accounts `ann` and `bob`, 1000 credits each. Every
/// look at it asserts that all balances sum to zero.
final class Till implements AutoCloseable {

  static final long CREDIT = 1_000_000;
  static final long FUND = 1000 * CREDIT;
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  /// Asks at every turn.
  static final Pace FAST =
      new Pace(Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMillis(8));

  private final BookClock.Manual clock;
  private final Ledger ledger = new Ledger(0);
  private final Rails rails = new Rails();
  private final FileJournal journal;
  private final CrashJournal crashing;
  private final Book book;
  private final RailDesk desk;

  /// Opens what lies in a folder.
  ///
  /// @throws IllegalStateException if the desk does not start over it; nothing is left open then
  Till(Path folder, Rail rail) throws IOException {
    this(folder, rail, START);
  }

  /// Later.
  Till(Path folder, Rail rail, Instant now) throws IOException {
    clock = BookClock.manual(now);
    journal = FileJournal.open(folder.resolve("book"), 1 << 16);
    crashing = new CrashJournal(journal);
    book =
        Book.open(
            new Book.Setup(crashing, types(), List.of(ledger, rails), clock, this::expire, 64));
    decide(new OpenAccount("@treasury", "@operator", AccountKind.TREASURY));
    decide(new OpenAccount("@royalties", "@operator", AccountKind.POOL));
    for (String each : List.of("ann", "bob")) {
      if (decide(new OpenAccount(each, each, AccountKind.PRINCIPAL)) == LedgerStatus.CREATED) {
        decide(new Issue(id("fund", each), "@treasury", each, FUND, "fund"));
      }
    }
    try {
      desk = new RailDesk(new RailDesk.Parts(book, ledger, rails, rail, FAST));
    } catch (IllegalStateException e) {
      book.close();
      throw e;
    }
  }

  private static FactTypes types() {
    FactTypes types =
        new FactTypes()
            .add(1, LedgerFact.AccountOpened.class, LedgerCodecs.ACCOUNT_OPENED)
            .add(2, LedgerFact.AccountFrozen.class, LedgerCodecs.ACCOUNT_FROZEN)
            .add(3, LedgerFact.Transferred.class, LedgerCodecs.TRANSFERRED)
            .add(4, LedgerFact.Held.class, LedgerCodecs.HELD)
            .add(5, LedgerFact.Captured.class, LedgerCodecs.CAPTURED)
            .add(6, LedgerFact.Released.class, LedgerCodecs.RELEASED)
            .add(7, LedgerFact.AccountClosed.class, LedgerCodecs.ACCOUNT_CLOSED)
            .add(8, LedgerFact.LimitsSet.class, LedgerCodecs.LIMITS_SET)
            .add(12, LedgerFact.Refused.class, LedgerCodecs.REFUSED)
            .add(13, LedgerFact.Grouped.class, LedgerCodecs.GROUPED);
    int code = 80;
    for (Class<?> each : RailFact.class.getPermittedSubclasses()) {
      types.add(code++, each.asSubclass(RailFact.class));
    }
    return types;
  }

  private void expire(Draft draft) {
    List<LedgerFact> due = ledger.nextExpired(draft.timeMicros());
    while (!due.isEmpty()) {
      due.forEach(draft::append);
      due = ledger.nextExpired(draft.timeMicros());
    }
  }

  /// An id of the time at which every till starts.
  static Id id(String... parts) {
    return Id.at(BookClock.micros(START), parts);
  }

  LedgerStatus decide(Operation operation) {
    return book.await(
        draft -> ledger.decide(operation, draft.timeMicros(), draft.position()).appendTo(draft));
  }

  RailDesk desk() {
    return desk;
  }

  Answered withdraw(String id, String account, long amount) {
    return withdraw(id, account, amount, "IBAN-1");
  }

  Answered withdraw(String id, String account, long amount, String destination) {
    return desk.withdraw(id("withdrawal", id), account, amount, destination);
  }

  /// What a withdrawal is called at the rail.
  static String reference(String id) {
    return id("withdrawal", id).toString();
  }

  void crashAfter(int batches) {
    crashing.crashAfter(batches);
  }

  void pass(Duration time) {
    clock.advanceMicros(time.toMillis() * 1000);
  }

  /// Balances that are not zero, by account.
  Map<String, Long> balances() {
    return book.await(_ -> {
      assertThat(ledger.trialBalances().values()).as("trial balance").containsOnly(0L);
      Map<String, Long> all = new TreeMap<>();
      for (AccountView each : ledger.accounts()) {
        if (each.balanceMicros() != 0) {
          all.put(each.account(), each.balanceMicros());
        }
      }
      return all;
    });
  }

  AccountView account(String name) {
    return book.await(_ -> ledger.find(name).orElseThrow());
  }

  long held(String name) {
    return account(name).heldMicros();
  }

  Rails.Progress progress() {
    return desk.standing().progress();
  }

  int openHolds() {
    return book.await(_ -> ledger.openHoldCount());
  }

  /// Every fact of a rail, in order.
  List<RailFact> facts() {
    return book.feed().read(0, Math.toIntExact(book.feed().end())).stream()
        .map(entry -> entry.fact())
        .filter(RailFact.class::isInstance)
        .map(RailFact.class::cast)
        .toList();
  }

  /// Everything in the book, to see that nothing was added.
  long end() {
    return book.feed().end();
  }

  @Override
  public void close() throws IOException {
    desk.close();
    try {
      book.close();
    } catch (BookUnavailable _) {
      // it has crashed as planned
    } finally {
      journal.close();
    }
  }
}
