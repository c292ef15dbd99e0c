package guildhall.outbound;

import java.time.Duration;

/// A moment on this machine's own clock, which nobody can set.
record Deadline(long nanos) {

  static Deadline in(Duration within) {
    return new Deadline(System.nanoTime() + within.toNanos());
  }

  /// At least one, so that a wait takes notice of what is there already.
  long leftNanos() {
    return Math.max(1, nanos - System.nanoTime());
  }
}
