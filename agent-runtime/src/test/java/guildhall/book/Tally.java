package guildhall.book;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/// A small domain for tests of the book: numbers are added up.
final class Tally implements Snapshotted {

  record Added(long amount) implements Fact {}

  record Noted(String text) implements Fact {}

  /// A fact that no codec knows.
  record Unknown() implements Fact {}

  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final long DEADLINE_SECONDS = 30;

  private final List<Long> amounts = new ArrayList<>();
  private long sum;

  @Override
  public void apply(Entry entry) {
    if (entry.fact() instanceof Added(var amount)) {
      sum += amount;
      amounts.add(amount);
    }
  }

  @Override
  public String name() {
    return "tally";
  }

  @Override
  public int stateVersion() {
    return 1;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeInt(amounts.size());
    for (long amount : amounts) {
      out.writeLong(amount);
    }
  }

  @Override
  public void load(int version, DataInput in) throws IOException {
    for (int left = in.readInt(); left > 0; left--) {
      long amount = in.readLong();
      sum += amount;
      amounts.add(amount);
    }
  }

  /// Only on the writer thread, or when the book is closed.
  long sum() {
    return sum;
  }

  /// Only on the writer thread, or when the book is closed.
  List<Long> amounts() {
    return List.copyOf(amounts);
  }

  static FactTypes types() {
    return new FactTypes().add(1, Added.class).add(2, Noted.class);
  }

  /// Adds an amount; gives the sum after it.
  Command<Long> add(long amount) {
    return draft -> {
      draft.append(new Added(amount));
      return sum;
    };
  }

  Book open(Journal journal) throws IOException {
    return Book.open(setup(journal, BookClock.manual(START)));
  }

  Book.Setup setup(Journal journal, BookClock clock) {
    return new Book.Setup(journal, types(), List.of(this), clock, _ -> {}, 100_000);
  }

  /// The result, or the exception it failed with as an assertion error; waits only so long.
  static <R> R get(CompletableFuture<R> future) {
    try {
      return future.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError("no result", e);
    }
  }

  /// Waits only so long.
  static void join(CountDownLatch latch) {
    try {
      if (!latch.await(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("not in time");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /// What it failed with; waits only so long.
  static Throwable failure(CompletableFuture<?> future) {
    try {
      Object result = future.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
      throw new AssertionError("it gave " + result);
    } catch (ExecutionException e) {
      return e.getCause() == null ? e : e.getCause();
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError("no result", e);
    }
  }

  /// Why the book was not available; waits only so long.
  static BookUnavailable.Reason refusal(CompletableFuture<?> future) {
    Throwable failure = failure(future);
    if (failure instanceof BookUnavailable unavailable) {
      return unavailable.reason();
    }
    throw new AssertionError("not a refusal", failure);
  }

  /// Spins until something other threads bring about; only so long.
  static void until(String what, BooleanSupplier reached) {
    long deadlineNanos = System.nanoTime() + Duration.ofSeconds(DEADLINE_SECONDS).toNanos();
    while (!reached.getAsBoolean()) {
      if (System.nanoTime() - deadlineNanos > 0) {
        throw new AssertionError("not in time: " + what);
      }
      Thread.onSpinWait();
    }
  }

  static void join(Thread thread) {
    try {
      if (!thread.join(Duration.ofSeconds(DEADLINE_SECONDS))) {
        throw new AssertionError("still running: " + thread);
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
