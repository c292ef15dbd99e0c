package guildhall.book;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jctools.queues.atomic.MpmcAtomicArrayQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The two threads of a book and the queue in front of them.
///
/// The deciding thread fills one batch while the committing thread writes another. When nothing is
/// being written and few commands wait, the deciding thread writes its batch itself: waking another
/// thread would take longer than the sync.
final class Pipeline {

  private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);
  private static final long TICK_NANOS = 250_000_000;
  private static final long FIRST_LOOK_NANOS = 30_000;
  private static final long LAST_LOOK_NANOS = 4_000_000; // while a disk stalls
  private static final int BATCH_COMMANDS = 8192;
  private static final int BATCH_BYTES = 1 << 20;
  private static final int HAND_OVER_COMMANDS = 512;
  private static final int GROUP = 16;
  private static final int GATHER_SHARE = 2;
  private static final long GATHER_LOOK_NANOS = 100_000;
  private static final long GATHER_MOST_NANOS = 1_000_000; // a sync that stalled says little
  private static final int NEVER = Integer.MAX_VALUE;

  private final Engine engine;
  private final Runnable afterCommit;
  private final MpmcAtomicArrayQueue<Pending<?>> queue;
  private final Thread decider;
  private final Thread committer;

  private volatile Book.State state = Book.State.OPEN;
  private volatile boolean closing;
  private volatile int wakeDepth = NEVER; // of the queue, from which on the decider is woken
  private volatile @Nullable Batch handedOver;
  private long lastTickNanos = System.nanoTime();
  private long lookNanos = FIRST_LOOK_NANOS;
  private int lastCommands; // of the last batch that the decider wrote itself
  private long lastCommitNanos; // what that took

  /* Taken from the queue, decided next. */
  private final ArrayDeque<Pending<?>> group = new ArrayDeque<>(GROUP);

  @SuppressWarnings("UnusedVariable") // written only, so that touching is not left out
  private long seen;

  /// @param afterCommit run after each batch, on a thread of the book: quick, and it never throws
  Pipeline(Engine engine, int queueBound, Runnable afterCommit) {
    this.engine = engine;
    this.afterCommit = afterCommit;
    this.queue = new MpmcAtomicArrayQueue<>(queueBound);
    this.decider = Thread.ofPlatform().name("book-writer").daemon(true).unstarted(this::decideAll);
    this.committer = Thread.ofPlatform().name("book-io").daemon(true).unstarted(this::commitAll);
  }

  void start() {
    committer.start();
    decider.start();
  }

  Book.State state() {
    return state;
  }

  int queueDepth() {
    return queue.size();
  }

  boolean isOwnThread() {
    Thread here = Thread.currentThread();
    return here.equals(decider) || here.equals(committer);
  }

  /// Puts a command into the queue.
  ///
  /// @return why not; empty if it is queued or has been refused already
  Optional<BookUnavailable.Reason> offer(Pending<?> pending) {
    if (closing || state != Book.State.OPEN) {
      return Optional.of(refusal());
    }
    if (!queue.offer(pending)) {
      return Optional.of(BookUnavailable.Reason.OVERLOADED);
    }
    int depth = wakeDepth;
    if (depth <= 1 || (depth != NEVER && queue.size() >= depth)) {
      LockSupport.unpark(decider);
    }
    if (state != Book.State.OPEN) {
      refuseQueued(); // the decider may have ended before this came; it looks only once
    }
    return Optional.empty();
  }

  private BookUnavailable.Reason refusal() {
    return state == Book.State.FAILED
        ? BookUnavailable.Reason.READ_ONLY
        : BookUnavailable.Reason.SHUTTING_DOWN;
  }

  private void refuseQueued() {
    @Nullable Pending<?> next = queue.poll();
    while (next != null) {
      next.refuse(refusal());
      next = queue.poll();
    }
  }

  @SuppressWarnings("CatchingThrowable") // whatever ends the decider, every caller gets an answer
  private void decideAll() {
    Batch filling = new Batch(engine);
    Batch other = new Batch(engine);
    try {
      while (state == Book.State.OPEN) {
        fill(filling);
        if (filling.broken() != null) {
          breakOff(filling);
        } else if (handedOver != null) {
          sleepWhile(filling);
        } else if (state != Book.State.OPEN) {
          break; // the batch before this one has failed since: this one stands on it
        } else if (shouldHandOver(filling)) {
          handedOver = filling;
          LockSupport.unpark(committer);
          Batch next = other;
          other = filling;
          filling = next;
        } else if (!filling.isEmpty()) {
          gather(filling);
          if (filling.commands() < HAND_OVER_COMMANDS) {
            commitHere(filling); // else the next turn hands it over
          }
        } else {
          filling.clear();
          endOrSleep();
        }
      }
    } catch (Throwable e) {
      fail("its writer broke off", e);
    }
    filling.refuseAll(
        filling.broken() == null
            ? BookUnavailable.Reason.OUTCOME_UNKNOWN
            : BookUnavailable.Reason.READ_ONLY);
    group.forEach(each -> each.refuse(BookUnavailable.Reason.READ_ONLY)); // nobody decided them
    LockSupport.unpark(committer);
    refuseQueued();
  }

  /// Decides what waits, as far as the batch has room. A batch begins with its first command, or
  /// with a tick.
  private void fill(Batch batch) {
    boolean tick = System.nanoTime() - lastTickNanos >= TICK_NANOS;
    if (!batch.isBegun() && (tick || anyWaits())) {
      lastTickNanos = System.nanoTime();
      engine.begin(batch);
    }
    int before = batch.commands();
    while (hasRoom(batch) && !shouldHandOver(batch) && takeGroup()) {
      while (!group.isEmpty() && hasRoom(batch)) {
        batch.decide(group.remove());
      }
    }
    if (batch.commands() > before) {
      lookNanos = FIRST_LOOK_NANOS; // where some came more will come
    }
  }

  private boolean anyWaits() {
    return !group.isEmpty() || !queue.isEmpty();
  }

  /// Takes commands that wait, and lets each touch the memory it will need; unless some are left
  /// that the batch before had no room for.
  ///
  /// @return false if none waits
  private boolean takeGroup() {
    return !group.isEmpty() || takeNewGroup();
  }

  private boolean takeNewGroup() {
    @Nullable Pending<?> next = queue.relaxedPoll();
    while (next != null) {
      group.add(next);
      next = group.size() < GROUP ? queue.relaxedPoll() : null;
    }
    for (Pending<?> each : group) {
      seen ^= each.touch();
    }
    return !group.isEmpty();
  }

  /// Whether the other thread is free for a batch that is large enough: it then writes while this
  /// one decides what still waits, and need not wait for all of it.
  private boolean shouldHandOver(Batch batch) {
    return handedOver == null && batch.commands() >= HAND_OVER_COMMANDS;
  }

  private static boolean hasRoom(Batch batch) {
    return batch.isBegun()
        && batch.broken() == null
        && batch.commands() < BATCH_COMMANDS
        && batch.bytes() < BATCH_BYTES;
  }

  /// Waits a moment for those who were answered last: most of them ask again at once, and whoever
  /// is late for this sync waits for two. Ends when as many have come as were answered (the last of
  /// them wakes it), when a look finds nobody new, or after a part of what a sync took, a
  /// millisecond at most.
  private void gather(Batch filling) {
    long endNanos = System.nanoTime() + Math.min(lastCommitNanos / GATHER_SHARE, GATHER_MOST_NANOS);
    long leftNanos = endNanos - System.nanoTime();
    int missing = lastCommands - filling.commands();
    int before = -1;
    while (missing > 0
        && leftNanos > 0
        && filling.commands() > before
        && hasRoom(filling)
        && !shouldHandOver(filling)) {
      before = filling.commands();
      wakeDepth = missing;
      if (queue.size() < missing) {
        LockSupport.parkNanos(this, Math.min(leftNanos, GATHER_LOOK_NANOS));
      }
      wakeDepth = NEVER;
      clearInterrupt();
      fill(filling);
      missing = lastCommands - filling.commands();
      leftNanos = endNanos - System.nanoTime();
    }
  }

  private void commitHere(Batch filling) {
    if (filling.broken() != null) {
      return; // the next turn breaks it off
    }
    long startNanos = System.nanoTime();
    lastCommands = filling.commands();
    commit(filling);
    lastCommitNanos = System.nanoTime() - startNanos;
    filling.clear();
  }

  /// Sleeps while another batch is being written: until that is done, or, if this one can take
  /// more, until more commands may have come. Nobody wakes it for a command: those who are being
  /// answered ask again at once, and to wake a thread for each would cost more than to decide it.
  private void sleepWhile(Batch filling) {
    boolean full = filling.isBegun() && !hasRoom(filling);
    if (handedOver != null && (full || !anyWaits())) {
      LockSupport.parkNanos(this, full ? TICK_NANOS : lookNanos);
      lookNanos = Math.min(2 * lookNanos, LAST_LOOK_NANOS);
    }
    clearInterrupt();
  }

  private void endOrSleep() {
    if (closing && !anyWaits()) {
      state = Book.State.CLOSED;
      return;
    }
    wakeDepth = 1;
    if (!anyWaits() && !closing) {
      LockSupport.parkNanos(this, TICK_NANOS);
    }
    wakeDepth = NEVER;
    clearInterrupt();
  }

  private static void clearInterrupt() {
    if (Thread.interrupted()) {
      LOG.warn("a thread of the book was interrupted; it goes on until the book is closed");
    }
  }

  /// Nothing of the batch may be written; what was handed over before is not concerned.
  private void breakOff(Batch batch) {
    while (handedOver != null && state == Book.State.OPEN) {
      wakeDepth = 1;
      LockSupport.parkNanos(this, TICK_NANOS);
      wakeDepth = NEVER;
      clearInterrupt();
    }
    fail("what was decided broke off half-way; nothing of it is written", batch.broken());
  }

  @SuppressWarnings("CatchingThrowable") // whatever ends the committer, the book is told
  private void commitAll() {
    while (state == Book.State.OPEN || handedOver != null) {
      @Nullable Batch batch = handedOver;
      if (batch == null) {
        LockSupport.parkNanos(this, TICK_NANOS);
        clearInterrupt();
      } else {
        try {
          commit(batch);
          batch.clear();
        } catch (Throwable e) {
          fail("its committer broke off", e);
          batch.refuseAll(BookUnavailable.Reason.OUTCOME_UNKNOWN);
        }
        handedOver = null; // after the state: whoever sees it sees why
        LockSupport.unpark(decider);
      }
    }
  }

  private void commit(Batch batch) {
    try {
      engine.commit(batch);
    } catch (IOException | RuntimeException | Error e) {
      fail("a batch was not saved, or it is not known whether it was", e);
      batch.refuseAll(BookUnavailable.Reason.OUTCOME_UNKNOWN); // an answer that was given stays
      return;
    }
    afterCommit.run();
  }

  private void fail(String what, @Nullable Throwable cause) {
    LOG.error("the book stops: {}", what, cause);
    state = Book.State.FAILED;
    engine.feed().stop();
  }

  /// Decides and commits what waits, then ends both threads.
  ///
  /// @return false if they are still busy by then; what waited is refused
  boolean close(long deadlineNanos) {
    closing = true;
    LockSupport.unpark(decider);
    boolean ended = join(decider, deadlineNanos) && join(committer, deadlineNanos);
    refuseQueued();
    return ended;
  }

  /// Waits for a thread to end, also while this one is being interrupted.
  ///
  /// @return whether it has ended by then
  static boolean join(Thread thread, long deadlineNanos) {
    boolean interrupted = false;
    boolean ended = !thread.isAlive();
    while (!ended && deadlineNanos - System.nanoTime() > 0) {
      try {
        ended = thread.join(Duration.ofNanos(Math.max(1, deadlineNanos - System.nanoTime())));
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
