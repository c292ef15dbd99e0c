package guildhall.book;

import static guildhall.book.Tally.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import guildhall.book.Tally.Added;
import guildhall.book.faultjournal.FaultJournal;
import guildhall.book.faultjournal.Gate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FeedTest {

  /// More than the feed keeps in memory.
  private static final int MANY = 20_000;

  @TempDir Path folder;
  private final Tally tally = new Tally();

  private Book openFiles() throws IOException {
    return tally.open(FileJournal.open(folder, 256 * 1024));
  }

  /// Adds 0, 1, 2 ... so that each amount is its position.
  private static void add(Book book, int from, int to) {
    for (int start = from; start < to; start += 1000) {
      int first = start;
      int end = Math.min(to, start + 1000);
      get(
          book.submit(draft -> {
            for (int i = first; i < end; i++) {
              draft.append(new Added(i));
            }
            return true;
          }));
    }
  }

  private static List<Long> positions(List<Entry> entries) {
    for (Entry entry : entries) {
      assertThat(entry.fact()).isEqualTo(new Added(entry.position()));
    }
    return entries.stream().map(Entry::position).toList();
  }

  private static List<Long> range(long from, long to) {
    return LongStream.range(from, to).boxed().toList();
  }

  @Test
  void read_anyPosition_fromMemoryAndFromDisk() throws IOException {
    try (Book book = openFiles()) {
      add(book, 0, MANY);
      Feed feed = book.feed();
      for (long from : new long[] {0, 1, 999, 11_807, 11_808, 11_809, 15_000, 19_999}) {
        long to = Math.min(MANY, from + 300);
        assertThat(positions(feed.read(from, 300))).as("from %d", from).isEqualTo(range(from, to));
      }
      assertThat(feed.read(MANY, 10)).isEmpty();
      assertThat(feed.read(MANY + 10, 10)).isEmpty();
      assertThat(feed.read(5, 0)).isEmpty();
      assertThat(feed.get(7).fact()).isEqualTo(new Added(7));
      assertThat(feed.get(19_999).fact()).isEqualTo(new Added(19_999));
      assertThatThrownBy(() -> feed.get(MANY)).hasMessageContaining("20000");
      assertThatThrownBy(() -> feed.get(-1)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> feed.read(-1, 1)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void subscribe_afterARestart_resumesWhereItWasAndGoesOn() throws IOException {
    try (Book book = openFiles()) {
      add(book, 0, 3000);
    }
    Tally again = new Tally();
    try (Book book = again.open(FileJournal.open(folder, 256 * 1024))) {
      var seen = new ConcurrentLinkedQueue<Long>();
      var all = new CountDownLatch(2000);
      try (var _ =
          book.feed()
              .subscribe(
                  "resuming",
                  1500,
                  entry -> {
                    seen.add(entry.position());
                    all.countDown();
                  })) {
        add(book, 3000, 3500);
        await(all);
      }
      assertThat(seen).containsExactlyElementsOf(range(1500, 3500));
    }
  }

  @Test
  void subscribe_slowReader_getsEverythingAndHoldsUpNobody() throws IOException {
    try (Book book = openFiles()) {
      Gate gate = new Gate();
      var seen = new ConcurrentLinkedQueue<Long>();
      var all = new CountDownLatch(MANY);
      var subscription =
          book.feed()
              .subscribe(
                  "slow",
                  0,
                  entry -> {
                    if (entry.position() == 10) {
                      gate.pass();
                    }
                    seen.add(entry.position());
                    all.countDown();
                  });
      add(book, 0, MANY);
      gate.awaitReached();
      assertThat(seen).hasSize(10);
      gate.open();
      await(all);
      subscription.close();
      assertThat(seen).containsExactlyElementsOf(range(0, MANY));
    }
  }

  @Test
  void subscribe_readerThrows_goesOn() throws IOException {
    try (Book book = openFiles()) {
      var seen = new ConcurrentLinkedQueue<Long>();
      var _ =
          book.feed()
              .subscribe(
                  "throwing",
                  0,
                  entry -> {
                    seen.add(entry.position());
                    if (entry.position() == 1) {
                      throw new IllegalStateException("on purpose");
                    }
                    if (entry.position() == 2) {
                      throw new AssertionError("on purpose");
                    }
                    Thread.currentThread().interrupt(); // must not end it either
                  });
      for (int i = 0; i < 50; i++) {
        int expected = i + 1;
        add(book, i, expected);
        Tally.until("entry " + i, () -> seen.size() == expected);
      }
      assertThat(seen).containsExactlyElementsOf(range(0, 50));
    }
  }

  @Test
  void subscribe_journalCannotBeRead_tellsThatItEnded() throws IOException {
    FaultJournal journal = FaultJournal.over(new MemoryJournal());
    try (Book book = tally.open(journal)) {
      add(book, 0, MANY);
      journal.failReads();
      var subscription = book.feed().subscribe("unlucky", 0, _ -> {});
      assertThat(Tally.failure(subscription.ended())).isInstanceOf(UncheckedIOException.class);
      assertThat(book.state()).isEqualTo(Book.State.OPEN);
    }
  }

  @Test
  void close_subscription_endsItAfterTheEntryWithoutInterrupting() throws IOException {
    try (Book book = openFiles()) {
      Gate gate = new Gate();
      var interrupted = new AtomicBoolean();
      var seen = new ConcurrentLinkedQueue<Long>();
      var subscription =
          book.feed()
              .subscribe(
                  "closing",
                  0,
                  entry -> {
                    gate.pass();
                    interrupted.set(Thread.currentThread().isInterrupted());
                    seen.add(entry.position());
                  });
      add(book, 0, 10);
      gate.awaitReached();
      subscription.close();
      assertThat(subscription.ended()).isNotDone();
      gate.open();
      assertThat(get(subscription.ended())).isEqualTo(1);
      assertThat(seen).containsExactly(0L);
      assertThat(interrupted).isFalse();
      var idle = book.feed().subscribe("idle", 10, _ -> {});
      idle.close();
      assertThat(get(idle.ended())).isEqualTo(10);
    }
  }

  @Test
  void close_book_endsReadersAtItsEnd() throws IOException {
    CompletableFuture<Long> ended;
    var seen = new ConcurrentLinkedQueue<Long>();
    try (Book book = tally.open(new MemoryJournal())) {
      add(book, 0, 100);
      ended = book.feed().subscribe("last", 0, entry -> seen.add(entry.position())).ended();
    }
    assertThat(get(ended)).isEqualTo(100);
    assertThat(seen).containsExactlyElementsOf(range(0, 100));
  }

  @Test
  void read_interruptedReaders_doNotHarmTheWriter() throws IOException {
    try (Book book = openFiles()) {
      add(book, 0, MANY);
      for (int i = 0; i < 20; i++) {
        Thread.currentThread().interrupt();
        assertThat(positions(book.feed().read(i, 100))).hasSize(100);
        assertThat(Thread.interrupted()).isTrue();
        add(book, MANY + i, MANY + i + 1);
      }
      assertThat(book.state()).isEqualTo(Book.State.OPEN);
    }
  }

  @Test
  void read_appendWasWrittenButFailed_showsNothingOfIt() throws IOException {
    MemoryJournal memory = new MemoryJournal();
    try (Book book = tally.open(memory)) {
      add(book, 0, 10);
    }
    FaultJournal journal = FaultJournal.over(memory).failAfter(1);
    try (Book book = new Tally().open(journal)) {
      var answer = book.submit(new Tally().add(10));
      assertThat(Tally.refusal(answer)).isEqualTo(BookUnavailable.Reason.OUTCOME_UNKNOWN);
      assertThat(memory.read(0, 100)).hasSize(11);
      assertThat(positions(book.feed().read(0, 100))).isEqualTo(range(0, 10));
      assertThat(book.feed().read(10, 100)).isEmpty();
    }
  }

  private static void await(CountDownLatch latch) {
    Tally.until("all entries", () -> latch.getCount() == 0);
  }
}
