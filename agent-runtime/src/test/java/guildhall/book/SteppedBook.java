package guildhall.book;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A book that runs on the caller's thread, step by step, over any storage: what the threads of a
/// [Book] do, in an order the caller chooses.
public final class SteppedBook {

  private final FileJournal journal;
  private final Engine engine;
  private final FactTypes types;
  private final long[] timeMicros;

  private SteppedBook(FileJournal journal, Engine engine, FactTypes types, long[] timeMicros) {
    this.journal = journal;
    this.engine = engine;
    this.types = types;
    this.timeMicros = timeMicros;
  }

  /// Opens a book; if it cannot be opened, nothing is held.
  public static SteppedBook open(
      Storage storage,
      long segmentBytes,
      FactTypes types,
      List<? extends Projection> projections,
      BookClock clock,
      Book.BatchStart start)
      throws IOException {
    FileJournal journal = FileJournal.open(storage, segmentBytes, Runnable::run);
    long[] time = {0};
    Book.BatchStart timed =
        draft -> {
          time[0] = draft.timeMicros();
          start.begin(draft);
        };
    Engine engine = new Engine(new Book.Setup(journal, types, projections, clock, timed, 1));
    try {
      engine.open(false);
    } catch (IOException | RuntimeException | Error e) {
      try {
        journal.close();
      } catch (IOException notClosed) {
        e.addSuppressed(notClosed);
      }
      throw e;
    }
    return new SteppedBook(journal, engine, types, time);
  }

  /// A clock that is slewed, as the system's is.
  public static BookClock clock(LongSupplier monotonicNanos, LongSupplier wallMicros) {
    return new SlewedClock(monotonicNanos, wallMicros);
  }

  /// The hash by which two states are compared.
  public static String hash(Snapshotted projection) {
    try {
      return SnapshotFile.hashOf(projection);
    } catch (IOException e) {
      throw new IllegalStateException("memory has failed", e);
    }
  }

  /// Begins a batch. Batches are committed in the order in which they were begun; one may be begun
  /// before the one before it is committed.
  public Step begin() {
    return new Step();
  }

  /// Puts the state of all sealed segments aside.
  public long snapshot(Supplier<List<Snapshotted>> fresh) throws IOException {
    return journal.snapshots().orElseThrow().advance(fresh, types, () -> false);
  }

  /// All entries that are durable.
  public List<Entry> entries() throws IOException {
    List<Entry> entries = new ArrayList<>();
    List<RawEntry> some = journal.read(0, Integer.MAX_VALUE);
    for (RawEntry raw : some) {
      entries.add(types.decode(raw));
    }
    return entries;
  }

  /// Closes the journal.
  public void close() throws IOException {
    engine.close();
  }

  /// One batch.
  public final class Step {
    private final Batch batch = new Batch(engine);
    private final long begunMicros;

    private Step() {
      engine.begin(batch);
      begunMicros = timeMicros[0];
    }

    /// Decides a command; it is answered by [#commit].
    public <R> CompletableFuture<R> decide(Command<R> command) {
      Pending<R> pending = new Pending<>(command);
      batch.decide(pending);
      return pending.answer();
    }

    /// Why the book must stop without writing this, or null.
    public @Nullable Throwable broken() {
      return batch.broken();
    }

    /// Book time of it.
    public long timeMicros() {
      return begunMicros;
    }

    /// What it has decided so far.
    public List<Entry> entries() {
      return List.copyOf(batch.entries());
    }

    /// Makes it durable and answers.
    public void commit() throws IOException {
      engine.commit(batch);
    }
  }
}
