package guildhall.bench.ledger;

import guildhall.book.BookUnavailable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// Operations that start by the clock, however the ones before them fare. Each is timed from the
/// moment it was to start: a stall is seen by everybody it made wait, none of whom is left out.
final class OpenLoop {

  private static final long BREATH_NANOS = 20_000;
  private static final long WARM_SHARE = 4;

  /// What was seen.
  ///
  /// @param nanos from the intended start to the answer
  /// @param refused operations that found the queue full and are not among the latencies
  record Seen(Histogram nanos, long refused) {}

  private final ConcurrentHistogram nanos = new ConcurrentHistogram(3);
  private final LongAdder refused = new LongAdder();
  private final AtomicLong open = new AtomicLong();
  private final CompletableFuture<Boolean> ended = new CompletableFuture<>();

  private OpenLoop() {}

  /// Starts so many operations a second, for a while, from this thread.
  static Seen run(double perSecond, long duration, Supplier<CompletableFuture<Boolean>> operation) {
    return new OpenLoop().drive(perSecond, duration, operation);
  }

  private Seen drive(
      double perSecond, long duration, Supplier<CompletableFuture<Boolean>> operation) {
    double interval = 1e9 / perSecond;
    long warm = duration / WARM_SHARE;
    long measuredFrom = (long) (warm / interval);
    long count = 1 + (long) ((warm + duration) / interval);
    open.set(count);
    long start = System.nanoTime();
    for (long i = 0; i < count; i++) {
      long intended = start + (long) (i * interval);
      while (System.nanoTime() < intended) {
        LockSupport.parkNanos(BREATH_NANOS);
      }
      boolean measured = i >= measuredFrom;
      var _ = operation.get().whenComplete((ok, e) -> end(intended, measured, ok, e));
    }
    ended.join();
    return new Seen(nanos, refused.sum());
  }

  private void end(long intended, boolean measured, Boolean ok, @Nullable Throwable e) {
    if (e instanceof BookUnavailable unavailable
        && unavailable.reason() == BookUnavailable.Reason.OVERLOADED) {
      refused.increment();
    } else if (e == null && ok && measured) {
      nanos.recordValue(Math.max(0, System.nanoTime() - intended));
    }
    if (open.decrementAndGet() == 0) {
      ended.complete(true);
    }
  }
}
