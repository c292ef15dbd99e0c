package guildhall.bench.ledger;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// Callers that each have one operation under way at any time: the next starts when the last has
/// ended. An operation that gives false, or fails, ends the benchmark.
final class Callers {

  private static final long WARM_SHARE = 4;
  private static final long EDGE_LOOK_NANOS = 10_000;
  private static final long EDGE_WAIT_NANOS = 5_000_000_000L;
  private static final long LONGEST_NANOS = 60_000_000_000L;
  private static final int DIGITS = 3;

  /// What callers that wait saw.
  ///
  /// @param perSecond operations
  /// @param nanos how long each took
  record Waited(double perSecond, Histogram nanos) {}

  private final LongAdder done = new LongAdder();

  /* One for all: a thousand of them would be 160 MB for the collector to move. */
  private final Histogram nanos = new ConcurrentHistogram(LONGEST_NANOS, DIGITS);

  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private volatile boolean running = true;
  private volatile boolean measuring;

  private Callers() {}

  /// Operations a second of callers that start the next one where the last was completed.
  static double async(int callers, long nanos, Supplier<CompletableFuture<Boolean>> operation)
      throws InterruptedException {
    Callers all = new Callers();
    CountDownLatch ended = new CountDownLatch(callers);
    for (int i = 0; i < callers; i++) {
      all.new Async(operation, ended).begin();
    }
    double rate = all.measure(nanos);
    ended.await();
    all.check();
    return rate;
  }

  /// Operations a second of virtual threads that wait for each.
  static Waited blocking(int callers, long nanos, BooleanSupplier operation)
      throws InterruptedException {
    return blocking(Thread.ofVirtual(), Collections.nCopies(callers, operation), nanos);
  }

  /// Like [#blocking(int, long, BooleanSupplier)], on threads of a kind, each with an operation of
  /// its own.
  static Waited blocking(Thread.Builder kind, List<BooleanSupplier> operations, long nanos)
      throws InterruptedException {
    Callers all = new Callers();
    List<Thread> threads = new ArrayList<>();
    for (BooleanSupplier operation : operations) {
      threads.add(kind.start(all.new Blocking(operation)));
    }
    double rate = all.measure(nanos);
    for (Thread thread : threads) {
      thread.join();
    }
    all.check();
    return new Waited(rate, all.nanos);
  }

  private double measure(long nanos) throws InterruptedException {
    pause(nanos / WARM_SHARE);
    Edge from = edge();
    measuring = true;
    pause(nanos);
    Edge to = edge();
    measuring = false;
    running = false;
    return (to.done - from.done) * 1e9 / (to.nanos - from.nanos);
  }

  /// The moment at which the next operations end, and how many had before. Operations end in
  /// groups, by the commit; cut anywhere else, a few groups more or less would be most of a short
  /// figure.
  private record Edge(long done, long nanos) {}

  private Edge edge() {
    long before = done.sum();
    long start = System.nanoTime();
    while (done.sum() == before && System.nanoTime() - start < EDGE_WAIT_NANOS) {
      LockSupport.parkNanos(EDGE_LOOK_NANOS);
    }
    return new Edge(before, System.nanoTime());
  }

  private static void pause(long nanos) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(nanos);
  }

  private void check() {
    Throwable first = failure.get();
    if (first != null) {
      throw new IllegalStateException("an operation failed", first);
    }
  }

  private void fail(Throwable e) {
    failure.compareAndSet(null, e);
    running = false;
  }

  private final class Async implements BiConsumer<Boolean, @Nullable Throwable> {
    private final Supplier<CompletableFuture<Boolean>> operation;
    private final CountDownLatch ended;

    Async(Supplier<CompletableFuture<Boolean>> operation, CountDownLatch ended) {
      this.operation = operation;
      this.ended = ended;
    }

    void begin() {
      var _ = operation.get().whenComplete(this);
    }

    @Override
    public void accept(Boolean ok, @Nullable Throwable e) {
      if (e != null || !ok) {
        fail(e != null ? e : new IllegalStateException("refused"));
      }
      done.increment();
      if (running) {
        begin();
      } else {
        ended.countDown();
      }
    }
  }

  private final class Blocking implements Runnable {
    private final BooleanSupplier operation;

    Blocking(BooleanSupplier operation) {
      this.operation = operation;
    }

    @Override
    public void run() {
      try {
        while (running) {
          long start = System.nanoTime();
          if (!operation.getAsBoolean()) {
            throw new IllegalStateException("refused");
          }
          if (measuring) {
            nanos.recordValue(System.nanoTime() - start);
          }
          done.increment();
        }
      } catch (RuntimeException | Error e) {
        fail(e);
      }
    }
  }
}
