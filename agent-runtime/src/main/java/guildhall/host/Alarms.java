package guildhall.host;

import guildhall.book.BookClock;
import io.netty.util.HashedWheelTimer;
import io.netty.util.Timeout;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;

/// Calls back at a book time.
public interface Alarms extends AutoCloseable {

  /// Calls once it is that time, soon after if it is over; on a thread that must not wait.
  ///
  /// @param dueMicros book time
  /// @return takes it back, without effect once it is under way
  Runnable at(long dueMicros, Runnable call);

  /// No alarm goes off any more.
  @Override
  void close();

  /// Alarms of a clock: of a manual one when it is moved, else of a wheel that turns on a thread of
  /// its own. Every call sets one and most take it back, so both must be cheap and wake nobody;
  /// none is later than a fiftieth of a second.
  static Alarms of(BookClock clock) {
    return clock instanceof BookClock.Manual manual ? new Moved(manual) : new Wheel(clock);
  }

  /// Those of a clock that is moved by hand.
  record Moved(BookClock.Manual clock) implements Alarms {
    @Override
    public Runnable at(long dueMicros, Runnable call) {
      return clock.at(dueMicros, call);
    }

    @Override
    public void close() {
      // who moves the clock decides
    }
  }

  /// Those of a clock that runs.
  final class Wheel implements Alarms {

    private static final int TICK_MILLIS = 20;

    private final BookClock clock;
    private final HashedWheelTimer wheel =
        new HashedWheelTimer(
            new DefaultThreadFactory("alarms", true), TICK_MILLIS, TimeUnit.MILLISECONDS);
    private volatile boolean closed;

    Wheel(BookClock clock) {
      this.clock = clock;
    }

    @Override
    public Runnable at(long dueMicros, Runnable call) {
      if (closed) {
        return () -> {};
      }
      long micros = Math.max(0, dueMicros - clock.nowMicros());
      Timeout alarm = wheel.newTimeout(_ -> call.run(), micros, TimeUnit.MICROSECONDS);
      return () -> {
        var _ = alarm.cancel();
      };
    }

    @Override
    public void close() {
      closed = true;
      var _ = wheel.stop();
    }
  }
}
