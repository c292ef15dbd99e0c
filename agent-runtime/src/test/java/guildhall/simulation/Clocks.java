package guildhall.simulation;

import guildhall.book.BookClock;
import guildhall.book.SteppedBook;

/// The clocks of a machine: they outlive every process on it, and move only when told.
final class Clocks {
  private long monotonicNanos = 1_000_000_000L;
  private long wallMicros = 1_767_225_600_000_000L;

  /// Time passes.
  void pass(long micros) {
    monotonicNanos += micros * 1000;
    wallMicros += micros;
  }

  /// Somebody sets the wall clock.
  void jump(long micros) {
    wallMicros += micros;
  }

  /// Book time by these clocks.
  BookClock forBook() {
    return SteppedBook.clock(() -> monotonicNanos, () -> wallMicros);
  }
}
