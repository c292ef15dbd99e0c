package guildhall.runtime;

import guildhall.book.Book;
import guildhall.book.BookClock;
import guildhall.book.Draft;
import guildhall.book.FileJournal;
import guildhall.ledger.AccountKind;
import guildhall.ledger.Decision;
import guildhall.ledger.Id;
import guildhall.ledger.LedgerFact;
import guildhall.ledger.LedgerStatus;
import guildhall.ledger.Operation;
import guildhall.ledger.Operation.Capture;
import guildhall.ledger.Operation.Credit;
import guildhall.ledger.Operation.Hold;
import guildhall.ledger.Operation.Issue;
import guildhall.ledger.Operation.OpenAccount;
import guildhall.ledger.Operation.Transfer;
import guildhall.ledger.Operation.VoidHold;
import guildhall.ledger.SealedIds;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;

/// Many callers that move money in a real book until the process is killed. Whatever is
/// acknowledged is printed: 16 bytes of id, one byte of what it was. Its first id is all zeros: the
/// book is open.
final class LedgerLoad {

  static final String TREASURY = "@treasury";
  static final byte TRANSFER = 1;
  static final byte HOLD = 2;
  static final byte CAPTURE = 3;
  static final byte VOID = 4;
  static final int ACCOUNTS = 64;
  static final long SEGMENT_BYTES = 1 << 20;

  private static final int CALLERS = 64;
  private static final long FUND = 1_000_000_000_000L;

  private record Acknowledged(Id id, byte what) {}

  private final Book book;
  private final State state;
  private final String run;
  private final long started = System.currentTimeMillis();
  private final BlockingQueue<Acknowledged> acknowledged = new LinkedBlockingQueue<>(100_000);

  private LedgerLoad(Path folder, String run) throws IOException {
    this.run = run;
    this.state = fresh();
    this.book = open(folder, state);
  }

  static State fresh() {
    return State.empty(Duration.ofDays(30).toMillis() * 1000, SealedIds.Store.HEAP);
  }

  /// The book of the load, with snapshots.
  static Book open(Path folder, State state) throws IOException {
    return Book.open(
        new Book.Setup(
            FileJournal.open(folder, SEGMENT_BYTES),
            Optional.empty(),
            Facts.all(),
            state.projections(),
            BookClock.system(),
            draft -> expire(state, draft),
            65_536,
            Optional.of(new Book.Snapshotting(() -> fresh().projections(), 2 * SEGMENT_BYTES))));
  }

  private static void expire(State state, Draft draft) {
    List<LedgerFact> due = state.ledger().nextExpired(draft.timeMicros());
    while (!due.isEmpty()) {
      due.forEach(draft::append);
      due = state.ledger().nextExpired(draft.timeMicros());
    }
  }

  /// Runs until it is killed.
  ///
  /// @param arguments the folder, and a name that no other run has
  public static void main(String[] arguments) throws Exception {
    LedgerLoad load = new LedgerLoad(Path.of(arguments[0]), arguments[1]);
    load.openAccounts();
    load.acknowledged.add(new Acknowledged(new Id(0, 0), TRANSFER));
    for (int caller = 0; caller < CALLERS; caller++) {
      load.next(caller, 0);
    }
    load.print(System.out);
  }

  private void openAccounts() {
    ask(_ -> new OpenAccount(TREASURY, "operator", AccountKind.TREASURY));
    for (int i = 0; i < ACCOUNTS; i++) {
      String account = account(i);
      if (ask(_ -> new OpenAccount(account, account, AccountKind.PRINCIPAL))
          == LedgerStatus.CREATED) {
        ask(now -> new Issue(Id.at(now, "issue", account), TREASURY, account, FUND, "issue"));
      }
    }
  }

  static String account(int i) {
    return "account-" + i % ACCOUNTS;
  }

  private LedgerStatus ask(Function<Long, Operation> operation) {
    return book.await(draft -> decide(operation.apply(draft.timeMicros()), draft));
  }

  private LedgerStatus decide(Operation operation, Draft draft) {
    Decision decision = state.ledger().decide(operation, draft.timeMicros(), draft.position());
    return decision.appendTo(draft);
  }

  /// A caller's next movement: transfers, and holds that the one after captures or voids.
  private void next(int caller, int n) {
    Id hold = id(caller, n - n % 3);
    switch (n % 3) {
      case 0 -> submit(caller, n, hold, HOLD, hold(hold, caller));
      case 1 ->
          submit(
              caller,
              n,
              id(caller, n),
              TRANSFER,
              new Transfer(
                  id(caller, n),
                  account(caller),
                  List.of(new Credit(account(caller + 7), 1)),
                  "load"));
      default -> {
        boolean voids = caller % 4 == 0;
        Operation end =
            voids
                ? new VoidHold(hold)
                : new Capture(
                    id(caller, n),
                    hold,
                    List.of(new Credit(account(caller + 1), 2), new Credit(account(caller + 2), 3)),
                    "load",
                    true);
        submit(caller, n, voids ? hold : id(caller, n), voids ? VOID : CAPTURE, end);
      }
    }
  }

  private Hold hold(Id id, int caller) {
    return new Hold(
        id, Optional.empty(), account(caller), 5, 0, (id.timeMillis() + 3_600_000) * 1000);
  }

  private Id id(int caller, int n) {
    return Id.at(started * 1000, run, Integer.toString(caller), Integer.toString(n));
  }

  private void submit(int caller, int n, Id id, byte what, Operation operation) {
    var _ =
        book.<LedgerStatus>submit(draft -> decide(operation, draft))
            .whenComplete((status, _) -> {
              if (status == LedgerStatus.CREATED) {
                acknowledged.add(new Acknowledged(id, what));
                next(caller, n + 1);
              }
            });
  }

  private void print(OutputStream out) throws IOException, InterruptedException {
    List<Acknowledged> some = new ArrayList<>();
    while (true) {
      some.add(acknowledged.take());
      acknowledged.drainTo(some, 1000);
      ByteBuffer bytes = ByteBuffer.allocate(17 * some.size());
      for (Acknowledged next : some) {
        bytes.putLong(next.id().high()).putLong(next.id().low()).put(next.what());
      }
      out.write(bytes.array());
      out.flush();
      some.clear();
    }
  }
}
