package guildhall.book;

import java.time.Instant;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

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

    private record Alarm(long dueMicros, long number, Runnable call) implements Comparable<Alarm> {
      @Override
      public int compareTo(Alarm other) {
        return dueMicros != other.dueMicros
            ? Long.compare(dueMicros, other.dueMicros)
            : Long.compare(number, other.number);
      }
    }

    private final PriorityQueue<Alarm> alarms = new PriorityQueue<>();
    private long micros;
    private long numbers;

    private Manual(Instant start) {
      this.micros = micros(start);
    }

    @Override
    public synchronized long nowMicros() {
      return micros;
    }

    /// Calls back when it has moved to a time or beyond, on the thread that moves it.
    ///
    /// @return takes it back
    public synchronized Runnable at(long dueMicros, Runnable call) {
      Alarm alarm = new Alarm(dueMicros, numbers++, call);
      alarms.add(alarm);
      return () -> remove(alarm);
    }

    private synchronized void remove(Alarm alarm) {
      alarms.remove(alarm);
    }

    /// Moves on; what falls due on the way is called in its order, at its time.
    public void advanceMicros(long by) {
      long end = nowMicros() + by;
      for (Alarm due = next(end); due != null; due = next(end)) {
        due.call().run();
      }
    }

    private synchronized @Nullable Alarm next(long end) {
      Alarm first = alarms.peek();
      if (first == null || first.dueMicros() > end) {
        micros = Math.max(micros, end);
        return null;
      }
      micros = Math.max(micros, first.dueMicros());
      return alarms.poll();
    }
  }
}
