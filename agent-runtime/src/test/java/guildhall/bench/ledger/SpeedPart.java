package guildhall.bench.ledger;

import guildhall.bench.report.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/// The ledger against the bare journal: throughput by callers and by shape, a hot account, and
/// latencies. A pair of figures is taken one right after the other.
final class SpeedPart {

  private static final int[] FEWER = {1024, 64, 1};
  private static final int[] BLOCKING = {64, 1024};
  private static final int FULL = 8192;
  private static final int PAIRS = 3;
  private static final int FRAME_BYTES = 56;
  private static final int ENTRY_BYTES = 20;
  private static final int BATCH_BYTES = 1 << 20;
  private static final long RAW_FILE_BYTES = 64L << 20;
  private static final Shape[] LARGER = {
    Shape.TRANSFER_3, Shape.TRANSFER_8, Shape.SETTLE_3, Shape.SETTLE_8
  };
  private static final int[] LOADS = {50, 80};

  private final Options options;
  private final Series series;
  private int[] singleBytes = {};

  SpeedPart(Options options, Series series) {
    this.options = options;
    this.series = series;
  }

  /// Takes every figure once.
  ///
  /// @param round -1 to warm up, which takes a quarter of the time
  void round(int round) throws Exception {
    long nanos = round < 0 ? options.nanos() / 4 : options.nanos();
    Path books = Folders.fresh(options.folder(), "books");
    try (LedgerBook ledger = LedgerBook.funded(books.resolve("ledger"), Options.PAYERS);
        BareBook bare = BareBook.open(books.resolve("bare"));
        RawFile raw = RawFile.make(books.resolve("raw"), RAW_FILE_BYTES)) {
      singleBytes = ledger.entryBytes(Shape.SINGLE);
      BareBook.Operation blank = bare.operation(singleBytes, () -> ledger.draw(Shape.SINGLE));
      full(round, ledger, blank, nanos);
      if (options.has("speed")) {
        more(round, ledger, bare, raw, nanos);
      }
      if (ledger.trialBalanceMicros() != 0) {
        throw new IllegalStateException("money came from nowhere");
      }
    }
    Folders.remove(books);
  }

  /// The figure that all others are held against: several pairs, because one of a second says
  /// little on a machine that others share.
  private void full(int round, LedgerBook ledger, BareBook.Operation blank, long nanos)
      throws InterruptedException, IOException {
    double[] sums = new double[2];
    for (int i = 0; i < PAIRS; i++) {
      pair(
          round + i,
          () -> sums[0] += Callers.async(FULL, nanos, blank::submit),
          () -> sums[1] += Callers.async(FULL, nanos, () -> ledger.submit(Shape.SINGLE)));
    }
    series.put(round, "bare async " + FULL, sums[0] / PAIRS);
    series.put(round, "ledger async " + FULL, sums[1] / PAIRS);
  }

  private void async(
      int round, int callers, LedgerBook ledger, BareBook.Operation blank, long nanos)
      throws InterruptedException, IOException {
    pair(
        round,
        () -> async(round, "bare async " + callers, callers, nanos, blank::submit),
        () ->
            async(
                round,
                "ledger async " + callers,
                callers,
                nanos,
                () -> ledger.submit(Shape.SINGLE)));
  }

  private void async(
      int round,
      String name,
      int callers,
      long nanos,
      Supplier<CompletableFuture<Boolean>> operation)
      throws InterruptedException {
    series.put(round, name, Callers.async(callers, nanos, operation));
  }

  private interface Cell {
    void measure() throws InterruptedException, IOException;
  }

  /// One right after the other; every second round the other way about.
  private static void pair(int round, Cell one, Cell other)
      throws InterruptedException, IOException {
    boolean swapped = Math.floorMod(round, 2) == 1;
    (swapped ? other : one).measure();
    (swapped ? one : other).measure();
  }

  private void more(int round, LedgerBook ledger, BareBook bare, RawFile raw, long nanos)
      throws Exception {
    BareBook.Operation blank = bare.operation(singleBytes, () -> ledger.draw(Shape.SINGLE));
    for (int callers : FEWER) {
      async(round, callers, ledger, blank, nanos);
    }
    for (int callers : BLOCKING) {
      pair(
          round,
          () -> waited(round, "bare blocking " + callers, callers, nanos, blank::await),
          () -> blocking(round, callers, ledger, raw, nanos));
    }
    shapes(round, ledger, bare, nanos);
    raw(round, raw, nanos / 2);
    openLoop(round, ledger, nanos);
  }

  /// What a sync takes changes from one second to the next on a shared disk: it is taken before and
  /// after.
  private void blocking(int round, int callers, LedgerBook ledger, RawFile raw, long nanos)
      throws InterruptedException, IOException {
    double before = sync(raw, callers, nanos / 4);
    waited(round, "ledger blocking " + callers, callers, nanos, () -> ledger.await(Shape.SINGLE));
    double after = sync(raw, callers, nanos / 4);
    series.put(round, "sync " + callers, (before + after) / 2);
  }

  private void waited(int round, String name, int callers, long nanos, BooleanSupplier operation)
      throws InterruptedException {
    Callers.Waited waited = Callers.blocking(callers, nanos, operation);
    series.put(round, name, waited.perSecond());
    percentiles(round, name, waited.nanos());
  }

