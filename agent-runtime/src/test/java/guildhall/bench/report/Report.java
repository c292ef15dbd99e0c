package guildhall.bench.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import guildhall.json.RecordJson;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a benchmark measured: a table for people, JSON for machines.
public final class Report {

  /// What a figure is held against.
  ///
  /// @param atLeast whether more is better
  /// @param value of the ratio
  private record Limit(boolean atLeast, double value) {
    boolean holds(double ratio) {
      return atLeast ? ratio >= value : ratio <= value;
    }

    String name() {
      return atLeast ? "atLeast" : "atMost";
    }
  }

  private record Row(
      String what,
      double value,
      String unit,
      Optional<Double> baseline,
      Optional<Double> ratio,
      String spread,
      Optional<Limit> limit) {

    String verdict() {
      return limit
          .flatMap(bound ->
              ratio.map(held ->
                  "%s %s: %s"
                      .formatted(
                          bound.atLeast() ? "at least" : "at most",
                          figure(bound.value()),
                          bound.holds(held) ? "yes" : "NO")))
          .orElse("");
    }
  }

  private final String name;
  private final List<Row> rows = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  /// A report without rows.
  ///
  /// @param name of the benchmark
  public Report(String name) {
    this.name = name;
  }

  /// A figure held against a baseline of the same run, round by round.
  ///
  /// @param values one per round
  /// @param baselines one per round, measured next to it
  /// @param atLeast floor of the median ratio, if there is one
  public void ratio(
      String what, String unit, double[] values, double[] baselines, Optional<Double> atLeast) {
    against(what, unit, values, baselines, atLeast.map(floor -> new Limit(true, floor)));
  }

  /// Like [#ratio], but less is better.
  ///
  /// @param atMost ceiling of the median ratio
  public void ratioAtMost(
      String what, String unit, double[] values, double[] baselines, double atMost) {
    against(what, unit, values, baselines, Optional.of(new Limit(false, atMost)));
  }

  private void against(
      String what, String unit, double[] values, double[] baselines, Optional<Limit> limit) {
    double[] ratios = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      ratios[i] = values[i] / baselines[i];
    }
    rows.add(
        new Row(
            what,
            median(values),
            unit,
            Optional.of(median(baselines)),
            Optional.of(median(ratios)),
            spread(ratios),
            limit));
  }

  /// A figure that only informs.
  ///
  /// @param values one per round
  public void figure(String what, String unit, double... values) {
    rows.add(
        new Row(
            what,
            median(values),
            unit,
            Optional.empty(),
            Optional.empty(),
            values.length > 1 ? spread(values) : "",
            Optional.empty()));
  }

  /// A figure with a ceiling of its own and no baseline.
  ///
  /// @param values one per round
  /// @param ceiling of the median
  public void atMost(String what, String unit, double ceiling, double... values) {
    rows.add(
        new Row(
            what,
            median(values),
            unit,
            Optional.empty(),
            Optional.of(median(values)),
            values.length > 1 ? spread(values) : "",
            Optional.of(new Limit(false, ceiling))));
  }

  /// Something a reader has to know about the figures, such as a setting that was verified.
  public void note(String text) {
    notes.add(text);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static String spread(double[] values) {
    return "["
        + figure(Arrays.stream(values).min().orElse(0))
        + ".."
        + figure(Arrays.stream(values).max().orElse(0))
        + "]";
  }

  /// Three significant digits, or all of a whole number's.
  private static String figure(double value) {
    double size = Math.abs(value);
    String format = size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f";
    return String.format(Locale.ROOT, format, value);
  }

  /// Prints the table.
  public void print(PrintStream out) {
    String line = "%-72s %12s %-6s %12s %8s  %-18s %s%n";
    out.printf(line, name, "median", "", "baseline", "ratio", "spread", "verdict");
    for (Row row : rows) {
      out.printf(
          line,
          row.what(),
          figure(row.value()),
          row.unit(),
          row.baseline().map(Report::figure).orElse(""),
          row.ratio().map(Report::figure).orElse(""),
          row.spread(),
          row.verdict());
    }
    notes.forEach(out::println);
  }

  /// Writes `NAME.json` into a folder.
  public void write(Path folder) throws IOException {
    ObjectNode json = RecordJson.mapper().createObjectNode();
    json.put("bench", name)
        .put(
            "machine",
            Runtime.getRuntime().availableProcessors() + " cores, JDK " + Runtime.version());
    var array = json.putArray("rows");
    for (Row row : rows) {
      ObjectNode each = array.addObject();
      each.put("what", row.what()).put("value", row.value()).put("unit", row.unit());
      row.baseline().ifPresent(baseline -> each.put("baseline", baseline));
      row.ratio().ifPresent(ratio -> each.put("ratio", ratio));
      if (!row.spread().isEmpty()) {
        each.put("spread", row.spread());
      }
      row.limit().ifPresent(limit -> each.put(limit.name(), limit.value()));
    }
    var remarks = json.putArray("notes");
    notes.forEach(remarks::add);
    Files.createDirectories(folder);
    Files.write(folder.resolve(name + ".json"), RecordJson.bytes(json));
  }
}
