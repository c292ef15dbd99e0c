package guildhall.bench.ledger;

import guildhall.book.Book;
import guildhall.book.BookClock;
import guildhall.book.Command;
import guildhall.book.Draft;
import guildhall.book.Entry;
import guildhall.book.FactTypes;
import guildhall.book.FileJournal;
import guildhall.book.Journal;
import guildhall.book.RawEntry;
import guildhall.ledger.AccountKind;
import guildhall.ledger.Id;
import guildhall.ledger.Ledger;
import guildhall.ledger.LedgerCodecs;
import guildhall.ledger.LedgerFact;
import guildhall.ledger.LedgerStatus;
import guildhall.ledger.Operation;
import guildhall.ledger.Operation.Credit;
import guildhall.ledger.Prepared;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;

/// The ledger on a file journal, as the runtime runs it, and the operations of the load. All that
/// is to be known of the ledger's interface is in here.
final class LedgerBook implements AutoCloseable {

  private static final String TREASURY = "@treasury";
  private static final long FUNDS_MICROS = 1_000_000_000_000L;
  private static final long HOUR_MICROS = 3_600_000_000L;
  private static final int PER_COMMAND = 100;
  private static final int SAMPLES = 64;
  private static final int QUEUE = 1 << 16;

  private final Ledger ledger = new Ledger(0);
  private final long expiresMicros = BookClock.micros(Instant.now()) + 24 * HOUR_MICROS;
  private final int accounts;
  private final Journal journal;
  private final Book book;

  private LedgerBook(Path folder, int accounts) throws IOException {
    this.accounts = accounts;
    journal = FileJournal.open(folder);
    book =
        Book.open(
            new Book.Setup(
                journal, types(), List.of(ledger), BookClock.system(), this::expire, QUEUE));
  }

  /// Opens the book in a folder, replaying what is there.
  static LedgerBook open(Path folder, int accounts) throws IOException {
    return new LedgerBook(folder, accounts);
  }

  /// A new book whose accounts all have money.
  static LedgerBook funded(Path folder, int accounts) throws IOException {
    LedgerBook made = new LedgerBook(folder, accounts);
    made.fund();
    return made;
  }

  private static FactTypes types() {
    return new FactTypes()
        .add(1, LedgerFact.AccountOpened.class, LedgerCodecs.ACCOUNT_OPENED)
        .add(3, LedgerFact.Transferred.class, LedgerCodecs.TRANSFERRED)
        .add(4, LedgerFact.Held.class, LedgerCodecs.HELD)
        .add(5, LedgerFact.Captured.class, LedgerCodecs.CAPTURED)
        .add(6, LedgerFact.Released.class, LedgerCodecs.RELEASED)
        .add(12, LedgerFact.Refused.class, LedgerCodecs.REFUSED);
  }

  /// The name of an account: 12 characters, made anew each time, as names come off a wire.
  static String name(int number) {
    byte[] name = "acct00000000".getBytes(StandardCharsets.ISO_8859_1);
    int left = number;
    for (int at = name.length - 1; left > 0; at--) {
      name[at] += (byte) (left % 10);
      left /= 10;
    }
    return new String(name, StandardCharsets.ISO_8859_1);
  }

  /// An empty ledger, to apply entries to.
  static Ledger empty() {
    return new Ledger(0);
  }

  /// The entry that opens an account, as the book holds it.
  static Entry opened(int number) {
    String name = name(number);
    return new Entry(
        number,
        number,
        new LedgerFact.AccountOpened(name, name, AccountKind.PRINCIPAL, Operation.CREDIT));
  }

  private void expire(Draft draft) {
    for (var due = ledger.nextExpired(draft.timeMicros());
        !due.isEmpty();
        due = ledger.nextExpired(draft.timeMicros())) {
      due.forEach(draft::append);
    }
  }

  private void fund() {
    require(
        book.await(draft ->
            decide(new Operation.OpenAccount(TREASURY, TREASURY, AccountKind.TREASURY), draft)));
    for (int first = 0; first < accounts; first += PER_COMMAND) {
      int from = first;
      int to = Math.min(accounts, first + PER_COMMAND);
      require(book.await(draft -> fund(from, to, draft)));
    }
  }

  private boolean fund(int from, int to, Draft draft) {
    List<Credit> credits = new ArrayList<>();
    boolean ok = true;
    for (int i = from; i < to; i++) {
      ok &= decide(new Operation.OpenAccount(name(i), name(i), AccountKind.PRINCIPAL), draft);
      credits.add(new Credit(name(i), FUNDS_MICROS));
    }
    return ok && decide(new Operation.Transfer(freshId(), TREASURY, credits, "fund"), draft);
  }