  private void percentiles(int round, String name, Histogram nanos) {
    series.put(round, name + " p50", nanos.getValueAtPercentile(50) / 1e3);
    series.put(round, name + " p99", nanos.getValueAtPercentile(99) / 1e3);
    series.put(round, name + " p99.9", nanos.getValueAtPercentile(99.9) / 1e3);
  }

  /// Microseconds of one sync of as many bytes as that many callers write in a batch.
  private double sync(RawFile raw, int callers, long nanos) throws IOException {
    return raw.blocks(framed(callers), nanos).getValueAtPercentile(50) / 1e3;
  }

  private void raw(int round, RawFile raw, long nanos) throws IOException {
    int operations = Math.min(FULL, BATCH_BYTES / framed(1));
    Histogram taken = raw.blocks(framed(operations), nanos);
    series.put(round, "raw file", operations * 1e9 / taken.getMean());
  }

  private int framed(int operations) {
    int each = Arrays.stream(singleBytes).sum() + singleBytes.length * ENTRY_BYTES;
    return FRAME_BYTES + operations * each;
  }

  private void shapes(int round, LedgerBook ledger, BareBook bare, long nanos) throws Exception {
    for (Shape shape : LARGER) {
      BareBook.Operation blank = bare.operation(ledger.entryBytes(shape), () -> ledger.draw(shape));
      pair(
          round,
          () -> async(round, "bare " + shape, FULL, nanos, blank::submit),
          () -> async(round, "ledger " + shape, FULL, nanos, () -> ledger.submit(shape)));
    }
    pair(
        round,
        () -> async(round, "uniform", FULL, nanos, () -> ledger.submit(Shape.SINGLE)),
        () -> async(round, "hot", FULL, nanos, () -> ledger.submit(Shape.HOT)));
  }

  private void openLoop(int round, LedgerBook ledger, long nanos) {
    double most = series.latest("ledger async " + FULL);
    for (int load : LOADS) {
      OpenLoop.Seen seen =
          OpenLoop.run(most * load / 100, nanos, () -> ledger.submit(Shape.SINGLE));
      percentiles(round, "open " + load, seen.nanos());
      series.put(round, "open " + load + " refused", (double) seen.refused());
    }
  }

  /// The rows of this part.
  void report(Report report) {
    async(report, FULL, Optional.of(0.6));
    if (options.has("speed")) {
      more(report);
    }
    report.note(
        "A transfer is %d bytes in the book; bare journal and syncs write the same."
            .formatted(Arrays.stream(singleBytes).sum()));
  }

  private void async(Report report, int callers, Optional<Double> floor) {
    report.ratio(
        "durable transfers/s, " + callers + " asynchronous callers, against the bare journal",
        "1/s",
        series.of("ledger async " + callers),
        series.of("bare async " + callers),
        floor);
  }

  private void more(Report report) {
    for (int callers : FEWER) {
      async(report, callers, Optional.empty());
    }
    report.ratio(
        "bare journal, 8192 asynchronous callers, against a raw file of full batches",
        "1/s",
        series.of("bare async " + FULL),
        series.of("raw file"),
        Optional.empty());
    report.ratio(
        "one hot account against uniform, 8192 asynchronous callers",
        "1/s",
        series.of("hot"),
        series.of("uniform"),
        Optional.of(0.9));
    for (Shape shape : LARGER) {
      report.ratio(
          shape.what() + ", 8192 asynchronous callers, against the bare journal",
          "1/s",
          series.of("ledger " + shape),
          series.of("bare " + shape),
          Optional.empty());
    }
    blocking(report);
    for (int load : LOADS) {
      latencies(report, "open loop at " + load + " % of the most", "open " + load);
      report.figure(
          "open loop at " + load + " % of the most, refused as overloaded",
          "",
          series.of("open " + load + " refused"));
    }
  }

  private void blocking(Report report) {
    for (int callers : BLOCKING) {
      String who = callers + " blocking virtual threads";
      double[] ours = series.of("ledger blocking " + callers);
      Optional<Double> floor = callers == 64 ? Optional.of(0.4) : Optional.empty();
      if (callers == 64) {
        report.ratio(
            who + ", against the bare journal, " + callers + " asynchronous callers",
            "1/s",
            ours,
            series.of("bare async " + callers),
            floor);
      }
      report.ratio(
          who + ", against the bare journal, as many such threads",
          "1/s",
          ours,
          series.of("bare blocking " + callers),
          floor);
      double[] p50 = series.of("ledger blocking " + callers + " p50");
      double[] sync = series.of("sync " + callers);
      if (callers == 64) {
        report.ratioAtMost(who + ", p50 in syncs of the same size", "us", p50, sync, 2);
      } else {
        report.ratio(who + ", p50 in syncs of the same size", "us", p50, sync, Optional.empty());
      }
      latencies(report, who, "ledger blocking " + callers);
    }
  }

  private void latencies(Report report, String what, String name) {
    for (String percentile : new String[] {"p50", "p99", "p99.9"}) {
      report.figure(what + ", " + percentile, "us", series.of(name + " " + percentile));
    }
  }
}
