package guildhall.book;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Replays a journal with two threads: one reads, checks and decodes, and does ahead what the
/// projections let it; the caller's folds. A start then takes as long as the slower of the two.
final class ReadAhead {

  private static final int CHUNK_ENTRIES = 2048;
  private static final int CHUNKS = 8;

  private record Chunk(List<Entry> entries, List<Consumer<Entry>> into) {}

  /// Comes after the last one; no other is empty.
  private static final Chunk END = new Chunk(List.of(), List.of());

  /// Takes an entry in.
  interface Fold {
    /// Takes it in.
    ///
    /// @param into of each projection, what takes it in
    void take(Entry entry, List<Consumer<Entry>> into);
  }

  private final Journal journal;
  private final FactTypes types;
  private final List<Projection> projections;
  private final BlockingQueue<Chunk> chunks = new ArrayBlockingQueue<>(CHUNKS);
  private List<Entry> filling = new ArrayList<>(CHUNK_ENTRIES);
  private volatile boolean abandoned;
  private @Nullable Throwable failure; // read after the last chunk has been taken

  ReadAhead(Journal journal, FactTypes types, List<Projection> projections) {
    this.journal = journal;
    this.types = types;
    this.projections = projections;
  }

  /// Hands every durable entry from a position on to `fold`, on the caller's thread.
  ///
  /// @throws IOException as [Journal#replay]
  void replay(long from, long contents, Fold fold) throws IOException {
    Thread reader =
        Thread.ofPlatform().name("book-replay").daemon(true).start(() -> read(from, contents));
    boolean whole = false;
    try {
      for (Chunk chunk = take(); !chunk.entries().isEmpty(); chunk = take()) {
        List<Consumer<Entry>> into = chunk.into();
        chunk.entries().forEach(entry -> fold.take(entry, into));
      }
      whole = true;
    } finally {
      abandoned = !whole;
      chunks.clear(); // lets a reader that waits for room see that it is abandoned
      uninterruptibly(() -> {
        reader.join();
        return true;
      });
    }
    rethrow();
  }

  private Chunk take() {
    return uninterruptibly(chunks::take);
  }

  @SuppressWarnings("CatchingThrowable") // handed to the thread that folds
  private void read(long from, long contents) {
    try {
      journal.replay(from, contents, this::add);
    } catch (Throwable e) {
      failure = e;
    }
    try {
      putFilling(); // also of what came before a failure, which is as true as ever
    } catch (Throwable e) {
      failure = failure == null ? e : failure;
    }
    if (!abandoned) {
      put(END);
    }
  }

  private void add(RawEntry raw) {
    filling.add(types.decode(raw));
    if (filling.size() == CHUNK_ENTRIES) {
      putFilling();
    }
  }

  private void putFilling() {
    List<Entry> entries = filling;
    if (entries.isEmpty()) {
      return;
    }
    filling = new ArrayList<>(CHUNK_ENTRIES);
    put(new Chunk(entries, projections.stream().map(each -> each.ahead(entries)).toList()));
    if (abandoned) {
      throw new CancellationException("nobody folds any more");
    }
  }

  private void put(Chunk chunk) {
    uninterruptibly(() -> {
      chunks.put(chunk);
      return true;
    });
  }

  private void rethrow() throws IOException {
    switch (failure) {
      case null -> {}
      case IOException e -> throw e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException(failure);
    }
  }

  @FunctionalInterface
  private interface Wait<T> {
    T run() throws InterruptedException;
  }

  /// A replay is not broken off half-way: what it has folded could not be taken back.
  private static <T> T uninterruptibly(Wait<T> wait) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return wait.run();
        } catch (InterruptedException _) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
