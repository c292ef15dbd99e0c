package guildhall.samples.risk;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Squared Pearson correlations of each uncertain input with the result, gathered while simulating.
///
/// Results are taken relative to the first one, so that sums of squares do not lose what matters.
final class Correlations {

  private static final Uncertain[] INPUTS = Uncertain.values();

  private final boolean[] uncertain;
  private final double[] sums = new double[INPUTS.length];
  private final double[] squares = new double[INPUTS.length];
  private final double[] products = new double[INPUTS.length];
  private double resultSum;
  private double resultSquares;
  private double origin;
  private int count;

  /// @param uncertain shape `[5]`, in [Uncertain] order: whether the input moves at all
  Correlations(boolean... uncertain) {
    this.uncertain = uncertain.clone();
  }

  void add(double[] draws, double result) {
    if (count++ == 0) {
      origin = result;
    }
    double moved = result - origin;
    for (int i = 0; i < INPUTS.length; i++) {
      sums[i] += draws[i];
      squares[i] += draws[i] * draws[i];
      products[i] += draws[i] * moved;
    }
    resultSum += moved;
    resultSquares += moved * moved;
  }

  /// The inputs that matter most, most first, those that matter equally in their own order.
  List<Driver> strongest(int limit) {
    double total = 0;
    for (int i = 0; i < INPUTS.length; i++) {
      total += squared(i);
    }
    List<Driver> drivers = new ArrayList<>();
    for (int i = 0; i < INPUTS.length; i++) {
      drivers.add(new Driver(INPUTS[i], total > 0 ? Math.min(1, squared(i) / total) : 0));
    }
    drivers.sort(Comparator.comparingDouble(Driver::share).reversed());
    return drivers.subList(0, limit);
  }

  private double squared(int input) {
    double covariance = products[input] - sums[input] * resultSum / count;
    double inputSpread = squares[input] - sums[input] * sums[input] / count;
    double resultSpread = resultSquares - resultSum * resultSum / count;
    boolean moves = uncertain[input] && inputSpread > 0 && resultSpread > 0;
    return moves ? covariance / inputSpread * (covariance / resultSpread) : 0;
  }
}
