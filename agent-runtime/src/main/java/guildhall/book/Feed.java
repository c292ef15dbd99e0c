package guildhall.book;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Durable entries, pulled by position: from memory if they are recent, else from the journal. A
/// slow reader falls back to the journal and never holds up the writer.
public final class Feed {

  private static final Logger LOG = LoggerFactory.getLogger(Feed.class);
  private static final int RING = 8192;
  private static final int PAGE = 512;

  private final Journal journal;
  private final FactTypes types;
  private final Entry[] ring = new Entry[RING];
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition grown = lock.newCondition();
  private long oldestInRing;
  private long end;
  private boolean stopped;

  Feed(Journal journal, FactTypes types) {
    this.journal = journal;
    this.types = types;
  }

  void durableUpTo(long position) {
    lock.lock();
    try {
      end = position;
      oldestInRing = position;
    } finally {
      lock.unlock();
    }
  }

  void durable(List<Entry> entries) {
    lock.lock();
    try {
      for (Entry entry : entries) {
        ring[(int) (entry.position() % RING)] = entry;
        end = entry.position() + 1;
      }
      oldestInRing = Math.max(oldestInRing, end - RING);
      grown.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void stop() {
    lock.lock();
    try {
      stopped = true;
      grown.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// The position after the last durable entry.
  public long end() {
    lock.lock();
    try {
      return end;
    } finally {
      lock.unlock();
    }
  }

  /// At most `max` durable entries from a position on, in order; empty at the end. May read the
  /// disk.
  ///
  /// @throws IllegalArgumentException if `from` or `max` is negative
  /// @throws UncheckedIOException if the disk cannot be read, or what it gives is damaged
  public List<Entry> read(long from, int max) {
    if (from < 0 || max < 0) {
      throw new IllegalArgumentException("read from " + from + " at most " + max);
    }
    int most;
    lock.lock();
    try {
      most = Math.clamp(end - from, 0, max);
      if (most == 0 || from >= oldestInRing) {
        return inRing(from, most);
      }
    } finally {
      lock.unlock();
    }
    try {
      return journal.read(from, most).stream().map(types::decode).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the journal from " + from, e);
    }
  }

  private List<Entry> inRing(long from, int count) {
    List<Entry> found = new ArrayList<>(count);
    for (long at = from; at < from + count; at++) {
      found.add(ring[(int) (at % RING)]);
    }
    return found;
  }

  /// Hands over every durable entry, read again from where it lies; see [Journal#verify]. Reads the
  /// disk.
  ///
  /// @throws UnknownFactException if a later version has written an entry
  /// @throws BadFactException if the bytes of an entry are no fact
  public Extent verify(Consumer<Entry> reader) throws IOException {
    return journal.verify(raw -> reader.accept(types.decode(raw)));
  }

  /// How much of the journal lies on disk.
  public Extent extent() {
    return journal.extent();
  }

  /// One durable entry.
  ///
  /// @throws IllegalArgumentException if there is none at that position
  public Entry get(long position) {
    List<Entry> one = position < 0 ? List.of() : read(position, 1);
    if (one.isEmpty()) {
      throw new IllegalArgumentException("no entry " + position);
    }
    return one.getFirst();
  }

  /// Hands every durable entry from `from` on to `reader`, in order, on a virtual thread of its
  /// own, until the subscription or the book is closed. An exception of the reader is logged and
  /// the entry counts as read.
  public Subscription subscribe(String name, long from, Consumer<Entry> reader) {
    Subscription subscription = new Subscription(name, from, reader);
    Thread.ofVirtual().name("feed-" + name).start(subscription::run);
    return subscription;
  }

  /// A running reader.
  public final class Subscription implements AutoCloseable {
    private final String name;
    private final Consumer<Entry> reader;
    private final CompletableFuture<Long> ended = new CompletableFuture<>();
    private long next;
    private volatile boolean closed;

    private Subscription(String name, long from, Consumer<Entry> reader) {
      this.name = name;
      this.next = from;
      this.reader = reader;
    }

    @SuppressWarnings("CatchingThrowable") // a reader must not end without anybody being told
    private void run() {
      try {
        pull();
        ended.complete(next);
      } catch (Throwable e) {
        if (closed || isStopped()) {
          ended.complete(next);
        } else {
          LOG.error("the reader {} of the book ends before entry {}", name, next, e);
          ended.completeExceptionally(e);
        }
      }
    }

    private void pull() {
      while (awaitNext()) {
        List<Entry> page = read(next, PAGE);
        if (page.isEmpty()) {
          throw new IllegalStateException("the journal lacks entry " + next);
        }
        for (Entry entry : page) {
          if (closed) {
            return;
          }
          next = entry.position() + 1;
          hand(entry);
        }
      }
    }

    /// @return false if it is to end
    private boolean awaitNext() {
      lock.lock();
      try {
        while (end <= next && !stopped && !closed) {
          grown.awaitUninterruptibly();
        }
        return end > next && !closed;
      } finally {
        lock.unlock();
      }
    }

    private void hand(Entry entry) {
      try {
        reader.accept(entry);
      } catch (RuntimeException | Error e) {
        LOG.error("the reader {} of the book failed at entry {}", name, entry.position(), e);
      }
    }

    /// Completed when nothing more will be handed over: normally after a close, exceptionally if
    /// the journal could not be read.
    public CompletableFuture<Long> ended() {
      return ended.copy();
    }

    /// Stops after the entry being handed over, without waiting for that. Interrupts nobody.
    @Override
    public void close() {
      lock.lock();
      try {
        closed = true;
        grown.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  private boolean isStopped() {
    lock.lock();
    try {
      return stopped;
    } finally {
      lock.unlock();
    }
  }
}
