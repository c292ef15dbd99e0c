package guildhall.settlement.bond;

import guildhall.book.Book;
import guildhall.book.BookClock;
import guildhall.book.Command;
import guildhall.book.ContentId;
import guildhall.book.Draft;
import guildhall.book.Entry;
import guildhall.book.FactTypes;
import guildhall.book.MemoryJournal;
import guildhall.ledger.AccountKind;
import guildhall.ledger.AccountView;
import guildhall.ledger.Id;
import guildhall.ledger.Ledger;
import guildhall.ledger.LedgerCodecs;
import guildhall.ledger.LedgerFact;
import guildhall.ledger.LedgerStatus;
import guildhall.ledger.Operation;
import guildhall.ledger.Operation.Credit;
import guildhall.ledger.Operation.OpenAccount;
import guildhall.ledger.Operation.Transfer;
import guildhall.roundtrip.RoundTrip;
import guildhall.settlement.SystemAccounts;
import guildhall.settlement.bond.BondDesk.Accusation;
import guildhall.settlement.bond.BondDesk.Post;
import guildhall.settlement.bond.BondDesk.Share;
import guildhall.settlement.bond.BondDesk.Slash;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Bonds over a book in memory with a clock that stands still. `ann`, `ben` and `cid` have 1000
/// micro-credits each; a bond for `review:...` holds at least 100 and cools down for a day.
final class Vault implements AutoCloseable {

  static final long DAY = TimeUnit.DAYS.toMicros(1);
  static final long FUND = 1000;
  static final long MINIMUM = 100;
  static final List<String> PEOPLE = List.of("ann", "ben", "cid");
  static final ContentId EVIDENCE = new ContentId("ab".repeat(32));

  private final BookClock.Manual clock = BookClock.manual(Instant.parse("2026-01-01T00:00:00Z"));
  private final Ledger ledger = new Ledger(0);
  private final Bonds bonds = new Bonds();
  private final BondDesk desk = new BondDesk(ledger, bonds);
  private final Book book;
  private int ids;

  Vault() {
    try {
      book =
          Book.open(
              new Book.Setup(
                  new MemoryJournal(), types(), List.of(ledger, bonds), clock, this::begin, 64));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    SystemAccounts.ALL.forEach(this::decide);
    for (String each : PEOPLE) {
      decide(new OpenAccount(each, each, AccountKind.PRINCIPAL));
      decide(
          new Transfer(newId(), SystemAccounts.TREASURY, List.of(new Credit(each, FUND)), "fund"));
    }
    var _ = book.await(desk.set("review", MINIMUM, DAY));
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
            .add(9, LedgerFact.Increased.class, LedgerCodecs.INCREASED)
            .add(10, LedgerFact.Extended.class, LedgerCodecs.EXTENDED)
            .add(12, LedgerFact.Refused.class, LedgerCodecs.REFUSED);
    int code = 100;
    for (Class<?> each : BondFact.class.getPermittedSubclasses()) {
      types.add(code++, each.asSubclass(BondFact.class));
    }
    return types;
  }

  private void begin(Draft draft) {
    desk.extendDue(draft);
    List<LedgerFact> due = ledger.nextExpired(draft.timeMicros());
    while (!due.isEmpty()) {
      due.forEach(draft::append);
      due = ledger.nextExpired(draft.timeMicros());
    }
  }

  LedgerStatus decide(Operation operation) {
    return book.await(
        draft -> ledger.decide(operation, draft.timeMicros(), draft.position()).appendTo(draft));
  }

  Id newId() {
    return Id.at(now(), "vault", Integer.toString(ids++));
  }

  long now() {
    return clock.nowMicros();
  }

  void pass(long micros) {
    clock.advanceMicros(micros);
    var _ = trialBalance();
  }

  BondStatus does(Command<BondStatus> command) {
    return book.await(command);
  }

  BondDesk desk() {
    return desk;
  }

  /// A bond for a week at least.
  BondStatus post(String principal, String duty, long amount) {
    return post(newId(), principal, duty, amount);
  }

  BondStatus post(Id id, String principal, String duty, long amount) {
    return does(desk.post(new Post(id, principal, duty, amount, now() + 7 * DAY)));
  }

  BondStatus slash(String principal, String duty, String offence, int permille, String... to) {
    List<Share> shares =
        to.length == 2
            ? List.of(new Share(to[0], 700), new Share(to[1], 300))
            : List.of(new Share(to[0], 1000));
    return slash(principal, duty, offence, permille, shares);
  }

  BondStatus slash(
      String principal, String duty, String offence, int permille, List<Share> shares) {
    return does(
        desk.slash(new Slash(principal, duty, offence, "late-review", permille, EVIDENCE, shares)));
  }

  BondStatus accuse(String principal, String duty, String offence, long forMicros) {
    return does(
        desk.accuse(
            new Accusation(principal, duty, offence, "late-review", EVIDENCE, now() + forMicros)));
  }

  Optional<Bond> find(String principal, String duty) {
    return book.await(_ -> bonds.find(principal, duty));
  }

  Bond bond(String principal, String duty) {
    return find(principal, duty).orElseThrow();
  }

  AccountView account(String name) {
    return book.await(_ -> ledger.find(name).orElseThrow());
  }

  long available(String name) {
    return account(name).availableMicros();
  }

  /// Every balance, by account.
  Map<String, Long> balances() {
    Map<String, Long> balances = new HashMap<>();
    book.<List<AccountView>>await(_ -> ledger.accounts())
        .forEach(each -> balances.put(each.account(), each.balanceMicros()));
    return balances;
  }

  int openHolds() {
    return book.await(_ -> ledger.openHoldCount());
  }

  long trialBalance() {
    return book.await(_ -> ledger.trialBalanceMicros());
  }

  List<Entry> entries() {
    return book.feed().read(0, (int) book.feed().end());
  }

  byte[] saved() {
    return book.await(_ -> RoundTrip.bytes(bonds));
  }

  @Override
  public void close() throws IOException {
    book.close();
  }
}
