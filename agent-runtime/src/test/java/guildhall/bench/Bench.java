package guildhall.bench;

import java.nio.file.Path;
import java.util.Map;

/// Runs one benchmark by name and writes its report.
public final class Bench {

  /// A benchmark: measures, and reports rows.
  interface Benchmark {
    void run(Report report) throws Exception;
  }

  private static final Map<String, Benchmark> ALL =
      Map.of("accounts", new AccountsBench(), "calls", new CallsBench());

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
    benchmark.run(report);
    report.print(System.out);
    report.write(Path.of(args[1]));
    System.exit(0);
  }
}
