package guildhall.bench;

import guildhall.bench.agents.AgentsBench;
import guildhall.bench.attribution.AttributionBench;
import guildhall.bench.ledger.LedgerBench;
import guildhall.bench.report.Report;
import java.nio.file.Path;
import java.util.Map;

/// Runs one benchmark by name and writes its report.
public final class Bench {

  /// A benchmark: measures, and reports rows.
  interface Benchmark {
    /// Measures.
    ///
    /// @param folder on the disk that is measured, for what it writes and what it leaves
    void run(Report report, Path folder) throws Exception;
  }

  private static final Map<String, Benchmark> ALL =
      Map.of(
          "agents",
          AgentsBench::run,
          "attribution",
          AttributionBench::run,
          "calls",
          new CallsBench(),
          "ledger",
          LedgerBench::run);

  private Bench() {}

  /// Runs it.
  ///
  /// @param args the name, and the folder for the report
  public static void main(String[] args) throws Exception {
    Benchmark benchmark = args.length == 2 ? ALL.get(args[0]) : null;
    if (benchmark == null) {
      System.err.println("-Dbench=NAME, one of " + ALL.keySet());
      System.exit(2);
      return;
    }
    Report report = new Report(args[0]);
    Path folder = Path.of(args[1]);
    benchmark.run(report, folder);
    report.print(System.out);
    report.write(folder);
    System.exit(0);
  }
}
