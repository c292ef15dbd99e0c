package guildhall.book.faultjournal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A place where a thread waits: the test knows when it is reached, and by whom, and says when it
/// goes on.
public final class Gate {

  private static final long DEADLINE_SECONDS = 30;

  private final CompletableFuture<Thread> reached = new CompletableFuture<>();
  private final CountDownLatch open = new CountDownLatch(1);

  /// Waits until a thread is there.
  ///
  /// @return the first that came
  public Thread awaitReached() {
    try {
      return reached.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError("nobody came to the gate in time", e);
    }
  }

  /// Lets whoever waits, or comes, go on.
  public void open() {
    open.countDown();
  }

  /// Says that it is reached, and waits until it is open.
  public void pass() {
    reached.complete(Thread.currentThread());
    try {
      if (!open.await(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("nobody opened the gate in time");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
