package guildhall.host;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Where a handler waits for the test, also one that comes from a jar.
public final class Gate {

  private static volatile CountDownLatch arrived = new CountDownLatch(1);
  private static volatile CountDownLatch open = new CountDownLatch(1);

  private Gate() {}

  public static void shut() {
    arrived = new CountDownLatch(1);
    open = new CountDownLatch(1);
  }

  /// Tells the test that a handler is here, and waits until the test opens.
  public static void pass() throws InterruptedException {
    arrived.countDown();
    await(open);
  }

  public static void awaitArrival() throws InterruptedException {
    await(arrived);
  }

  public static void open() {
    open.countDown();
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    if (!latch.await(20, TimeUnit.SECONDS)) {
      throw new IllegalStateException("nobody came");
    }
  }
}
