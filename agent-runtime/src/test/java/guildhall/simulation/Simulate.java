package guildhall.simulation;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/// The big run: `mvn -q -Psimulate -Dseeds=100000`. Prints every seed that goes wrong, and at the
/// end how often each status and each fault was met.
public final class Simulate {

  /// The least that each status and each fault is to be met in a run of [#BIG] seeds or more.
  static final long LEAST = 100;

  static final long BIG = 1_000;
  private static final long TOLD_EVERY = 5_000;

  private final AtomicLong next;
  private final long end;
  private final long first;
  private final Coverage coverage = new Coverage();
  private final List<String> wrong = new ArrayList<>();
  private final long startNanos = System.nanoTime();

  private Simulate(long first, long count) {
    this.first = first;
    this.next = new AtomicLong(first);
    this.end = first + count;
  }

  /// Runs seeds; ends with 1 if something was wrong or hardly met.
  ///
  /// @param args the first seed, how many, and on how many threads
  public static void main(String[] args) throws IOException {
    if (args.length != 3) {
      System.err.println("FIRST_SEED COUNT THREADS");
      System.exit(2);
    }
    boolean good = run(Long.parseLong(args[0]), Long.parseLong(args[1]), Integer.parseInt(args[2]));
    System.exit(good ? 0 : 1);
  }

  /// Runs seeds, each on one of the threads.
  ///
  /// @return whether all went well and, in a big run, everything was met often enough
  public static boolean run(long first, long count, int threads) throws IOException {
    boolean[] good = {false};
    QuietLogs.whileRunning(() -> good[0] = new Simulate(first, count).all(threads));
    return good[0];
  }

  private boolean all(int threads) {
    List<Thread> workers = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      workers.add(Thread.ofPlatform().name("simulate-" + i).start(this::work));
    }
    workers.forEach(Simulate::join);
    print();
    return wrong.isEmpty() && (end - first < BIG || coverage.below(LEAST).isEmpty());
  }

  private void work() {
    Coverage met = new Coverage();
    for (long seed = next.getAndIncrement(); seed < end; seed = next.getAndIncrement()) {
      try {
        Simulation.run(seed, met);
      } catch (WrongRun e) {
        wrong(e);
      }
      if ((seed - first + 1) % TOLD_EVERY == 0) {
        System.out.printf(Locale.ROOT, "seed %,d, %.1f seeds/s%n", seed, rate(seed - first + 1));
      }
    }
    synchronized (this) {
      coverage.addAll(met);
    }
  }

  private synchronized void wrong(WrongRun run) {
    wrong.add(run.getMessage());
    System.out.println(run.getMessage());
  }

  private static void join(Thread worker) {
    try {
      worker.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private double rate(long seeds) {
    return seeds * 1e9 / (System.nanoTime() - startNanos);
  }

  private void print() {
    System.out.print(coverage);
    System.out.printf(
        Locale.ROOT,
        "%.1f seeds/s, %s, %d wrong%n",
        rate(end - first),
        Duration.ofMillis((System.nanoTime() - startNanos) / 1_000_000),
        wrong.size());
    List<String> rare = coverage.below(LEAST);
    if (end - first >= BIG && !rare.isEmpty()) {
      System.out.println("met less than " + LEAST + " times: " + rare);
    }
  }
}
