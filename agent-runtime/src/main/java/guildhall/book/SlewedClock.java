package guildhall.book;

import java.util.function.LongSupplier;

/// Book time that follows a monotonic clock and is slewed towards a wall clock: it never goes back
/// and runs at 0.9 to 1.1 times the monotonic clock's speed, wherever the wall clock jumps.
final class SlewedClock implements BookClock {

  private static final int SLEW_PER = 10;

  private final LongSupplier monotonicNanos;
  private final LongSupplier wallMicros;
  private long lastNanos;
  private long bookMicros;
  private long unslewedMicros; // passed, but too little for a slew of a whole microsecond

  SlewedClock(LongSupplier monotonicNanos, LongSupplier wallMicros) {
    this.monotonicNanos = monotonicNanos;
    this.wallMicros = wallMicros;
    this.lastNanos = monotonicNanos.getAsLong();
    this.bookMicros = wallMicros.getAsLong();
  }

  @Override
  public synchronized void startAt(long micros) {
    bookMicros = Math.max(bookMicros, micros);
  }

  @Override
  public synchronized long nowMicros() {
    long passed = Math.max(0, monotonicNanos.getAsLong() - lastNanos) / 1000;
    lastNanos += passed * 1000;
    unslewedMicros += passed;
    long most = Math.min(passed, unslewedMicros / SLEW_PER);
    unslewedMicros %= SLEW_PER;
    long drift = wallMicros.getAsLong() - (bookMicros + passed);
    bookMicros += passed + Math.clamp(drift, -most, most);
    return bookMicros;
  }
}
