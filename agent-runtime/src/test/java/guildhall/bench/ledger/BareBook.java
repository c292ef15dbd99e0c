package guildhall.bench.ledger;

import guildhall.book.Book;
import guildhall.book.BookClock;
import guildhall.book.Command;
import guildhall.book.Fact;
import guildhall.book.FactCodec;
import guildhall.book.FactTypes;
import guildhall.book.FileJournal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// The bare journal: the same callers who draw the same operations, the same queue, the same group
/// commit and the same bytes written and synced, but no ledger. Its facts mean nothing and nobody
/// folds them.
final class BareBook implements AutoCloseable {

  private static final int QUEUE = 1 << 16;
  private static final byte[] NOISE = new byte[64 * 1024];

  static {
    new Random(1).nextBytes(NOISE);
  }

  /// So many bytes.
  private record Blank(int bytes) implements Fact {}

  private static final FactCodec<Blank> CODEC =
      new FactCodec<>() {
        @Override
        public int version() {
          return 1;
        }

        @Override
        public void encode(Blank fact, ByteBuffer out) {
          out.put(NOISE, 0, fact.bytes());
        }

        @Override
        public Blank decode(int version, ByteBuffer body) {
          return new Blank(body.remaining());
        }
      };

  private final Book book;

  private BareBook(Book book) {
    this.book = book;
  }

  static BareBook open(Path folder) throws IOException {
    return new BareBook(
        Book.open(
            new Book.Setup(
                FileJournal.open(folder),
                new FactTypes().add(1, Blank.class, CODEC),
                List.of(),
                BookClock.system(),
                _ -> {},
                QUEUE)));
  }

  /// An operation that appends one entry per size.
  ///
  /// @param load what a caller asks for; it is drawn and carried along, but nobody looks into it
  Operation operation(int[] bodyBytes, Supplier<? extends List<?>> load) {
    return new Operation(Arrays.stream(bodyBytes).mapToObj(Blank::new).toList(), load);
  }

  /// Appends and knows nothing.
  final class Operation {
    private final List<Blank> facts;
    private final Supplier<? extends List<?>> load;

    private Operation(List<Blank> facts, Supplier<? extends List<?>> load) {
      this.facts = facts;
      this.load = load;
    }

    private Command<Boolean> command() {
      List<?> drawn = load.get();
      return draft -> {
        facts.forEach(draft::append);
        return !drawn.isEmpty();
      };
    }

    CompletableFuture<Boolean> submit() {
      return book.submit(command());
    }

    boolean await() {
      return book.await(command());
    }
  }

  @Override
  public void close() throws IOException {
    book.close();
  }
}
