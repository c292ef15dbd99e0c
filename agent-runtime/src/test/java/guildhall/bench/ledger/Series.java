package guildhall.bench.ledger;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// Figures by name, one per round. A round below zero warms up and is not kept.
final class Series {

  private final int rounds;
  private final Map<String, double[]> figures = new LinkedHashMap<>();
  private final Map<String, Double> latest = new HashMap<>();

  Series(int rounds) {
    this.rounds = rounds;
  }

  /// Notes a figure and says so, since a run takes minutes.
  void put(int round, String name, double value) {
    System.out.println(String.format(Locale.ROOT, "  %2d  %-52s %14.3f", round, name, value));
    latest.put(name, value);
    if (round >= 0) {
      figures.computeIfAbsent(name, _ -> new double[rounds])[round] = value;
    }
  }

  /// The last figure of that name, of whatever round.
  double latest(String name) {
    Double found = latest.get(name);
    if (found == null) {
      throw new IllegalStateException("never measured: " + name);
    }
    return found;
  }

  /// One figure per round.
  double[] of(String name) {
    double[] found = figures.get(name);
    if (found == null) {
      throw new IllegalStateException("never measured: " + name);
    }
    return found.clone();
  }

  /// The largest of several, round by round.
  double[] best(String... names) {
    double[] best = new double[rounds];
    for (String name : names) {
      double[] each = of(name);
      Arrays.setAll(best, round -> Math.max(best[round], each[round]));
    }
    return best;
  }
}
