package guildhall.book;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/// Where book time comes from.
@FunctionalInterface
public interface BookClock {

  /// Microseconds since 1970; never less than before.
  long nowMicros();

  /// Goes on from a time, if it is later than the clock's: what a book ended with whose wall clock
  /// was ahead. Called once by the book, before it takes commands. A clock that ignores this stands
  /// still, as far as the book can see, until it gets there.
  default void startAt(long micros) {}

  /// Follows the monotonic clock and drifts towards the wall clock by at most a tenth of the time
  /// that passes, so that a wall clock set forward by an hour does not expire every hold. Called by
  /// one thread.
  static BookClock system() {
    return new SlewedClock(System::nanoTime, () -> micros(Instant.now()));
  }

  /// A clock that only moves when told.
  static Manual manual(Instant start) {
    return new Manual(start);
  }

  /// An instant as book time.
  static long micros(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1000);
  }

  /// Book time as an instant.
  static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000);
  }

  /// A clock for tests and simulations; any thread may move it.
  final class Manual implements BookClock {
    private final AtomicLong micros;

    private Manual(Instant start) {
      this.micros = new AtomicLong(micros(start));
    }

    @Override
    public long nowMicros() {
      return micros.get();
    }

    /// Moves on.
    public void advanceMicros(long by) {
      micros.addAndGet(by);
    }
  }
}
