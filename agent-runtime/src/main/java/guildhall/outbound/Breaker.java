package guildhall.outbound;

/// Stops calls to an origin that keeps failing: after five failures in a row none goes out for a
/// second, then one may try; each further failure doubles the pause, up to half a minute. Time is
/// data. Safe for any thread.
final class Breaker {

  private static final int FAILURES = 5;
  private static final long FIRST_PAUSE_NANOS = 1_000_000_000L;
  private static final long LONGEST_PAUSE_NANOS = 30 * FIRST_PAUSE_NANOS;

  private int failures;
  private long pauseNanos;
  private long closedUntilNanos;

  /// Whether a call may go out at this moment. The one that tries after a pause begins the next
  /// pause, so that no second goes along with it.
  synchronized boolean tryPass(long nowNanos) {
    if (failures < FAILURES) {
      return true;
    }
    if (nowNanos - closedUntilNanos < 0) {
      return false;
    }
    closedUntilNanos = nowNanos + pauseNanos;
    return true;
  }

  /// The origin has answered.
  synchronized void succeeded() {
    failures = 0;
    pauseNanos = 0;
  }

  /// It has not, or with a failure of its own.
  synchronized void failed(long nowNanos) {
    failures = Math.min(failures + 1, FAILURES);
    if (failures == FAILURES) {
      pauseNanos = Math.clamp(2 * pauseNanos, FIRST_PAUSE_NANOS, LONGEST_PAUSE_NANOS);
      closedUntilNanos = nowNanos + pauseNanos;
    }
  }
}
