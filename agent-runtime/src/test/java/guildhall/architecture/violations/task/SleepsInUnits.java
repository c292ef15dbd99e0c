package guildhall.architecture.violations.task;

import java.util.concurrent.TimeUnit;

/// Waits for time instead of for an event.
public final class SleepsInUnits {

  /// Waits.
  public void pause() throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(10);
  }
}
