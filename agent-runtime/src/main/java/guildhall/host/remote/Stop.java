package guildhall.host.remote;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Whether the runtime stops. It wakes nobody: a call that ended for that reason would count as
/// failed, so handlers are woken by the host alone, once it has let go of their calls.
final class Stop {

  private volatile boolean on;

  void set() {
    on = true;
  }

  boolean isOn() {
    return on;
  }

  /// Lets time pass, and ends early only by an interrupt.
  static void pause(Duration pause) throws InterruptedException {
    var _ = new CountDownLatch(1).await(pause.toNanos(), TimeUnit.NANOSECONDS);
  }
}
