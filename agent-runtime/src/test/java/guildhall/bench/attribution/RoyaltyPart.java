package guildhall.bench.attribution;

import com.sun.management.OperatingSystemMXBean;
import guildhall.bench.report.Report;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Distributions of royalties to five contributors each, on a file journal with its syncs, from
/// callers that wait for room only; then their payment when the window is over. A million receipts
/// in twenty rounds, each with a book of its own, and not a micro-credit lost or made.
final class RoyaltyPart {

  private static final int ROUNDS = 20;
  private static final double WANTED_PER_SECOND = 20_000;

  private RoyaltyPart() {}

  /// Measures into the report; `-Dbench.receipts=` in all, a million if it is not said.
  ///
  /// @param folder on the disk that is measured; what it makes there it removes
  static void run(Report report, Path folder) throws IOException, InterruptedException {
    int receipts = Math.max(1, Integer.getInteger("bench.receipts", 1_000_000) / ROUNDS);
    double[] perSecond = new double[ROUNDS];
    double[] wanted = new double[ROUNDS];
    double[] payments = new double[ROUNDS];
    double[] processor = new double[ROUNDS];
    long wrong = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Path books = Files.createDirectories(folder.resolve("royalties" + round));
      try (RoyaltyBook book = new RoyaltyBook(books)) {
        book.settle(receipts);
        long before = processorNanos();
        perSecond[round] = receipts / book.distribute(receipts);
        processor[round] = (processorNanos() - before) / 1e3 / receipts;
        wanted[round] = WANTED_PER_SECOND;
        wrong += Math.abs(book.backlog().vestingMicros() - receipts * RoyaltyBook.ROYALTY);
        wrong += Math.abs(book.balance("@vesting") - receipts * RoyaltyBook.ROYALTY);
        payments[round] = book.passWindow();
        wrong += Math.abs(book.paidMicros() - receipts * RoyaltyBook.ROYALTY);
        wrong += Math.abs(book.balance("@royalties")) + Math.abs(book.trialBalanceMicros());
      } finally {
        remove(books);
      }
    }
    report.ratio(
        "royalties of a receipt distributed to 5 contributors, durable",
        "1/s",
        perSecond,
        wanted,
        Optional.of(1.0));
    report.figure("processor time of a distribution, all threads", "us", processor);
    report.figure("the distribution's own entry", "B", RoyaltyBook.entryBytes());
    report.figure(
        "payment of a bucket to " + RoyaltyBook.CONTRIBUTORS + " contributors", "s", payments);
    report.atMost(
        "micro-credits lost or made in " + (long) receipts * ROUNDS + " receipts",
        "",
        0,
        (double) wrong);
  }

  private static long processorNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  private static void remove(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> paths = Files.walk(folder)) {
      all = paths.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : all) {
      Files.delete(each);
    }
  }
}