  private static void require(boolean ok) {
    if (!ok) {
      throw new IllegalStateException("the ledger refused what it has to take");
    }
  }

  private boolean decide(Operation operation, Draft draft) {
    return decide(Prepared.of(operation), draft);
  }

  private boolean decide(Prepared prepared, Draft draft) {
    return ledger.decide(prepared, draft.timeMicros(), draft.position()).appendTo(draft)
        == LedgerStatus.CREATED;
  }

  /// Starts one operation under a fresh id; gives whether it took effect, once that is durable.
  CompletableFuture<Boolean> submit(Shape shape) {
    return book.submit(command(shape));
  }

  /// Like [#submit], but waits.
  boolean await(Shape shape) {
    return book.await(command(shape));
  }

  /// Starts many transfers as one command.
  CompletableFuture<Boolean> submitMany(int transfers) {
    List<Prepared> all = new ArrayList<>(transfers);
    for (int i = 0; i < transfers; i++) {
      all.add(Prepared.of(transfer(Shape.SINGLE)));
    }
    return book.submit(draft -> {
      boolean ok = true;
      for (Prepared each : all) {
        ok &= decide(each, draft);
      }
      return ok;
    });
  }

  private Command<Boolean> command(Shape shape) {
    List<Operation> drawn = draw(shape);
    Prepared[] prepared = new Prepared[drawn.size()];
    for (int i = 0; i < prepared.length; i++) {
      prepared[i] = Prepared.of(drawn.get(i));
    }
    return new Command<>() {
      @Override
      public long touch() {
        long seen = 0;
        for (Prepared each : prepared) {
          seen ^= ledger.touch(each);
        }
        return seen;
      }

      @Override
      public Boolean decide(Draft draft) {
        boolean ok = true;
        for (Prepared each : prepared) {
          ok = ok && LedgerBook.this.decide(each, draft);
        }
        return ok;
      }
    };
  }

  /// What a caller asks for next.
  List<Operation> draw(Shape shape) {
    if (!shape.held()) {
      return List.of(transfer(shape));
    }
    int payer = ThreadLocalRandom.current().nextInt(accounts);
    List<Credit> to = credits(shape, payer);
    Id id = freshId();
    return List.of(
        new Operation.Hold(id, Optional.empty(), name(payer), to.size(), 0, expiresMicros),
        new Operation.Capture(freshId(), id, to, "bench", true));
  }

  private Operation transfer(Shape shape) {
    int payer = ThreadLocalRandom.current().nextInt(shape.hot() ? 1 : 0, accounts);
    return new Operation.Transfer(freshId(), name(payer), credits(shape, payer), "bench");
  }

  /// Different accounts, none of them the payer, a micro-credit each.
  private List<Credit> credits(Shape shape, int payer) {
    if (shape.hot()) {
      return List.of(new Credit(name(0), 1));
    }
    int step = 1 + ThreadLocalRandom.current().nextInt(accounts / (shape.payees() + 1));
    Credit[] credits = new Credit[shape.payees()];
    for (int i = 0; i < credits.length; i++) {
      credits[i] = new Credit(name((payer + (i + 1) * step) % accounts), 1);
    }
    return List.of(credits);
  }

  /// A UUID of version 7, as a client makes it: the time, then random bits.
  private static Id freshId() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long millis = System.currentTimeMillis();
    return new Id(
        millis << 16 | 0x7000 | random.nextInt(0x1000), random.nextLong() >>> 2 | 1L << 63);
  }

  /// Body bytes of the entries that one operation appends, in their order.
  int[] entryBytes(Shape shape) throws IOException {
    long from = book.feed().end();
    for (int i = 0; i < SAMPLES; i++) {
      require(await(shape));
    }
    List<RawEntry> entries = journal.read(from, Integer.MAX_VALUE);
    int[] bytes = new int[entries.size() / SAMPLES];
    for (int i = 0; i < bytes.length; i++) {
      long sum = 0;
      for (int at = i; at < entries.size(); at += bytes.length) {
        sum += entries.get(at).body().length;
      }
      bytes[i] = Math.toIntExact(Math.round((double) sum / SAMPLES));
    }
    return bytes;
  }

  /// Entries of the book so far.
  long entries() {
    return book.feed().end();
  }

  /// Entries as readers get them, decoded.
  List<Entry> read(long from, int max) {
    return book.feed().read(from, max);
  }

  /// What all balances come to; anything but zero is a bug.
  long trialBalanceMicros() {
    return book.read(ledger::trialBalanceMicros).join();
  }

  @Override
  public void close() throws IOException {
    book.close();
  }
}
