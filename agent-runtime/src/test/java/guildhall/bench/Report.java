package guildhall.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import guildhall.json.RecordJson;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What a benchmark measured: a table for people, JSON for machines.
final class Report {

  private record Row(
      String what,
      double value,
      String unit,
      double baseline,
      double ratio,
      String spread,
      Optional<Double> atLeast) {}

  private final String name;
  private final List<Row> rows = new ArrayList<>();

  Report(String name) {
    this.name = name;
  }

  /// A figure held against a baseline of the same run, round by round.
  ///
  /// @param values one per round
  /// @param baselines one per round, measured next to it
  /// @param atLeast floor of the median ratio, if there is one
  void ratio(
      String what, String unit, double[] values, double[] baselines, Optional<Double> atLeast) {
    double[] ratios = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      ratios[i] = values[i] / baselines[i];
    }
    rows.add(
        new Row(
            what,
            median(values),
            unit,
            median(baselines),
            median(ratios),
            "%.3f..%.3f"
                .formatted(
                    Arrays.stream(ratios).min().orElse(0), Arrays.stream(ratios).max().orElse(0)),
            atLeast));
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  void print(PrintStream out) {
    out.printf("%-68s %12s %-6s %12s %7s  %s%n", name, "median", "", "baseline", "ratio", "spread");
    for (Row row : rows) {
      out.printf(
          "%-68s %12.0f %-6s %12.0f %7.3f  [%s]%s%n",
          row.what(),
          row.value(),
          row.unit(),
          row.baseline(),
          row.ratio(),
          row.spread(),
          row.atLeast().map(floor -> "  floor " + floor).orElse(""));
    }
  }

  void write(Path folder) throws IOException {
    ObjectNode json = RecordJson.mapper().createObjectNode();
    json.put("bench", name)
        .put(
            "machine",
            Runtime.getRuntime().availableProcessors() + " cores, JDK " + Runtime.version());
    var array = json.putArray("rows");
    for (Row row : rows) {
      ObjectNode each = array.addObject();
      each.put("what", row.what())
          .put("value", row.value())
          .put("unit", row.unit())
          .put("baseline", row.baseline())
          .put("ratio", row.ratio());
      row.atLeast().ifPresent(floor -> each.put("atLeast", floor));
    }
    Files.createDirectories(folder);
    Files.write(folder.resolve(name + ".json"), RecordJson.bytes(json));
  }
}
