package guildhall.architecture.violations.task;

/// Waits for time instead of for an event.
public final class SleepsOnAThread {

  /// Waits.
  public void pause() throws InterruptedException {
    Thread.sleep(10);
  }
}
