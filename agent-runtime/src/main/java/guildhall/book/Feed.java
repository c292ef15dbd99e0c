package guildhall.book;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
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
  public List<Entry> read(long from, int max) {
    lock.lock();
    try {
      if (from >= oldestInRing) {
        List<Entry> found = new ArrayList<>();
        for (long at = from; at < end && found.size() < max; at++) {
          found.add(ring[(int) (at % RING)]);
        }
        return found;
      }
    } finally {
      lock.unlock();
    }
    try {
      return journal.read(from, max).stream().map(types::decode).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the journal from " + from, e);
    }
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
    Subscription subscription = new Subscription(from, reader);
    subscription.start(name);
    return subscription;
  }

  private boolean awaitBeyond(long position) throws InterruptedException {
    lock.lock();
    try {
      while (end <= position && !stopped) {
        grown.await();
      }
      return end > position;
    } finally {
      lock.unlock();
    }
  }

  /// A running reader.
  public final class Subscription implements AutoCloseable {
    private final Consumer<Entry> reader;
    private long next;
    private volatile boolean closed;
    private @Nullable Thread thread;

    private Subscription(long from, Consumer<Entry> reader) {
      this.next = from;
      this.reader = reader;
    }

    private synchronized void start(String name) {
      thread = Thread.ofVirtual().name("feed-" + name).start(this::pull);
    }

    private void pull() {
      try {
        while (!closed && awaitBeyond(next)) {
          for (Entry entry : read(next, PAGE)) {
            if (closed) {
              return;
            }
            next = entry.position() + 1;
            hand(entry);
          }
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }

    private void hand(Entry entry) {
      try {
        reader.accept(entry);
      } catch (RuntimeException e) {
        LOG.error("a reader of the book failed at entry {}", entry.position(), e);
      }
    }

    /// Stops after the entry being handed over.
    @Override
    public synchronized void close() {
      closed = true;
      if (thread != null) {
        thread.interrupt();
      }
    }
  }
}
