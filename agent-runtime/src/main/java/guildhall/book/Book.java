package guildhall.book;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
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
/// acknowledged that might not be on disk.
public final class Book implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Book.class);
  private static final Duration IDLE_TICK = Duration.ofMillis(250);
  private static final int BATCH_COMMANDS = 8192;

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

    /// Appends what is due at [Draft#timeMicros].
    void begin(Draft draft);
  }

  private record Waiting<R extends @Nullable Object>(
      Command<R> command, CompletableFuture<R> answer) {}

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

  /// Replays the journal into the projections and takes commands from then on.
  ///
  /// @throws CorruptJournalException if the journal is damaged inside
  public static Book open(Setup setup) throws IOException {
    Book book = new Book(setup);
    book.journal.replay(raw -> book.take(book.types.decode(raw)));
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
    CompletableFuture<R> answer = new CompletableFuture<>();
    if (closing) {
      answer.completeExceptionally(new BookUnavailable(BookUnavailable.Reason.SHUTTING_DOWN));
    } else if (state != State.OPEN) {
      answer.completeExceptionally(new BookUnavailable(BookUnavailable.Reason.READ_ONLY));
    } else if (!queue.offer(new Waiting<>(command, answer))) {
      answer.completeExceptionally(new BookUnavailable(BookUnavailable.Reason.OVERLOADED));
    }
    return answer;
  }

  /// Reads projections in one consistent moment; what it saw is durable when it answers.
  ///
  /// @param query runs on the writer thread: quick, and its result shares nothing mutable
  public <R extends @Nullable Object> CompletableFuture<R> read(Supplier<R> query) {
    return submit(_ -> query.get());
  }

  /// Like [#submit], but waits on this thread, which must be a virtual one or the caller's own.
  ///
  /// @throws BookUnavailable as the future would
  public <R extends @Nullable Object> R await(Command<R> command) {
    try {
      return submit(command).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
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

  private void write() {
    while (state == State.OPEN) {
      List<Waiting<?>> batch = nextBatch();
      if (batch.isEmpty() && closing) {
        state = State.CLOSED;
      } else {
        new Batch(Math.max(lastTimeMicros, clock.nowMicros())).run(batch);
      }
    }
    List<Waiting<?>> rest = new ArrayList<>();
    queue.drainTo(rest);
    for (Waiting<?> waiting : rest) {
      waiting.answer().completeExceptionally(new BookUnavailable(refusal()));
    }
  }

  private BookUnavailable.Reason refusal() {
    return state == State.FAILED
        ? BookUnavailable.Reason.READ_ONLY
        : BookUnavailable.Reason.SHUTTING_DOWN;
  }

  private List<Waiting<?>> nextBatch() {
    List<Waiting<?>> batch = new ArrayList<>();
    try {
      Waiting<?> first = queue.poll(closing ? 0 : IDLE_TICK.toMillis(), TimeUnit.MILLISECONDS);
      if (first != null) {
        batch.add(first);
        queue.drainTo(batch, BATCH_COMMANDS - 1);
      }
    } catch (InterruptedException _) {
      LOG.warn("the book's writer was interrupted; it goes on until the book is closed");
    }
    return batch;
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
    private final List<Runnable> answers = new ArrayList<>();
    private final List<Waiting<?>> undecidedOrUnsaved = new ArrayList<>();

    Batch(long timeMicros) {
      this.timeMicros = timeMicros;
    }

    void run(List<Waiting<?>> commands) {
      var all = new ArrayList<Waiting<?>>(commands);
      all.addFirst(new Waiting<>(this::start, new CompletableFuture<>()));
      undecidedOrUnsaved.addAll(all);
      for (Waiting<?> waiting : all) {
        if (!decide(waiting)) {
          unknown();
          return;
        }
      }
      if (!commit()) {
        unknown();
      }
    }

    private boolean start(Draft draft) {
      batchStart.begin(draft);
      return true;
    }

    /// @return false if the command broke off after it had appended, so that memory cannot be
    ///   trusted
    private <R extends @Nullable Object> boolean decide(Waiting<R> waiting) {
      int before = entries.size();
      try {
        R result = waiting.command().decide(this);
        answers.add(() -> waiting.answer().complete(result));
        return true;
      } catch (RuntimeException | Error e) {
        if (entries.size() > before) {
          fail("a command threw after it had appended", e);
          return false;
        }
        answers.add(() -> waiting.answer().completeExceptionally(e));
        return true;
      }
    }

    private boolean commit() {
      if (!entries.isEmpty()) {
        try {
          journal.append(entries.stream().map(types::encode).toList());
        } catch (IOException | RuntimeException e) {
          fail("its storage failed; what was being written may or may not be durable", e);
          return false;
        }
        feed.durable(entries);
        entries.clear();
      }
      answers.forEach(Runnable::run);
      answers.clear();
      undecidedOrUnsaved.clear();
      return true;
    }

    private void unknown() {
      for (Waiting<?> waiting : undecidedOrUnsaved) {
        waiting
            .answer()
            .completeExceptionally(new BookUnavailable(BookUnavailable.Reason.OUTCOME_UNKNOWN));
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
      Entry entry = new Entry(nextPosition, timeMicros, fact);
      entries.add(entry);
      take(entry);
    }
  }

  /// Decides what waits, makes it durable, answers, and closes the journal. Waits at most ten
  /// seconds.
  @Override
  public void close() throws IOException {
    closing = true;
    try {
      writer.join(Duration.ofSeconds(10));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    feed.stop();
    journal.close();
  }
}
