package guildhall.architecture.violations.outbound;

/// A pause is said in units, so that its length can be read.
public final class SleepsOnAThread {

  /// Waits.
  public void pause() throws InterruptedException {
    Thread.sleep(10);
  }
}
