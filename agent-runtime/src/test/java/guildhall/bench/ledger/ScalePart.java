package guildhall.bench.ledger;

import guildhall.bench.report.Report;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What needs a process of its own with the heap for it: memory of many accounts, and replay.
final class ScalePart {

  private static final double BYTES_AT_MOST = 120;
  private static final double REPLAY_AT_LEAST = 0.8;
  private static final double SECONDS_AT_MOST = 10;
  private static final int REPLAYS = 3; // each in a process of its own

  private ScalePart() {}

  /// Bytes per account.
  static void memory(Options options, Report report) throws IOException, InterruptedException {
    Map<String, Double> found =
        child("6g", List.of("memory", Integer.toString(options.accounts())));
    report.atMost(
        "memory per account, " + options.accounts() + " accounts",
        "B",
        BYTES_AT_MOST,
        figure(found, "bytes"));
  }

  /// A start from a book of many entries, against applying them.
  static void replay(Options options, Report report) throws IOException, InterruptedException {
    Path folder = Folders.fresh(options.folder(), "replay");
    String entries = Integer.toString(options.entries());
    child("6g", List.of("build", folder.toString(), entries));
    long bytes = Folders.bytes(folder);
    double[] cold = new double[REPLAYS];
    double[] warm = new double[REPLAYS];
    double[] applied = new double[REPLAYS];
    for (int i = 0; i < REPLAYS; i++) {
      Map<String, Double> found = child("10g", List.of("replay", folder.toString(), entries));
      cold[i] = figure(found, "cold");
      warm[i] = options.entries() / figure(found, "warm");
      applied[i] = options.entries() / figure(found, "apply");
    }
    Folders.remove(folder);
    report.ratio(
        "replay of " + entries + " entries, warm, against applying them in memory",
        "1/s",
        warm,
        applied,
        Optional.of(REPLAY_AT_LEAST));
    report.atMost(
        "replay of " + entries + " entries, first thing in a process", "s", SECONDS_AT_MOST, cold);
    report.note("The replayed book has %d MiB.".formatted(bytes >> 20));
  }

  private static double figure(Map<String, Double> found, String name) {
    Double value = found.get(name);
    if (value == null) {
      throw new IllegalStateException("the process did not say " + name + ": " + found);
    }
    return value;
  }

  private static Map<String, Double> child(String heap, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:+UseParallelGC",
                "-Xmn256m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dguildhall.log=WARN",
                "-classpath",
                System.getProperty("java.class.path"),
                ScaleChild.class.getName()));
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    Map<String, Double> found = new HashMap<>();
    try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        System.out.println("      " + arguments.getFirst() + ": " + line);
        int split = line.indexOf('=');
        if (split > 0) {
          found.put(line.substring(0, split), Double.valueOf(line.substring(split + 1)));
        }
      }
    }
    if (process.waitFor() != 0) {
      throw new IOException("the process for " + arguments + " ended with " + process.exitValue());
    }
    return found;
  }
}
