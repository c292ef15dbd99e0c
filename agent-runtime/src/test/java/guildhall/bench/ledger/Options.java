package guildhall.bench.ledger;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// How much is measured.
///
/// @param folder for journals and databases; on the disk that is measured
/// @param seconds a cell is measured for
/// @param rounds every cell is measured once in each, after one round to warm up
/// @param parts which parts run; `all` or some of `most` (only 8192 callers against the bare
///   journal), `speed`, `databases`, `memory`, `replay`
/// @param accounts held in memory at once for the memory part
/// @param entries in the book that is replayed
record Options(
    Path folder, double seconds, int rounds, List<String> parts, int accounts, int entries) {

  /// Accounts that transfers go between.
  static final int PAYERS = 100_000;

  private static final List<String> PARTS =
      List.of("most", "speed", "databases", "memory", "replay");

  static Options of(Path folder) {
    return new Options(
        folder,
        Double.parseDouble(System.getProperty("bench.seconds", "1")),
        Integer.getInteger("bench.rounds", 5),
        Arrays.asList(System.getProperty("bench.parts", "all").split(",")),
        Integer.getInteger("bench.accounts", 10_000_000),
        Integer.getInteger("bench.entries", 10_000_000));
  }

  Options {
    for (String part : parts) {
      if (!part.equals("all") && !PARTS.contains(part)) {
        throw new IllegalArgumentException("-Dparts=" + part + ", one or more of " + PARTS);
      }
    }
    if (rounds < 1 || seconds <= 0 || accounts < 1 || entries < 2 * PAYERS) {
      throw new IllegalArgumentException("nothing to measure: " + seconds + " s, " + rounds);
    }
  }

  boolean has(String part) {
    return parts.contains("all") || parts.contains(part);
  }

  long nanos() {
    return (long) (seconds * 1e9);
  }
}
