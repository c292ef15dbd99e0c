package guildhall.bench.attribution;

import guildhall.attribution.Attribution;
import guildhall.attribution.Attribution.Weight;
import guildhall.attribution.Combined;
import guildhall.book.Book;
import guildhall.book.BookClock;
import guildhall.book.Command;
import guildhall.book.ContentId;
import guildhall.book.Draft;
import guildhall.book.FileJournal;
import guildhall.datanet.Earner;
import guildhall.governance.Policies;
import guildhall.governance.Policy;
import guildhall.governance.Policy.ScoreWeights;
import guildhall.ledger.AccountKind;
import guildhall.ledger.AccountView;
import guildhall.ledger.Id;
import guildhall.ledger.Ledger;
import guildhall.ledger.LedgerStatus;
import guildhall.ledger.Operation;
import guildhall.ledger.Operation.Credit;
import guildhall.ledger.Operation.Hold;
import guildhall.ledger.Operation.OpenAccount;
import guildhall.ledger.Operation.Transfer;
import guildhall.runtime.Facts;
import guildhall.sdk.Amount;
import guildhall.sdk.Receipt.Line;
import guildhall.settlement.DistributedCodec;
import guildhall.settlement.Engagements;
import guildhall.settlement.Grounds;
import guildhall.settlement.MadeFrom;
import guildhall.settlement.RoyaltyBacklog;
import guildhall.settlement.Settlement;
import guildhall.settlement.SettlementFact.Distributed;
import guildhall.settlement.SystemAccounts;
import guildhall.settlement.Vesting;
import guildhall.settlement.Weighed;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// A book on disk with settled receipts whose royalty parts wait to be distributed. Its clock
/// stands still but for [#passWindow].
final class RoyaltyBook implements AutoCloseable {

  static final int CONTRIBUTORS = 1000;
  static final long ROYALTY = 200_003;

  private static final long FEE = 5 * ROYALTY;
  private static final int LINES = 5;
  private static final int IN_FLIGHT = 4096;
  private static final long WINDOW_MICROS = 7L * 24 * 3_600_000_000L;
  private static final ContentId CONTENT = new ContentId("ab".repeat(32));

  private final BookClock.Manual clock = BookClock.manual(Instant.parse("2026-01-01T00:00:00Z"));
  private final Ledger ledger = new Ledger(0);
  private final Engagements engagements = new Engagements();
  private final Policies policies = new Policies();
  private final Vesting vesting = new Vesting();
  private final Settlement settlement =
      new Settlement(ledger, engagements, policies, vesting, _ -> false);
  private final Book book;
  private final Id budget;

  RoyaltyBook(Path folder) throws IOException {
    book =
        Book.open(
            new Book.Setup(
                FileJournal.open(folder),
                Facts.all(),
                List.of(ledger, policies, engagements, vesting),
                clock,
                draft -> settlement.royalties().payDue(draft),
                2 * IN_FLIGHT));
    budget = Id.at(clock.nowMicros(), "budget");
    SystemAccounts.ALL.forEach(this::decide);
    decide(new OpenAccount("payer", "payer", AccountKind.PRINCIPAL));
    List<Credit> all = List.of(new Credit("payer", Long.MAX_VALUE / 4));
    decide(new Transfer(Id.at(clock.nowMicros(), "fund"), SystemAccounts.TREASURY, all, "fund"));
    decide(new Hold(budget, Optional.empty(), "payer", 0, Long.MAX_VALUE / 8, Long.MAX_VALUE / 2));
    var _ =
        book.await(
            policies.adopt(
                new Policy(0, 500, 2000, WINDOW_MICROS, new ScoreWeights(350, 150, 300, 150, 50))));
  }

  private void decide(Operation operation) {
    LedgerStatus status =
        book.await(draft ->
            ledger.decide(operation, draft.timeMicros(), draft.position()).appendTo(draft));
    if (status != LedgerStatus.CREATED) {
      throw new IllegalStateException(operation + ": " + status);
    }
  }

  /// Bytes of a distribution's fact.
  static int entryBytes() {
    List<Line> lines =
        IntStream.range(0, LINES)
            .mapToObj(
                i -> new Line("contributor-" + i, "royalty", Amount.micros(40_000), "facts#" + i))
            .toList();
    ByteBuffer out = ByteBuffer.allocate(1 << 16);
    new DistributedCodec()
        .encode(
            new Distributed(call(1_000_000), Combined.ID, lines, WINDOW_MICROS, grounds()), out);
    return out.position();
  }

