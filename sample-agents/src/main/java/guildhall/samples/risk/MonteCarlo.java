package guildhall.samples.risk;

import guildhall.samples.marketentry.MarketEntryCase;
import guildhall.sdk.Call;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// Draws futures in blocks, each from a generator of its own, one after the other: the result
/// depends on the request alone.
final class MonteCarlo {

  private static final int BLOCK = 1_000;
  private static final int DRIVERS = 3;
  private static final int PERMILLE_STEP = 50;

  private final SimulationRequest request;
  private final CashFlow cashFlow;
  private final Correlations correlations;
  private final double[] values;

  MonteCarlo(SimulationRequest request) {
    this.request = request;
    this.cashFlow = new CashFlow(request);
    this.values = new double[request.marketCase().pathCount()];
    boolean priceMoves = request.marketCase().price().spreadPercent() > 0;
    boolean costsMove = request.marketCase().costs().uncertaintyPercent() > 0;
    this.correlations =
        new Correlations(
            priceMoves,
            request.calibration().demandGrowth().deviation() > 0,
            costsMove,
            costsMove,
            request.calibration().inflation().deviation() > 0);
  }

  /// Draws all futures.
  ///
  /// @throws InterruptedException when the caller no longer waits
  Simulation run(Call call) throws InterruptedException {
    SplittableRandom seeds = new SplittableRandom(request.marketCase().seedNumber());
    int told = 0;
    for (int from = 0; from < values.length; from += BLOCK) {
      int to = Math.min(values.length, from + BLOCK);
      drawBlock(new Normals(seeds.split()), from, to);
      int permille = (int) (1000L * to / values.length);
      if (permille >= told + PERMILLE_STEP) {
        told = permille - permille % PERMILLE_STEP;
        call.progress(told, to + " of " + values.length + " futures simulated");
      }
      if (Thread.interrupted()) {
        throw new InterruptedException("stopped after " + to + " futures");
      }
    }
    return summary();
  }

  private void drawBlock(Normals normals, int from, int to) {
    double[] draws = new double[Uncertain.values().length];
    for (int path = from; path < to; path++) {
      normals.fill(draws);
      values[path] = cashFlow.netPresentValue(draws);
      correlations.add(draws, values[path]);
    }
  }

  private Simulation summary() {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    MarketEntryCase marketCase = request.marketCase();
    List<Driver> drivers = correlations.strongest(DRIVERS);
    return new Simulation(
        sorted.length,
        marketCase.seedNumber(),
        percentile(sorted, 5),
        percentile(sorted, 50),
        percentile(sorted, 95),
        StrictMath.round(mean(sorted)),
        (double) losses(sorted) / sorted.length,
        drivers,
        request.leadWeeks(),
        request.legalCostEur(),
        request.blocked());
  }

  /// The smallest value that at least `percent` of the futures do not exceed.
  private static long percentile(double[] sorted, int percent) {
    int rank = (int) (((long) sorted.length * percent + 99) / 100);
    return StrictMath.round(sorted[Math.max(0, rank - 1)]);
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static int losses(double[] sorted) {
    int losses = 0;
    while (losses < sorted.length && sorted[losses] < 0) {
      losses++;
    }
    return losses;
  }
}
