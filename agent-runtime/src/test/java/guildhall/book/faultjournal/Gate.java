package guildhall.book.faultjournal;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A place where a thread waits: the test knows when it is reached and says when it goes on.
public final class Gate {

  private static final long DEADLINE_SECONDS = 30;

  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch open = new CountDownLatch(1);

  /// Returns when a thread is there.
  public void awaitReached() {
    await(reached);
  }

  /// Lets whoever waits, or comes, go on.
  public void open() {
    open.countDown();
  }

  /// Says that it is reached, and waits until it is open.
  public void pass() {
    reached.countDown();
    await(open);
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("nobody came to the gate in time");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
