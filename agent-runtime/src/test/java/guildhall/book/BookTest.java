package guildhall.book;

import static guildhall.book.Tally.failure;
import static guildhall.book.Tally.get;
import static guildhall.book.Tally.join;
import static guildhall.book.Tally.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import guildhall.book.BookUnavailable.Reason;
import guildhall.book.Tally.Added;
import guildhall.book.Tally.Noted;
import guildhall.book.faultjournal.FaultJournal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BookTest {

  private final Tally tally = new Tally();
  private final MemoryJournal memory = new MemoryJournal();
  private final FaultJournal journal = FaultJournal.over(memory);

  private List<CompletableFuture<Long>> addAll(Book book, int count) {
    List<CompletableFuture<Long>> answers = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      answers.add(book.submit(tally.add(i)));
    }
    return answers;
  }

  private static void close(Book book) {
    try {
      book.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void submit_facts_areAppliedKeptAndAnswered() throws IOException {
    try (Book book = tally.open(journal)) {
      assertThat(get(book.submit(tally.add(3)))).isEqualTo(3);
      assertThat(get(book.submit(tally.add(4)))).isEqualTo(7);
      assertThat(get(book.read(tally::sum))).isEqualTo(7);
      assertThat(book.feed().read(0, 10))
          .extracting(Entry::fact)
          .containsExactly(new Added(3), new Added(4));
      assertThat(book.state()).isEqualTo(Book.State.OPEN);
    }
    assertThat(memory.read(0, 10)).hasSize(2);
  }

  @Test
  void submit_manyWhileOneIsWritten_shareOneAppend() throws IOException {
    var gate = journal.hold(1);
    try (Book book = tally.open(journal)) {
      var first = book.submit(tally.add(1));
      gate.awaitReached();
      var others = addAll(book, 500);
      gate.open();
      get(first);
      others.forEach(Tally::get);
      assertThat(journal.appends()).isEqualTo(2);
    }
  }

  @Test
  void submit_largeFacts_areCutIntoAppendsOfAboutOneMebibyte() throws IOException {
    var gate = journal.hold(1);
    try (Book book = tally.open(journal)) {
      var first = book.submit(tally.add(1));
      gate.awaitReached();
      List<CompletableFuture<Long>> others = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        others.add(
            book.submit(draft -> {
              draft.append(new Noted("x".repeat(60_000)));
              return draft.position();
            }));
      }
      gate.open();
      get(first);
      others.forEach(Tally::get);
      assertThat(journal.appends()).isEqualTo(1 + 3); // 18 of them exceed 1 MiB: 18 + 18 + 14
    }
  }

  @Test
  void submit_notYetDurable_isNeitherAnsweredNorFed() throws IOException {
    var gate = journal.hold(1);
    try (Book book = tally.open(journal)) {
      var answer = book.submit(tally.add(1));
      var durableWhenAnswered = answer.thenApply(_ -> memory.read(0, 10).size());
      gate.awaitReached();
      assertThat(answer).isNotDone();
      assertThat(book.feed().end()).isZero();
      assertThat(book.feed().read(0, 10)).isEmpty();
      gate.open();
      assertThat(get(durableWhenAnswered)).isEqualTo(1);
      assertThat(book.feed().end()).isEqualTo(1);
    }
  }

  @Test
  void decide_afterOthersInTheBatch_seesTheirFactsAndOutsidersDoNot() throws IOException {
    var first = journal.hold(1);
    var second = journal.hold(2);
    try (Book book = tally.open(journal)) {
      var before = book.submit(tally.add(1));
      first.awaitReached();
      var add = book.submit(tally.add(10));
      var sum = book.submit(_ -> tally.sum());
      first.open();
      second.awaitReached();
      assertThat(book.feed().read(0, 10)).hasSize(1);
      assertThat(add).isNotDone();
      assertThat(sum).isNotDone();
      second.open();
      assertThat(get(before)).isEqualTo(1);
      assertThat(get(sum)).isEqualTo(11);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void append_fails_waitersLearnOutcomeUnknownAndLaterOnesReadOnly(boolean before)
      throws IOException {
    var _ = before ? journal.failBefore(2) : journal.failAfter(2);
    var gate = journal.hold(1);
    try (Book book = tally.open(journal)) {
      var seen = new ConcurrentLinkedQueue<Long>();
      var subscription = book.feed().subscribe("test", 0, entry -> seen.add(entry.position()));
      var first = book.submit(tally.add(1));
      gate.awaitReached();
      var batch = addAll(book, 3);
      var read = book.read(tally::sum);
      gate.open();
      get(first);
      for (var answer : batch) {
        assertThat(refusal(answer)).isEqualTo(Reason.OUTCOME_UNKNOWN);
      }
      assertThat(refusal(read)).isEqualTo(Reason.OUTCOME_UNKNOWN);
      assertThat(book.state()).isEqualTo(Book.State.FAILED);
      assertThat(refusal(book.submit(tally.add(5)))).isEqualTo(Reason.READ_ONLY);
      assertThat(refusal(book.read(tally::sum))).isEqualTo(Reason.READ_ONLY);
      subscription.ended().join();
      assertThat(seen).containsExactly(0L);
      assertThat(book.feed().end()).isEqualTo(1);
    }
  }

  @Test
  void append_breaksOffWithAnError_everyCallerIsAnswered() throws IOException {
    journal.breakOff(1);
    try (Book book = tally.open(journal)) {
      assertThat(refusal(book.submit(tally.add(1)))).isEqualTo(Reason.OUTCOME_UNKNOWN);
      assertThat(refusal(book.submit(tally.add(1)))).isEqualTo(Reason.READ_ONLY);
      assertThat(book.state()).isEqualTo(Book.State.FAILED);
    }
  }

  @Test
  void clock_throws_everyCallerIsAnswered() throws IOException {
    var started = new CountDownLatch(1);
    BookClock broken =
        () -> {
          join(started);
          throw new IllegalStateException("no time");
        };
    try (Book book = Book.open(tally.setup(journal, broken))) {
      var answers = addAll(book, 10);
      started.countDown();
      for (var answer : answers) {
        assertThat(refusal(answer)).isEqualTo(Reason.READ_ONLY);
      }
      assertThat(book.state()).isEqualTo(Book.State.FAILED);
    }
  }

  @Test
  void decide_throwsBeforeAppending_failsAlone() throws IOException {
    var gate = journal.hold(1);
    try (Book book = tally.open(journal)) {
      var first = book.submit(tally.add(1));
      gate.awaitReached();
      var good = book.submit(tally.add(2));
      CompletableFuture<Long> bad =
          book.submit(_ -> {
            throw new IllegalArgumentException("no");
          });
      CompletableFuture<Long> worse =
          book.submit(_ -> {
            throw new StackOverflowError("no");
          });
      var alsoGood = book.submit(tally.add(3));
      gate.open();
      assertThat(get(first)).isEqualTo(1);
      assertThat(get(good)).isEqualTo(3);
      assertThat(failure(bad)).isInstanceOf(IllegalArgumentException.class).hasMessage("no");
      assertThat(failure(worse)).isInstanceOf(StackOverflowError.class);
      assertThat(get(alsoGood)).isEqualTo(6);
    }
  }

  @Test
  void decide_throwsAfterAppending_stopsTheBookAndNothingOfTheBatchIsWritten() throws IOException {
    var gate = journal.hold(1);
    try (Book book = tally.open(journal)) {
      var first = book.submit(tally.add(1));
      gate.awaitReached();
      var mate = book.submit(tally.add(2));
      CompletableFuture<Long> bad =
          book.submit(draft -> {
            draft.append(new Added(100));
            throw new IllegalStateException("too late");
          });
      var later = book.submit(tally.add(3));
      gate.open();
      get(first);
      assertThat(failure(bad)).isInstanceOf(IllegalStateException.class).hasMessage("too late");
      assertThat(refusal(mate)).isEqualTo(Reason.READ_ONLY);
      assertThat(refusal(later)).isEqualTo(Reason.READ_ONLY);
      assertThat(book.state()).isEqualTo(Book.State.FAILED);
      assertThat(book.feed().end()).isEqualTo(1);
    }
    assertThat(memory.read(0, 10)).hasSize(1);
  }

  @Test
  void append_factWithoutCodeOrTooLarge_failsThatCommandAlone() throws IOException {
    try (Book book = tally.open(journal)) {
      CompletableFuture<Long> unknown =
          book.submit(draft -> {
            draft.append(new Tally.Unknown());
            return 0L;
          });
      CompletableFuture<Long> large =
          book.submit(draft -> {
            draft.append(new Noted("x".repeat(70_000)));
            return 0L;
          });
      assertThat(failure(unknown)).isInstanceOf(IllegalArgumentException.class);
      assertThat(failure(large)).isInstanceOf(IllegalArgumentException.class);
      assertThat(get(book.submit(tally.add(1)))).isEqualTo(1);
    }
    assertThat(memory.read(0, 10)).hasSize(1);
  }

  @Test
  void apply_throws_stopsTheBookEvenIfTheCommandSwallowsIt() throws IOException {
    Projection broken =
        entry -> {
          throw new IllegalStateException("cannot take " + entry.position());
        };
    var setup =
        new Book.Setup(
            journal,
            Tally.types(),
            List.of(tally, broken),
            BookClock.manual(Tally.START),
            _ -> {},
            10);
    try (Book book = Book.open(setup)) {
      var answer =
          book.submit(draft -> {
            try {
              draft.append(new Added(1));
            } catch (IllegalStateException _) {
              return false;
            }
            return true;
          });
      assertThat(refusal(answer)).isEqualTo(Reason.READ_ONLY);
      assertThat(book.state()).isEqualTo(Book.State.FAILED);
    }
    assertThat(memory.read(0, 10)).isEmpty();
  }

  @Test
  void batchStart_throws_stopsTheBook() throws IOException {
    var setup =
        new Book.Setup(
            journal,
            Tally.types(),
            List.of(tally),
            BookClock.manual(Tally.START),
            _ -> {
              throw new IllegalStateException("cannot expire");
            },
            10);
    try (Book book = Book.open(setup)) {
      assertThat(refusal(book.submit(tally.add(1)))).isEqualTo(Reason.READ_ONLY);
      assertThat(book.state()).isEqualTo(Book.State.FAILED);
    }
    assertThat(memory.read(0, 10)).isEmpty();
  }

  @Test
  void batchStart_appends_beforeTheCommandsAndWithoutThem() throws IOException {
    var clock = BookClock.manual(Tally.START);
    var due = new AtomicReference<>(true);
    var setup =
        new Book.Setup(
            journal,
            Tally.types(),
            List.of(tally),
            clock,
            draft -> {
              if (Boolean.TRUE.equals(due.getAndSet(false))) {
                draft.append(new Added(1000));
              }
            },
            10);
    try (Book book = Book.open(setup)) {
      assertThat(get(book.submit(tally.add(1)))).isEqualTo(1001);
      due.set(true);
      Tally.until("a batch without commands", () -> book.feed().end() == 3);
    }
  }

  @Test
  void append_outsideItsCommand_isRefused() throws IOException {
    try (Book book = tally.open(journal)) {
      var leaked = new AtomicReference<Draft>();
      get(book.submit(draft -> leaked.getAndSet(draft) == null));
      assertThatThrownBy(() -> leaked.get().append(new Added(1)))
          .isInstanceOf(IllegalStateException.class);
      var later =
          book.submit(_ -> {
            leaked.get().append(new Added(1));
            return true;
          });
      assertThat(failure(later)).isInstanceOf(IllegalStateException.class);
      assertThat(get(book.read(tally::sum))).isZero();
    }
  }

  @Test
  void submit_fullQueue_isOverloaded() throws IOException {
    var gate = journal.hold(1);
    var setup =
        new Book.Setup(
            journal, Tally.types(), List.of(tally), BookClock.manual(Tally.START), _ -> {}, 2);
    try (Book book = Book.open(setup)) {
      var taken = book.submit(tally.add(1));
      gate.awaitReached();
      var second = book.submit(tally.add(2));
      var third = book.submit(tally.add(3));
      var fourth = book.submit(tally.add(4));
      assertThat(book.queueDepth()).isEqualTo(2);
      assertThat(refusal(fourth)).isEqualTo(Reason.OVERLOADED);
      gate.open();
      get(taken);
      get(second);
      assertThat(get(third)).isEqualTo(6);
    }
  }

  @Test
  void close_whileCommandsWait_decidesThemAndRefusesLaterOnes() throws IOException {
    var gate = journal.hold(1);
    Book book = tally.open(journal);
    var first = book.submit(tally.add(1));
    gate.awaitReached();
    var waiting = addAll(book, 50);
    Thread closer = Thread.ofVirtual().start(() -> close(book));
    Tally.until("refusal", () -> book.submit(_ -> true).isCompletedExceptionally());
    gate.open();
    Tally.join(closer);
    get(first);
    waiting.forEach(Tally::get);
    assertThat(refusal(book.submit(tally.add(1)))).isEqualTo(Reason.SHUTTING_DOWN);
    assertThat(book.state()).isEqualTo(Book.State.CLOSED);
    close(book); // once more changes nothing
  }

  @Test
  void close_whileStorageFails_answersEverybody() throws IOException {
    var gate = journal.holdThenFail(1);
    Book book = tally.open(journal);
    var first = book.submit(tally.add(1));
    gate.awaitReached();
    var waiting = addAll(book, 50);
    Thread closer = Thread.ofVirtual().start(() -> close(book));
    Tally.until("refusal", () -> book.submit(_ -> true).isCompletedExceptionally());
    gate.open();
    Tally.join(closer);
    assertThat(refusal(first)).isEqualTo(Reason.OUTCOME_UNKNOWN);
    for (var answer : waiting) {
      assertThat(refusal(answer)).isEqualTo(Reason.READ_ONLY);
    }
    assertThat(book.state()).isEqualTo(Book.State.FAILED);
  }

  @Test
  void submit_racingClose_isAlwaysAnswered() throws IOException {
    for (int round = 0; round < 300; round++) {
      Tally mine = new Tally();
      Book book =
          Book.open(
              new Book.Setup(
                  new MemoryJournal(),
                  Tally.types(),
                  List.of(mine),
                  BookClock.manual(Tally.START),
                  _ -> {},
                  4));
      var lastAnswers = new ConcurrentLinkedQueue<CompletableFuture<Long>>();
      var running = new CountDownLatch(3);
      List<Thread> callers = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        callers.add(Thread.ofPlatform().start(() -> submitUntilClosed(book, running, lastAnswers)));
      }
      join(running);
      close(book);
      callers.forEach(Tally::join);
      for (var answer : lastAnswers) {
        assertThat(answer).as("round %d", round).isDone();
      }
    }
  }

  /// Submits without waiting, and keeps the last answers before the book refused as closing.
  private static void submitUntilClosed(
      Book book, CountDownLatch running, ConcurrentLinkedQueue<CompletableFuture<Long>> last) {
    running.countDown();
    List<CompletableFuture<Long>> mine = new ArrayList<>();
    boolean open = true;
    while (open) {
      CompletableFuture<Long> answer = book.submit(Draft::position);
      open =
          !answer.isCompletedExceptionally()
              || refusal(answer) == BookUnavailable.Reason.OVERLOADED;
      mine.add(answer);
    }
    last.addAll(mine.subList(Math.max(0, mine.size() - 20), mine.size()));
  }

  @Test
  void close_onTheWriterThread_isRefused() throws IOException {
    try (Book book = tally.open(journal)) {
      var answer =
          book.submit(_ -> {
            close(book);
            return true;
          });
      assertThat(failure(answer)).isInstanceOf(IllegalStateException.class);
      var awaiting = book.submit(_ -> book.await(tally.add(1)));
      assertThat(failure(awaiting)).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void writer_interrupted_goesOn(@TempDir Path folder) throws IOException {
    try (Book book = tally.open(FileJournal.open(folder, 64 * 1024))) {
      for (int i = 0; i < 3; i++) {
        get(
            book.submit(draft -> {
              Thread.currentThread().interrupt();
              draft.append(new Added(1));
              return true;
            }));
      }
      assertThat(get(book.submit(tally.add(1)))).isEqualTo(4);
      assertThat(book.state()).isEqualTo(Book.State.OPEN);
    }
  }

  @Test
  void open_journalOfABook_replaysToTheLiveState(@TempDir Path folder) throws IOException {
    List<Long> live;
    try (Book book = tally.open(FileJournal.open(folder, 4096))) {
      addAll(book, 300).forEach(Tally::get);
      live = get(book.read(tally::amounts));
    }
    Tally replayed = new Tally();
    try (Book book = replayed.open(FileJournal.open(folder, 4096))) {
      assertThat(get(book.read(replayed::amounts))).isEqualTo(live).hasSize(300);
      assertThat(book.feed().end()).isEqualTo(300);
      assertThat(get(book.submit(Draft::position))).isEqualTo(300);
      assertThat(get(book.submit(replayed.add(1)))).isEqualTo(300 * 301 / 2 + 1);
    }
  }

  @Test
  void open_factOfAnUnknownType_failsAndLetsGoOfTheJournal(@TempDir Path folder)
      throws IOException {
    try (Book book = tally.open(FileJournal.open(folder, 4096))) {
      get(book.submit(tally.add(1)));
    }
    Tally again = new Tally();
    var lacking =
        new Book.Setup(
            FileJournal.open(folder, 4096),
            new FactTypes(),
            List.of(again),
            BookClock.manual(Tally.START),
            _ -> {},
            10);
    assertThatThrownBy(() -> Book.open(lacking))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("type 1");
    try (Book book = again.open(FileJournal.open(folder, 4096))) {
      assertThat(get(book.read(again::sum))).isEqualTo(1);
    }
  }

  @Test
  void timeMicros_clockJumpsBack_neverDecreases() throws IOException {
    var now = new AtomicReference<>(1000L);
    BookClock jumpy = now::get;
    try (Book book = Book.open(tally.setup(journal, jumpy))) {
      assertThat(get(book.submit(Draft::timeMicros))).isEqualTo(1000);
      now.set(400L);
      assertThat(get(book.submit(Draft::timeMicros))).isEqualTo(1000);
      get(book.submit(tally.add(1)));
      now.set(1500L);
      assertThat(get(book.submit(Draft::timeMicros))).isEqualTo(1500);
      now.set(0L);
      get(book.submit(tally.add(1)));
      assertThat(book.feed().read(0, 10))
          .extracting(Entry::timeMicros)
          .containsExactly(1000L, 1500L);
    }
  }

  @Test
  void timeMicros_wallClockIsBehindTheBook_goesOnFromItsEnd() throws IOException {
    try (Book book = Book.open(tally.setup(memory, () -> 9_000_000L))) {
      get(book.submit(tally.add(1)));
    }
    var nanos = new AtomicReference<>(0L);
    BookClock clock = new SlewedClock(nanos::get, () -> 5_000_000L);
    try (Book book = Book.open(new Tally().setup(memory, clock))) {
      assertThat(get(book.submit(Draft::timeMicros))).isEqualTo(9_000_000);
      nanos.set(1_000_000_000L);
      assertThat(get(book.submit(Draft::timeMicros))).isEqualTo(9_900_000);
    }
  }
}
