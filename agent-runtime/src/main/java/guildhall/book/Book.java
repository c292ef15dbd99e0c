package guildhall.book;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one book: commands go in, decided facts come out in order, and nobody is told before they
/// are durable.
///
/// One platform thread decides and writes. It takes whatever commands wait, decides them one after
/// the other against the projections, makes all their facts durable with one sync (group commit),
/// and only then completes their futures and feeds readers. A storage error stops the book for
/// good: waiting callers are told `outcome_unknown`, later ones `read_only`, and nothing is
/// acknowledged that might not be on disk. So does a command that throws after it has appended, but
/// then nothing of its batch was written, and the callers are told `read_only`. Every command is
/// answered, whatever happens.
public final class Book implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Book.class);
  private static final Duration ROOM_WAIT = Duration.ofSeconds(10);
  private static final Duration IDLE_TICK = Duration.ofMillis(250);
  private static final Duration CLOSE_WAIT = Duration.ofSeconds(10);
  private static final int BATCH_COMMANDS = 8192;
  private static final int BATCH_BYTES = 1 << 20;

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

  private record Waiting<R extends @Nullable Object>(
      Command<R> command, CompletableFuture<R> answer) {

    void refuse(BookUnavailable.Reason reason) {
      answer.completeExceptionally(new BookUnavailable(reason));
    }
  }

  private final Journal journal;
  private final FactTypes types;
  private final List<Projection> projections;
  private final BookClock clock;
  private final BatchStart batchStart;
  private final BlockingQueue<Waiting<?>> queue;
  private final Feed feed;
  private final Thread writer;

  private volatile State state = State.OPEN;
  private volatile boolean closing;
  private long nextPosition;
  private long lastTimeMicros;

  /// What a book is made of.
  ///
  /// @param journal where it lies
  /// @param types which facts it may hold
  /// @param projections who folds them, in this order
  /// @param clock where book time comes from
  /// @param batchStart decided at the start of every batch, before its commands, and at least four
  ///   times a second: what time alone brings about, such as the expiry of holds
  /// @param queueBound at most this many commands wait; more are refused as overloaded
  public record Setup(
      Journal journal,
      FactTypes types,
      List<Projection> projections,
      BookClock clock,
      BatchStart batchStart,
      int queueBound) {}

  private Book(Setup setup) {
    this.journal = setup.journal();
    this.types = setup.types();
    this.projections = List.copyOf(setup.projections());
    this.clock = setup.clock();
    this.batchStart = setup.batchStart();
    this.queue = new ArrayBlockingQueue<>(setup.queueBound());
    this.feed = new Feed(journal, types);
    this.writer = Thread.ofPlatform().name("book-writer").daemon(true).unstarted(this::write);
  }

  /// Replays the journal into the projections and takes commands from then on. The journal is
  /// closed with the book, also if opening fails.
  ///
  /// @throws CorruptJournalException if the journal is damaged inside
  public static Book open(Setup setup) throws IOException {
    Book book = new Book(setup);
    try {
      book.journal.replay(raw -> book.take(book.types.decode(raw)));
    } catch (IOException | RuntimeException | Error e) {
      try {
        book.journal.close();
      } catch (IOException notClosed) {
        e.addSuppressed(notClosed);
      }
      throw e;
    }
    book.clock.startAt(book.lastTimeMicros);
    book.feed.durableUpTo(book.nextPosition);
    book.writer.start();
    return book;
  }

  private void take(Entry entry) {
    if (entry.position() != nextPosition) {
      throw new IllegalStateException("entry " + entry.position() + " where " + nextPosition);
    }
    for (Projection projection : projections) {
      projection.apply(entry);
    }
    nextPosition++;
    lastTimeMicros = entry.timeMicros();
  }

  /// Decides a command and answers once its facts are durable. Any thread; never blocks.
  ///
  /// @return fails with [BookUnavailable], or with what the command threw, in which case it changed
  ///   nothing. Completed on the writer thread: what depends on it must not block
  public <R extends @Nullable Object> CompletableFuture<R> submit(Command<R> command) {
    return submit(command, queue::offer);
  }

  private <R extends @Nullable Object> CompletableFuture<R> submit(
      Command<R> command, Predicate<Waiting<?>> enqueue) {
    Waiting<R> waiting = new Waiting<>(command, new CompletableFuture<>());
    if (closing || state != State.OPEN) {
      waiting.refuse(refusal());
    } else if (!enqueue.test(waiting)) {
      waiting.refuse(BookUnavailable.Reason.OVERLOADED);
    } else if (state != State.OPEN) {
      refuseQueued(); // the writer may have ended before this came; it looks only once
    }
    return waiting.answer();
  }

  /// Waits for room: what the runtime has begun it ends, and slows down rather than breaks off.
  private boolean enqueuePatiently(Waiting<?> waiting) {
    try {
      return queue.offer(waiting, ROOM_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return queue.offer(waiting);
    }
  }

  /// Reads projections in one consistent moment; what it saw is durable when it answers.
  ///
  /// @param query runs on the writer thread: quick, and its result shares nothing mutable
  public <R extends @Nullable Object> CompletableFuture<R> read(Supplier<R> query) {
    return submit(_ -> query.get());
  }

  /// Like [#submit], but waits on this thread, which must be a virtual one or the caller's own: for
  /// room in the queue, up to ten seconds, and for the answer.
  ///
  /// @throws BookUnavailable as the future would
  /// @throws IllegalStateException on the writer thread, which would wait for itself
  public <R extends @Nullable Object> R await(Command<R> command) {
    refuseWriter("await");
    try {
      return submit(command, this::enqueuePatiently).join();
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

  private void refuseWriter(String what) {
    if (Thread.currentThread().equals(writer)) {
      throw new IllegalStateException(what + " on the book's writer thread would wait for itself");
    }
  }

  /// Readers of durable entries.
  public Feed feed() {
    return feed;
  }

  /// Whether it takes commands.
  public State state() {
    return state;
  }

  /// Commands that wait to be decided.
  public int queueDepth() {
    return queue.size();
  }

  @SuppressWarnings("CatchingThrowable") // whatever ends the writer, every caller gets an answer
  private void write() {
    Deque<Waiting<?>> taken = new ArrayDeque<>();
    try {
      while (state == State.OPEN) {
        awaitCommands(taken);
        if (taken.isEmpty() && closing) {
          state = State.CLOSED;
        } else {
          lastTimeMicros = Math.max(lastTimeMicros, clock.nowMicros());
          new Batch(lastTimeMicros).run(taken);
        }
      }
    } catch (Throwable e) {
      fail("its writer broke off", e);
    }
    refuse(taken, refusal());
    refuseQueued();
  }

  private void refuseQueued() {
    List<Waiting<?>> rest = new ArrayList<>();
    queue.drainTo(rest);
    refuse(rest, refusal());
  }

  private static void refuse(Collection<Waiting<?>> commands, BookUnavailable.Reason reason) {
    for (Waiting<?> waiting : commands) {
      waiting.refuse(reason);
    }
  }

  private BookUnavailable.Reason refusal() {
    return state == State.FAILED
        ? BookUnavailable.Reason.READ_ONLY
        : BookUnavailable.Reason.SHUTTING_DOWN;
  }

  /// Adds to `taken` what waits; if there is nothing at all, waits for it as long as a tick.
  private void awaitCommands(Deque<Waiting<?>> taken) {
    if (taken.isEmpty() && !closing) {
      try {
        Waiting<?> first = queue.poll(IDLE_TICK.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
          taken.add(first);
        }
      } catch (InterruptedException _) {
        LOG.warn("the book's writer was interrupted; it goes on until the book is closed");
      }
    }
    queue.drainTo(taken, Math.max(0, BATCH_COMMANDS - taken.size()));
  }

  private void fail(String what, Throwable cause) {
    LOG.error("the book stops: {}", what, cause);
    state = State.FAILED;
    feed.stop();
  }

  /// One group commit: decides commands, makes their facts durable, answers.
  private final class Batch implements Draft {
    private final long timeMicros;
    private final List<Entry> entries = new ArrayList<>();
    private final List<RawEntry> encoded = new ArrayList<>();
    private final List<Waiting<?>> decided = new ArrayList<>();
    private final List<Runnable> answers = new ArrayList<>();
    private long bytes;
    private boolean deciding;

    /// Why the projections hold what will not be written; null while they can be trusted.
    private @Nullable Throwable broken;

    Batch(long timeMicros) {
      this.timeMicros = timeMicros;
    }

    /// Takes commands from `taken` until there are no more or the batch is large; those it takes
    /// are answered when it returns.
    @SuppressWarnings("CatchingThrowable") // whatever happens, the callers get an answer
    void run(Deque<Waiting<?>> taken) {
      var unanswered = BookUnavailable.Reason.READ_ONLY;
      try {
        begin();
        while (broken == null && !taken.isEmpty() && bytes < BATCH_BYTES) {
          Waiting<?> next = taken.remove();
          decided.add(next);
          decide(next);
        }
        if (broken == null) {
          unanswered = BookUnavailable.Reason.OUTCOME_UNKNOWN;
          save();
          answers.forEach(Runnable::run);
          decided.clear();
        } else {
          fail("what was decided broke off half-way; nothing of it is written", broken);
        }
      } catch (Throwable e) {
        fail("a batch was not saved, or it is not known whether it was", e);
      }
      refuse(decided, unanswered); // an answer that was given stays
    }

    private void begin() {
      deciding = true;
      try {
        batchStart.begin(this);
      } catch (RuntimeException | Error e) {
        broken = e;
      } finally {
        deciding = false;
      }
    }

    private <R extends @Nullable Object> void decide(Waiting<R> waiting) {
      int before = entries.size();
      deciding = true;
      try {
        R result = waiting.command().decide(this);
        answers.add(() -> waiting.answer().complete(result));
      } catch (RuntimeException | Error e) {
        if (entries.size() > before) {
          broken = e;
          waiting.answer().completeExceptionally(e);
        } else {
          answers.add(() -> waiting.answer().completeExceptionally(e));
        }
      } finally {
        deciding = false;
      }
    }

    private void save() throws IOException {
      if (!entries.isEmpty()) {
        journal.append(encoded);
        feed.durable(entries);
      }
    }

    @Override
    public long timeMicros() {
      return timeMicros;
    }

    @Override
    public long position() {
      return nextPosition;
    }

    @Override
    public void append(Fact fact) {
      if (!Thread.currentThread().equals(writer) || !deciding) {
        throw new IllegalStateException("only a command that is being decided appends: " + fact);
      }
      Entry entry = new Entry(nextPosition, timeMicros, fact);
      RawEntry raw = types.encode(entry); // may throw: before anything has changed
      entries.add(entry);
      encoded.add(raw);
      bytes += raw.body().length;
      deciding = false; // a projection decides nothing
      try {
        take(entry);
      } catch (RuntimeException | Error e) {
        broken = e; // also if the command swallows it
        throw e;
      } finally {
        deciding = true;
      }
    }
  }

  /// Decides what waits, makes it durable, answers, and closes the journal.
  ///
  /// @throws IOException if the writer is still busy after ten seconds, with a command that does
  ///   not end or a disk that does not answer; the journal then stays open and its folder taken,
  ///   and what waited is refused
  @Override
  public void close() throws IOException {
    refuseWriter("close");
    closing = true;
    queue.offer(
        new Waiting<>(_ -> true, new CompletableFuture<>())); // wakes the writer if it idles
    boolean ended = awaitWriter();
    feed.stop();
    refuseQueued();
    if (!ended) {
      throw new IOException("the book's writer is still busy; its journal stays open");
    }
    journal.close();
  }

  private boolean awaitWriter() {
    long deadlineNanos = System.nanoTime() + CLOSE_WAIT.toNanos();
    boolean interrupted = false;
    boolean ended = false;
    while (!ended && deadlineNanos - System.nanoTime() > 0) {
      try {
        ended = writer.join(Duration.ofNanos(deadlineNanos - System.nanoTime()));
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return ended;
  }
}
