package guildhall.book;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The one book: commands go in, decided facts come out in order, and nobody is told before they
/// are durable.
///
/// One platform thread takes whatever commands wait and decides them one after the other against
/// the projections; another makes all their facts durable with one sync (group commit), and only
/// then completes their futures and feeds readers, while the first decides the next batch. A batch
/// is whatever waits and, if it is small, for a moment those who were just answered; a small one is
/// written by the thread that decided it. A storage error stops the book for good: those whose
/// commands were decided are told `outcome_unknown`, later ones `read_only`, and nothing is
/// acknowledged that might not be on disk. So does a command that throws after it has appended, but
/// then nothing of its batch was written, and the callers are told `read_only`. Every command is
/// answered, whatever happens.
public final class Book implements AutoCloseable {

  private static final Duration ROOM_WAIT = Duration.ofSeconds(10);
  private static final Duration CLOSE_WAIT = Duration.ofSeconds(10);
  private static final long ROOM_LOOK_NANOS = 500_000;

  /// Lifecycle of a book.
  public enum State {
    /// Takes commands.
    OPEN,
    /// Stopped after an error; answers nothing but why.
    FAILED,
    /// Closed in order.
    CLOSED
  }

  /// What time alone brings about, decided before the commands of a batch.
  @FunctionalInterface
  public interface BatchStart {

    /// Appends what is due at [Draft#timeMicros]. Must not throw: an exception here stops the book,
    /// since commands would otherwise be decided as if what is due had not happened.
    void begin(Draft draft);
  }

  /// When the state is put aside, so that a start need not replay the whole book.
  ///
  /// @param fresh makes projections like those of the book, which have seen nothing
  /// @param everyBytes put aside when this many bytes of journal are sealed and not covered yet
  public record Snapshotting(Supplier<List<Snapshotted>> fresh, long everyBytes) {}

  /// What a book is made of.
  ///
  /// @param journal where it lies
  /// @param contents where what its entries name lies; what was written there before a command is
  ///   submitted becomes durable with what the command decides. Empty if entries name nothing, or
  ///   the book is only read
  /// @param types which facts it may hold
  /// @param projections who folds them, in this order; snapshots are taken up if each is
  ///   [Snapshotted]
  /// @param clock where book time comes from
  /// @param batchStart decided at the start of every batch, before its commands, and at least four
  ///   times a second: what time alone brings about, such as the expiry of holds
  /// @param queueBound at most this many commands wait, rounded up to a power of two; more are
  ///   refused as overloaded
  /// @param snapshotting whether and when new snapshots are made
  public record Setup(
      Journal journal,
      Optional<ContentStore> contents,
      FactTypes types,
      List<? extends Projection> projections,
      BookClock clock,
      BatchStart batchStart,
      int queueBound,
      Optional<Snapshotting> snapshotting) {

    /// Without contents, and without making snapshots.
    public Setup(
        Journal journal,
        FactTypes types,
        List<? extends Projection> projections,
        BookClock clock,
        BatchStart batchStart,
        int queueBound) {
      this(
          journal,
          Optional.empty(),
          types,
          projections,
          clock,
          batchStart,
          queueBound,
          Optional.empty());
    }
  }

  private final Engine engine;
  private final Pipeline pipeline;
  private final Optional<SnapshotKeeper> snapshots;

  private Book(Engine engine, Pipeline pipeline, Optional<SnapshotKeeper> snapshots) {
    this.engine = engine;
    this.pipeline = pipeline;
    this.snapshots = snapshots;
  }

  /// Replays the journal into the projections and takes commands from then on. The journal is
  /// closed with the book, also if opening fails.
  ///
  /// @throws CorruptJournalException if the journal is damaged inside
  public static Book open(Setup setup) throws IOException {
    Engine engine = new Engine(setup);
    try {
      engine.open(true);
    } catch (IOException | RuntimeException | Error e) {
      try {
        engine.close();
      } catch (IOException notClosed) {
        e.addSuppressed(notClosed);
      }
      throw e;
    }
    Optional<SnapshotKeeper> keeper =
        setup
            .journal()
            .snapshots()
            .flatMap(snapshots ->
                setup.snapshotting().map(how -> new SnapshotKeeper(snapshots, how, setup.types())));
    Runnable afterCommit = keeper.<Runnable>map(each -> each::look).orElse(() -> {});
    Pipeline pipeline = new Pipeline(engine, setup.queueBound(), afterCommit);
    pipeline.start();
    return new Book(engine, pipeline, keeper);
  }

  /// Decides a command and answers once its facts are durable. Any thread; never blocks.
  ///
  /// @return fails with [BookUnavailable], or with what the command threw, in which case it changed
  ///   nothing. Completed on a thread of the book: what depends on it must not block
  public <R extends @Nullable Object> CompletableFuture<R> submit(Command<R> command) {
    Pending<R> pending = new Pending<>(command);
    pipeline.offer(pending).ifPresent(pending::refuse);
    return pending.answer();
  }

  /// Waits for room: what the runtime has begun it ends, and slows down rather than breaks off.
  private <R extends @Nullable Object> CompletableFuture<R> submitPatiently(Command<R> command) {
    Pending<R> pending = new Pending<>(command);
    long deadlineNanos = System.nanoTime() + ROOM_WAIT.toNanos();
    Optional<BookUnavailable.Reason> refusal = pipeline.offer(pending);
    while (refusal.equals(Optional.of(BookUnavailable.Reason.OVERLOADED))
        && deadlineNanos - System.nanoTime() > 0
        && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(ROOM_LOOK_NANOS);
      refusal = pipeline.offer(pending);
    }
    refusal.ifPresent(pending::refuse);
    return pending.answer();
  }

  /// Reads projections in one consistent moment; what it saw is durable when it answers.
  ///
  /// @param query runs on the deciding thread: quick, and its result shares nothing mutable
  public <R extends @Nullable Object> CompletableFuture<R> read(Supplier<R> query) {
    return submit(_ -> query.get());
  }

  /// Like [#submit], but waits on this thread, which must be a virtual one or the caller's own: for
  /// room in the queue, up to ten seconds, and for the answer.
  ///
  /// @throws BookUnavailable as the future would
  /// @throws IllegalStateException on a thread of the book, which would wait for itself
  public <R extends @Nullable Object> R await(Command<R> command) {
    refuseOwnThread("await");
    try {
      return submitPatiently(command).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw e;
    }
  }

  private void refuseOwnThread(String what) {
    if (pipeline.isOwnThread()) {
      throw new IllegalStateException(what + " on a thread of the book would wait for itself");
    }
  }

  /// Readers of durable entries.
  public Feed feed() {
    return engine.feed();
  }

  /// Whether it takes commands.
  public State state() {
    return pipeline.state();
  }

  /// Commands that wait to be decided.
  public int queueDepth() {
    return pipeline.queueDepth();
  }

  /// Decides what waits, makes it durable, answers, and closes the journal.
  ///
  /// @throws IOException if the book is still busy after ten seconds, with a command that does not
  ///   end or a disk that does not answer; the journal then stays open and its folder taken, and
  ///   what waited is refused
  @Override
  public void close() throws IOException {
    refuseOwnThread("close");
    long deadlineNanos = System.nanoTime() + CLOSE_WAIT.toNanos();
    boolean ended = pipeline.close(deadlineNanos);
    engine.feed().stop();
    ended &= snapshots.map(keeper -> keeper.close(deadlineNanos)).orElse(true);
    if (!ended) {
      throw new IOException("the book's writer is still busy; its journal stays open");
    }
    engine.close();
  }
}
