package guildhall.child;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Says each second that the process is alive, and ends it if it has more platform threads than it
/// may. On a platform thread of its own: virtual ones may all be busy.
final class Pulse {

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final CountDownLatch never = new CountDownLatch(1);
  private final Outbox out;
  private final int most;

  private Pulse(Outbox out, int most) {
    this.out = out;
    this.most = threads.getThreadCount() + most;
  }

  static void start(Outbox out, int most) {
    Pulse pulse = new Pulse(out, most);
    Thread.ofPlatform().daemon().name("guildhall-pulse").start(pulse::beat);
  }

  private void beat() {
    boolean ends = false;
    while (!ends) {
      int now = threads.getThreadCount();
      if (now > most) {
        LastWord.THREADS.halt();
      }
      out.say(new FromChild.Beat(now));
      try {
        ends = never.await(1, TimeUnit.SECONDS);
      } catch (InterruptedException _) {
        // an agent's code did it; the next beat is early
      }
    }
  }
}
