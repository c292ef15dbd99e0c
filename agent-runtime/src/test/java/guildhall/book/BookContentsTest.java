package guildhall.book;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import guildhall.book.faultjournal.Gate;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Entries and the contents that they name become durable together, or not at all.
class BookContentsTest {

  private static final byte[] TEXT = "what the entry names".getBytes(UTF_8);
  private static final byte[] OTHER = "what another names".getBytes(UTF_8);

  @TempDir private Path temp;
  private Path book;
  private Path contents;
  private Path pack;

  @BeforeEach
  void paths() {
    book = temp.resolve("book");
    contents = temp.resolve("contents");
    pack = contents.resolve("contents.pack");
  }

  private final class Node implements AutoCloseable {
    final Tally tally = new Tally();
    final FileContentStore store;
    final Book open;

    Node(FileContentStore store) throws IOException {
      this.store = store;
      try {
        open =
            Book.open(
                new Book.Setup(
                    FileJournal.open(book, JournalFiles.SEGMENT_BYTES),
                    Optional.of(store),
                    Tally.types(),
                    List.of(tally),
                    BookClock.manual(Tally.START),
                    _ -> {},
                    100,
                    Optional.empty()));
      } catch (IOException | RuntimeException e) {
        store.close();
        throw e;
      }
    }

    CompletableFuture<Long> add(long amount, byte[] named) throws IOException {
      store.write("ada", named);
      return open.submit(tally.add(amount));
    }

    @Override
    public void close() throws IOException {
      open.close();
      store.close();
    }
  }

  private Node node() throws IOException {
    return new Node(FileContentStore.open(contents));
  }

  private Node node(FileContentStore.Sync sync) throws IOException {
    return new Node(FileContentStore.open(contents, sync));
  }

  @Test
  void submit_contentsNotDurableYet_isAnsweredAndToldWhenTheyAre() throws IOException {
    var gate = new Gate();
    AtomicInteger syncs = new AtomicInteger();
    try (Node node =
        node(file -> {
          if (syncs.incrementAndGet() == 2) { // the first is that of open
            gate.pass();
          }
          file.sync();
        })) {
      CompletableFuture<Long> answer = node.add(1, TEXT);
      gate.awaitReached();
      Tally.until("the entry is on disk", () -> JournalFiles.isWritten(book));
      assertThat(answer).isNotDone();
      assertThat(node.open.feed().end()).isZero();
      gate.open();
      assertThat(Tally.get(answer)).isEqualTo(1);
      assertThat(node.open.feed().end()).isEqualTo(1);
      assertThat(node.store.get(node.store.write("ada", TEXT))).hasValue(TEXT);
    }
  }

  /// A crash lets the entry reach the disk, and not what it names.
  @Test
  void open_contentsOfTheLastBatchAreLost_theBatchNeverWas() throws IOException {
    long durable;
    try (Node node = node()) {
      assertThat(Tally.get(node.add(1, TEXT))).isEqualTo(1);
      durable = node.store.written();
      assertThat(Tally.get(node.add(10, OTHER))).isEqualTo(11);
    }
    cut(durable);
    try (Node node = node()) {
      assertThat(Tally.get(node.open.read(node.tally::sum))).isEqualTo(1);
      assertThat(Tally.get(node.add(100, OTHER))).isEqualTo(101);
    }
    try (Node node = node()) {
      assertThat(Tally.get(node.open.read(node.tally::amounts))).containsExactly(1L, 100L);
      assertThat(node.store.get(node.store.write("ada", OTHER))).hasValue(OTHER);
    }
  }

  /// What was acknowledged is not thrown away because its contents are gone: somebody has to look.
  @Test
  void open_contentsOfAnEarlierBatchAreLost_isRefused() throws IOException {
    long durable;
    try (Node node = node()) {
      Tally.get(node.add(1, TEXT));
      durable = node.store.written();
      Tally.get(node.add(10, OTHER));
      Tally.get(node.open.submit(node.tally.add(100)));
    }
    byte[] before = Files.readAllBytes(JournalFiles.segments(book).getFirst());
    cut(durable);
    assertThatThrownBy(this::node)
        .isInstanceOf(CorruptJournalException.class)
        .hasMessageContaining("the content store ends at " + durable);
    assertThat(Files.readAllBytes(JournalFiles.segments(book).getFirst())).isEqualTo(before);
  }

  @Test
  void open_contentsOfAnEarlierSegmentAreLost_isRefused() throws IOException {
    long empty;
    try (Node node = node()) {
      empty = node.store.written();
      Tally.get(node.add(1, TEXT));
      for (int i = 0; JournalFiles.segments(book).size() < 2; i++) {
        Tally.get(node.open.submit(node.tally.add(i)));
      }
    }
    cut(empty);
    assertThatThrownBy(this::node)
        .isInstanceOf(CorruptJournalException.class)
        .hasMessageContaining("the content store ends at " + empty);
  }

  @Test
  void submit_contentsCannotBeMadeDurable_theOutcomeIsUnknownAndTheBookStops() throws IOException {
    AtomicInteger syncs = new AtomicInteger();
    try (Node node =
        node(file -> {
          if (syncs.incrementAndGet() > 1) {
            throw new IOException("EIO on purpose");
          }
          file.sync();
        })) {
      assertThat(Tally.refusal(node.add(1, TEXT)))
          .isEqualTo(BookUnavailable.Reason.OUTCOME_UNKNOWN);
      assertThat(node.open.state()).isEqualTo(Book.State.FAILED);
      assertThat(node.open.feed().end()).isZero();
      assertThatThrownBy(() -> node.store.write("ada", OTHER)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void submit_nothingWrittenSince_isNotHeldUpByContents() throws IOException {
    AtomicInteger syncs = new AtomicInteger();
    try (Node node =
        node(file -> {
          syncs.incrementAndGet();
          file.sync();
        })) {
      Tally.get(node.add(1, TEXT));
      int before = syncs.get();
      Tally.get(node.add(1, TEXT));
      Tally.get(node.open.submit(node.tally.add(1)));
      assertThat(syncs).hasValue(before);
    }
  }

  private void cut(long length) throws IOException {
    try (var file = new RandomAccessFile(pack.toFile(), "rw")) {
      assertThat(file.length()).isGreaterThan(length);
      file.setLength(length);
    }
  }
}
