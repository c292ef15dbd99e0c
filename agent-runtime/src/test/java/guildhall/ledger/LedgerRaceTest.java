package guildhall.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import guildhall.book.Book;
import guildhall.book.BookClock;
import guildhall.book.Draft;
import guildhall.book.FactTypes;
import guildhall.book.FileJournal;
import guildhall.ledger.LedgerFact.AccountOpened;
import guildhall.ledger.LedgerFact.Captured;
import guildhall.ledger.LedgerFact.Held;
import guildhall.ledger.LedgerFact.Refused;
import guildhall.ledger.LedgerFact.Released;
import guildhall.ledger.LedgerFact.Transferred;
import guildhall.ledger.Operation.Capture;
import guildhall.ledger.Operation.Credit;
import guildhall.ledger.Operation.Hold;
import guildhall.ledger.Operation.Issue;
import guildhall.ledger.Operation.OpenAccount;
import guildhall.ledger.Operation.Transfer;
import guildhall.ledger.Operation.VoidHold;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A hundred callers at once, on a book on disk.
class LedgerRaceTest {
  private static final int CALLERS = 100;
  private static final long FUND = 1_000;

  private final BookClock.Manual clock = BookClock.manual(Instant.parse("2026-01-01T00:00:00Z"));
  private final Ledger ledger = new Ledger(0);

  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init") // opened before each test
  private Book book;

  @BeforeEach
  void open() throws IOException {
    FactTypes types =
        new FactTypes()
            .add(1, AccountOpened.class, LedgerCodecs.ACCOUNT_OPENED)
            .add(3, Transferred.class, LedgerCodecs.TRANSFERRED)
            .add(4, Held.class, LedgerCodecs.HELD)
            .add(5, Captured.class, LedgerCodecs.CAPTURED)
            .add(6, Released.class, LedgerCodecs.RELEASED)
            .add(12, Refused.class, LedgerCodecs.REFUSED);
    book =
        Book.open(
            new Book.Setup(
                FileJournal.open(folder), types, List.of(ledger), clock, this::expire, 1024));
    ask(new OpenAccount("bank", "bank", AccountKind.TREASURY));
    ask(new OpenAccount("ada", "ada", AccountKind.PRINCIPAL));
    ask(new OpenAccount("bob", "bob", AccountKind.PRINCIPAL));
    ask(new Issue(id("fund"), "bank", "ada", FUND, "fund"));
  }

  @AfterEach
  void close() throws IOException {
    book.close();
  }

  private void expire(Draft draft) {
    List<LedgerFact> due = ledger.nextExpired(draft.timeMicros());
    while (!due.isEmpty()) {
      due.forEach(draft::append);
      due = ledger.nextExpired(draft.timeMicros());
    }
  }

  private Id id(String... parts) {
    return Id.at(clock.nowMicros(), parts);
  }

  private LedgerStatus ask(Operation operation) {
    return book.await(
        draft -> ledger.decide(operation, draft.timeMicros(), draft.position()).appendTo(draft));
  }

  private long balance(String account) {
    return book.await(_ -> ledger.find(account).orElseThrow().balanceMicros());
  }

  /// Starts them together and gives their answers in their order.
  private static List<LedgerStatus> together(List<Callable<LedgerStatus>> callers)
      throws InterruptedException, ExecutionException {
    CountDownLatch start = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<LedgerStatus>> answers = new ArrayList<>();
      for (Callable<LedgerStatus> caller : callers) {
        answers.add(
            threads.submit(() -> {
              start.await();
              return caller.call();
            }));
      }
      start.countDown();
      List<LedgerStatus> statuses = new ArrayList<>();
      for (Future<LedgerStatus> answer : answers) {
        statuses.add(answer.get());
      }
      return statuses;
    }
  }

  private static Map<LedgerStatus, Long> count(List<LedgerStatus> statuses) {
    return statuses.stream()
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }

  private Callable<LedgerStatus> transfer(long amount) {
    Transfer asked = new Transfer(id("one"), "ada", List.of(new Credit("bob", amount)), "gift");
    return () -> ask(asked);
  }

  @Test
  void decide_aHundredWithOneIdAndBody_movesOnce() throws Exception {
    List<LedgerStatus> answers = together(Collections.nCopies(CALLERS, transfer(7)));
    assertThat(count(answers))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(LedgerStatus.CREATED, 1L, LedgerStatus.EXISTS, CALLERS - 1L));
    assertThat(balance("bob")).isEqualTo(7);
    assertThat(balance("ada")).isEqualTo(FUND - 7);
  }

  @Test
  void decide_aHundredWithOneIdAndDifferentBodies_movesOnce() throws Exception {
    List<LedgerStatus> answers =
        together(IntStream.rangeClosed(1, CALLERS).mapToObj(i -> transfer(i)).toList());
    assertThat(count(answers))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                LedgerStatus.CREATED, 1L, LedgerStatus.EXISTS_WITH_DIFFERENT_BODY, CALLERS - 1L));
    int winner = answers.indexOf(LedgerStatus.CREATED) + 1;
    assertThat(balance("bob")).isEqualTo(winner);
    assertThat(balance("ada")).isEqualTo(FUND - winner);
  }

  @Test
  void decide_aHundredCapturesAVoidAndAnExpiry_oneWins() throws Exception {
    for (int round = 0; round < 20; round++) {
      long before = balance("bob");
      Id hold = id("hold", Integer.toString(round));
      long expires = clock.nowMicros() + 1_000_000;
      assertThat(ask(new Hold(hold, Optional.empty(), "ada", 5, 0, expires)))
          .isEqualTo(LedgerStatus.CREATED);
      List<Callable<LedgerStatus>> callers = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        Id capture = Id.below(hold, "capture", Integer.toString(i));
        callers.add(
            () -> ask(new Capture(capture, hold, List.of(new Credit("bob", 5)), "fee", true)));
      }
      callers.add(CALLERS / 2, () -> ask(new VoidHold(hold)));
      callers.add(
          CALLERS / 3,
          () -> {
            clock.advanceMicros(1_000_000);
            return LedgerStatus.EXISTS;
          });
      List<LedgerStatus> answers = together(callers);
      LedgerStatus end = book.await(_ -> ledger.endOf(hold)).orElseThrow();
      long won = end == LedgerStatus.HOLD_EXPIRED ? 0 : 1;
      Map<LedgerStatus, Long> counts = count(answers);
      counts.remove(LedgerStatus.EXISTS);
      assertThat(counts.getOrDefault(LedgerStatus.CREATED, 0L)).isEqualTo(won);
      counts.remove(LedgerStatus.CREATED);
      assertThat(counts).containsOnlyKeys(end).containsValue(CALLERS + 1 - won);
      assertThat(balance("bob") - before).isEqualTo(end == LedgerStatus.HOLD_SETTLED ? 5 : 0);
      assertThat(book.<Long>await(_ -> ledger.find("ada").orElseThrow().heldMicros())).isZero();
      assertThat(book.<Long>await(_ -> ledger.trialBalanceMicros())).isZero();
    }
  }
}
