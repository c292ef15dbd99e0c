package guildhall.host;

import guildhall.book.BookClock;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;

/// Calls back at a book time.
@FunctionalInterface
public interface Alarms {

  /// Calls once it is that time, soon after if it is over; on a thread that must not wait.
  ///
  /// @param dueMicros book time
  /// @return takes it back, without effect once it is under way
  Runnable at(long dueMicros, Runnable call);

  /// Alarms of a clock: of a manual one when it is moved, else by timers of the event bus.
  static Alarms of(Vertx vertx, BookClock clock) {
    return clock instanceof BookClock.Manual manual
        ? manual::at
        : (dueMicros, call) -> {
          long millis = TimeUnit.MICROSECONDS.toMillis(dueMicros - clock.nowMicros());
          long timer = vertx.setTimer(Math.max(1, millis), _ -> call.run());
          return () -> {
            var _ = vertx.cancelTimer(timer);
          };
        };
  }
}
