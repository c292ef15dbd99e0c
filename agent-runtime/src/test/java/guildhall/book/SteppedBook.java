package guildhall.book;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// The book without its threads, for simulations: the caller says when a batch is decided and when
/// it is committed, so one seed is one run. One thread.
public final class SteppedBook {

  private final Engine engine;
  private final Deque<Pending<?>> queue = new ArrayDeque<>();
  private final Deque<Batch> decided = new ArrayDeque<>();
  private boolean failed;

  private SteppedBook(Engine engine) {
    this.engine = engine;
  }

  /// Opens a book as [Book#open] does; makes no snapshots by itself.
  public static SteppedBook open(Book.Setup setup) throws IOException {
    Engine engine = new Engine(setup);
    engine.open(false);
    return new SteppedBook(engine);
  }

  /// Puts a command into the queue.
  public <R extends @Nullable Object> CompletableFuture<R> submit(Command<R> command) {
    Pending<R> pending = new Pending<>(command);
    if (failed) {
      pending.refuse(BookUnavailable.Reason.READ_ONLY);
    } else {
      queue.add(pending);
    }
    return pending.answer();
  }

  /// Decides at most `commands` of what waits as one batch; time passes even if nothing waits.
  public void decide(int commands) {
    if (failed) {
      return;
    }
    Batch batch = new Batch(engine);
    engine.begin(batch);
    for (int i = 0; i < commands && !queue.isEmpty() && batch.broken() == null; i++) {
      batch.decide(queue.remove());
    }
    if (batch.broken() != null) {
      throw new IllegalStateException("what was decided broke off", batch.broken());
    }
    if (!batch.isEmpty()) {
      decided.add(batch);
    }
  }

  /// Batches that are decided and not durable yet.
  public int uncommitted() {
    return decided.size();
  }

  /// Makes the oldest decided batch durable and answers its callers; does nothing if there is none.
  /// After an error the book is of no use any more: all that was decided is unknown, the rest is
  /// refused.
  public void commit() {
    if (failed || decided.isEmpty()) {
      return;
    }
    Batch batch = decided.remove();
    try {
      engine.commit(batch);
    } catch (IOException | RuntimeException e) {
      failed = true;
      batch.refuseAll(BookUnavailable.Reason.OUTCOME_UNKNOWN);
      decided.forEach(each -> each.refuseAll(BookUnavailable.Reason.OUTCOME_UNKNOWN));
      List<Pending<?>> rest = new ArrayList<>(queue);
      queue.clear();
      rest.forEach(each -> each.refuse(BookUnavailable.Reason.READ_ONLY));
    }
  }

  /// Whether a commit has failed.
  public boolean failed() {
    return failed;
  }

  /// Durable entries.
  public Feed feed() {
    return engine.feed();
  }

  /// Closes the journal.
  public void close() throws IOException {
    engine.close();
  }
}
