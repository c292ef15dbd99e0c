package guildhall.runtime;

import guildhall.book.SortedRecords;
import guildhall.book.SortedRecordsWriter;
import guildhall.book.Storage;
import guildhall.ledger.SealedIds;
import guildhall.ledger.SealedIds.Sealed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Spills the ledger's sealed ids out of the heap, one file a generation, in a folder of their own.
///
/// The files are scratch. What they hold follows from the newest snapshot and the journal after it,
/// and a start writes them again from there: so those of an earlier run are deleted when the folder
/// is opened, and nothing is ever synced.
///
/// A generation is kept at once, in the heap as it is. In the background it is packed and written;
/// then the file answers for it. If it cannot be written it stays in the heap, packed. Its ids are
/// the same before and after.
///
/// For one ledger: generations are kept, asked and dropped by one thread at a time.
final class SealedIdFiles implements SealedIds.Store, AutoCloseable {

  /// Generations that may wait to be written. One more is written by whoever keeps it: a node that
  /// loads or replays faster than the disk writes must not fill the heap.
  static final int WAITING_MAX = 16;

  private static final Logger LOG = LoggerFactory.getLogger(SealedIdFiles.class);
  private static final String SUFFIX = ".ids";

  private final Storage storage;
  private final Executor background;
  private final Storage.Hold hold;
  private final Set<Kept> spilled = ConcurrentHashMap.newKeySet();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicBoolean failing = new AtomicBoolean();
  private volatile boolean closed;

  /// Takes hold of a folder and deletes the files of earlier runs.
  ///
  /// @param background writes and deletes, one after the other
  /// @throws IOException naming the folder if somebody has it or it cannot be used
  SealedIdFiles(Storage storage, Executor background) throws IOException {
    this.storage = storage;
    this.background = background;
    this.hold = storage.lock();
    try {
      for (String name : storage.list()) {
        if (name.endsWith(SUFFIX)) {
          storage.delete(name);
        }
      }
    } catch (IOException e) {
      hold.close();
      throw e;
    }
  }

  @Override
  public SealedIds keep(long generation, Sealed ids) {
    Kept kept = new Kept(String.format(Locale.ROOT, "%020d%s", generation, SUFFIX), ids);
    Runnable spill =
        () -> {
          try {
            kept.spill(ids);
          } finally {
            waiting.decrementAndGet();
          }
        };
    if (waiting.incrementAndGet() > WAITING_MAX || !inBackground(spill)) {
      spill.run();
    }
    return kept;
  }

  @Override
  public void drop(SealedIds ids) {
    if (ids instanceof Kept kept && !inBackground(kept::drop)) {
      kept.drop();
    }
  }

  /// False if the background has ended.
  private boolean inBackground(Runnable work) {
    try {
      background.execute(work);
      return true;
    } catch (RejectedExecutionException e) {
      LOG.debug("the background has ended", e);
      return false;
    }
  }

  /// Closes all files and lets go of the folder; ids that are still in the heap stay there.
  @Override
  public void close() throws IOException {
    closed = true;
    spilled.forEach(Kept::close);
    hold.close();
  }

  private void failed(String name, Exception e) {
    if (!failing.getAndSet(true)) {
      LOG.error(
          "old ids cannot be written to {}; until they can, they take room in the heap",
          storage.where(name),
          e);
    }
  }

  private void close(String name, SortedRecords records) {
    try {
      records.close();
    } catch (IOException e) {
      LOG.warn("{} is not closed", storage.where(name), e);
    }
  }

  /// The next start deletes what cannot be deleted now.
  private void delete(String name) {
    try {
      storage.delete(name);
    } catch (IOException e) {
      LOG.warn("{} is not deleted", storage.where(name), e);
    }
  }

  /// A generation, wherever it lies.
  private final class Kept implements SealedIds {

    private final String name;
    private final int count;
    private volatile SealedIds now;

    /* Guarded by this. */
    private @Nullable SortedRecords file;
    private boolean ended;

    Kept(String name, Sealed ids) {
      this.name = name;
      this.count = ids.count();
      this.now = ids;
    }

    private synchronized boolean unwanted() {
      return ended || closed;
    }

    void spill(Sealed ids) {
      if (unwanted()) {
        return;
      }
      Packed packed = ids.packed();
      now = packed;
      try {
        moveTo(written(packed), packed.filter());
        failing.set(false);
      } catch (IOException | RuntimeException e) {
        failed(name, e);
      }
    }

    private SortedRecords written(Packed ids) throws IOException {
      SortedRecordsWriter writer = new SortedRecordsWriter(storage, name, count);
      try (writer) {
        ids.each(writer::add);
        return writer.finish();
      } catch (IOException | RuntimeException e) {
        delete(name);
        throw e;
      }
    }

    private synchronized void moveTo(SortedRecords records, Filter filter) {
      spilled.add(this);
      if (unwanted()) {
        spilled.remove(this);
        SealedIdFiles.this.close(name, records);
        delete(name);
        return;
      }
      file = records;
      now = new InFile(records, filter);
    }

    void drop() {
      if (close()) {
        delete(name);
      }
    }

    /// @return whether there is a file
    private synchronized boolean close() {
      ended = true;
      spilled.remove(this);
      if (file == null) {
        return false;
      }
      SealedIdFiles.this.close(name, file);
      return true;
    }

    @Override
    public int count() {
      return count;
    }

    @Override
    public boolean find(long high, long low, long[] into) {
      return now.find(high, low, into);
    }

    @Override
    public void each(Visitor visitor) throws IOException {
      now.each(visitor);
    }
  }

  private record InFile(SortedRecords records, Filter filter) implements SealedIds {

    @Override
    public int count() {
      return records.count();
    }

    @Override
    public boolean find(long high, long low, long[] into) {
      try {
        return filter.mayHave(high, low) && records.find(high, low, into);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void each(Visitor visitor) throws IOException {
      records.each(visitor::id);
    }
  }
}
