package guildhall.book;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Replays a journal with two threads: one reads, checks and decodes, the caller's folds. A start
/// then takes as long as the slower of the two.
final class ReadAhead {

  private static final int CHUNK_ENTRIES = 2048;
  private static final int CHUNKS = 8;

  private record Chunk(List<Entry> entries, boolean last) {}

  private final Journal journal;
  private final FactTypes types;
  private final BlockingQueue<Chunk> chunks = new ArrayBlockingQueue<>(CHUNKS);
  private List<Entry> filling = new ArrayList<>(CHUNK_ENTRIES);
  private volatile boolean abandoned;
  private @Nullable Throwable failure; // read after the last chunk has been taken

  ReadAhead(Journal journal, FactTypes types) {
    this.journal = journal;
    this.types = types;
  }

  /// Hands every durable entry from a position on to `fold`, on the caller's thread.
  ///
  /// @throws IOException as [Journal#replay]
  void replay(long from, Consumer<Entry> fold) throws IOException {
    Thread reader = Thread.ofPlatform().name("book-replay").daemon(true).start(() -> read(from));
    boolean whole = false;
    try {
      boolean more = true;
      while (more) {
        Chunk chunk = uninterruptibly(chunks::take);
        chunk.entries().forEach(fold);
        more = !chunk.last();
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

  @SuppressWarnings("CatchingThrowable") // handed to the thread that folds
  private void read(long from) {
    try {
      journal.replay(from, this::add);
    } catch (Throwable e) {
      failure = e;
    }
    put(true);
  }

  private void add(RawEntry raw) {
    filling.add(types.decode(raw));
    if (filling.size() == CHUNK_ENTRIES) {
      put(false);
      filling = new ArrayList<>(CHUNK_ENTRIES);
    }
  }

  private void put(boolean last) {
    if (abandoned && !last) {
      throw new CancellationException("nobody folds any more");
    }
    if (!abandoned) {
      uninterruptibly(() -> {
        chunks.put(new Chunk(filling, last));
        return true;
      });
    }
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
