package guildhall.market;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets a buyer's listener hear the text of one call, on a thread of its own: whatever the listener
/// does, neither the agent nor the runtime waits for it. One that throws or falls too far behind
/// hears no more.
final class Hearing implements Consumer<String>, AutoCloseable {

  /// How far a listener may be behind.
  static final int MOST_WAITING_CHARS = 262_144;

  private static final Logger LOG = LoggerFactory.getLogger(Hearing.class);
  private static final Duration AFTER_THE_END = Duration.ofSeconds(1);

  private final String call;
  private final Consumer<String> listener;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<String> waiting = new ArrayDeque<>();
  private int waitingChars;
  private boolean started;
  private boolean closing;
  private boolean over;

  Hearing(String call, Consumer<String> listener) {
    this.call = call;
    this.listener = listener;
  }

  /// Any thread; never waits for the listener.
  @Override
  public void accept(String text) {
    lock.lock();
    try {
      if (over || closing) {
        return;
      }
      if (waitingChars > 0 && waitingChars + text.length() > MOST_WAITING_CHARS) {
        LOG.warn("who listens to {} is too far behind and hears no more", call);
        over = true;
      } else {
        waiting.add(text);
        waitingChars += text.length();
        begin();
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void begin() {
    if (!started) {
      started = true;
      var _ = Thread.ofVirtual().name("hearing-" + call).start(this::run);
    }
  }

  private void run() {
    try {
      while (hear()) {
        LOG.trace("{} was heard", call);
      }
    } catch (RuntimeException | Error e) { // what goes wrong there is none of the seller's business
      LOG.warn("who listens to {} threw and hears no more", call, e);
    } finally {
      lock.lock();
      try {
        over = true;
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  /// @return false at the end
  private boolean hear() {
    String text;
    lock.lock();
    try {
      while (waiting.isEmpty() && !closing && !over) {
        changed.awaitUninterruptibly();
      }
      if (over || waiting.isEmpty()) {
        return false;
      }
      text = waiting.remove();
      waitingChars -= text.length();
    } finally {
      lock.unlock();
    }
    listener.accept(text);
    return true;
  }

  /// The call has ended: waits a little for the listener to hear the rest, and no longer.
  @Override
  public void close() {
    lock.lock();
    try {
      closing = true;
      changed.signalAll();
      long left = AFTER_THE_END.toNanos();
      while (started && !over && left > 0) {
        left = changed.awaitNanos(left);
      }
      over = true;
    } catch (InterruptedException _) {
      over = true;
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }
}
