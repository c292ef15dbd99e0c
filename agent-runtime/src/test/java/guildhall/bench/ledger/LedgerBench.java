package guildhall.bench.ledger;

import guildhall.bench.report.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The ledger in one run with what it is held against, in interleaved rounds.
///
/// Everything lies on the disk of the report's folder. `mvn -q -Pbench -Dbench=ledger`, with
/// `-Dseconds=` per cell, `-Drounds=`, `-Dparts=most,speed,databases,memory,replay`, `-Daccounts=`
/// and `-Dentries=` for the last two parts, which run in processes of their own.
public final class LedgerBench {

  private LedgerBench() {}

  /// Measures.
  public static void run(Report report, Path folder) throws Exception {
    Files.createDirectories(folder);
    Options options = Options.of(folder);
    Series series = new Series(options.rounds());
    if (options.has("most") || options.has("speed") || options.has("databases")) {
      rounds(options, series, report);
    }
    if (options.has("memory")) {
      ScalePart.memory(options, report);
    }
    if (options.has("replay")) {
      ScalePart.replay(options, report);
    }
  }

  private static void rounds(Options options, Series series, Report report) throws Exception {
    SpeedPart speed = new SpeedPart(options, series);
    try (@Nullable DatabasePart databases =
        options.has("databases") ? DatabasePart.open(options, series) : null) {
      for (int round = -1; round < options.rounds(); round++) {
        speed.round(round);
        if (databases != null) {
          databases.round(round);
        }
      }
      speed.report(report);
      if (databases != null) {
        databases.report(report);
      }
    }
  }
}