  private static Grounds grounds() {
    return new Grounds(
        1_000_000,
        3,
        Combined.WHOLE,
        0,
        700,
        IntStream.range(0, LINES)
            .mapToObj(i -> new Grounds.Share("facts#" + i, 123_456_789_012L, i, 40_000, 0))
            .toList());
  }

  private static String call(int number) {
    return "task/step" + number + "#0";
  }

  /// Awards and settles so many calls.
  void settle(int receipts) throws InterruptedException {
    all(receipts, number -> draft -> settled(number, draft));
  }

  private boolean settled(int number, Draft draft) {
    LedgerStatus awarded =
        settlement
            .award(
                new Settlement.Award(
                    "task/step" + number,
                    0,
                    "task" + number,
                    Optional.empty(),
                    "bench.answer",
                    "ann",
                    "ann",
                    budget,
                    FEE,
                    0,
                    draft.timeMicros() + 3_600_000_000L,
                    true,
                    CONTENT,
                    List.of(),
                    Optional.empty(),
                    0))
            .decide(draft)
            .status();
    LedgerStatus paid =
        settlement
            .settle(
                call(number),
                new Settlement.Work(CONTENT, CONTENT, FEE, new MadeFrom(true, Set.of()), List.of()))
            .decide(draft)
            .status();
    return awarded == LedgerStatus.CREATED && paid == LedgerStatus.CREATED;
  }

  /// Distributes the royalty part of each to five contributors.
  ///
  /// @return seconds until all of them were durable
  double distribute(int receipts) throws InterruptedException {
    long start = System.nanoTime();
    all(receipts, this::distribution);
    return (System.nanoTime() - start) / 1e9;
  }

  private Command<Boolean> distribution(int number) {
    List<Weight> weights =
        IntStream.range(0, LINES)
            .mapToObj(i ->
                new Weight("facts#" + (number * 7919L + i * 211L) % CONTRIBUTORS, 1000 + 37L * i))
            .toList();
    long whole = weights.stream().mapToLong(Weight::micros).sum();
    Attribution attribution = new Attribution("use@1", weights, whole, false);
    return draft ->
        settlement
                .royalties()
                .distribute(
                    call(number),
                    Weighed.plain(attribution),
                    "payer",
                    key -> Optional.of(Earner.alone("contributor-" + key.substring(6))))
                .decide(draft)
                .size()
            == LINES;
  }

  /// Many callers that wait for nobody but for room.
  private void all(int count, IntFunction<Command<Boolean>> command) throws InterruptedException {
    Semaphore room = new Semaphore(IN_FLIGHT);
    AtomicReference<String> wrong = new AtomicReference<>("");
    for (int i = 0; i < count; i++) {
      int number = i;
      room.acquire();
      var _ =
          book.submit(command.apply(i))
              .whenComplete((done, failure) -> {
                if (failure != null || !done) {
                  wrong.set(number + " failed: " + failure);
                }
                room.release();
              });
    }
    room.acquire(IN_FLIGHT);
    if (!wrong.get().isEmpty()) {
      throw new IllegalStateException(wrong.get());
    }
  }

  /// Lets the window end, and waits until all is paid.
  ///
  /// @return seconds
  double passWindow() {
    long start = System.nanoTime();
    clock.advanceMicros(2 * WINDOW_MICROS);
    while (backlog().vestingMicros() > 0) {
      Thread.onSpinWait(); // each look is a batch that pays some
    }
    return (System.nanoTime() - start) / 1e9;
  }

  RoyaltyBacklog backlog() {
    return book.await(draft -> settlement.royalties().backlog(draft.timeMicros()));
  }

  long balance(String account) {
    return book.await(_ -> ledger.find(account).map(AccountView::balanceMicros).orElse(0L));
  }

  /// What all contributors have together.
  long paidMicros() {
    return IntStream.range(0, CONTRIBUTORS).mapToLong(i -> balance("contributor-" + i)).sum();
  }

  long trialBalanceMicros() {
    return book.await(_ -> ledger.trialBalanceMicros());
  }

  @Override
  public void close() throws IOException {
    book.close();
  }
}
