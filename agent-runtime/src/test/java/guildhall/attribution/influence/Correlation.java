package guildhall.attribution.influence;

import java.util.Comparator;
import java.util.stream.IntStream;

/// How alike two series are; for tests and benchmarks.
public final class Correlation {

  private Correlation() {}

  /// Pearson's.
  public static double pearson(double[] one, double[] other) {
    double meanOne = mean(one);
    double meanOther = mean(other);
    double both = 0;
    double squaresOne = 0;
    double squaresOther = 0;
    for (int i = 0; i < one.length; i++) {
      both += (one[i] - meanOne) * (other[i] - meanOther);
      squaresOne += (one[i] - meanOne) * (one[i] - meanOne);
      squaresOther += (other[i] - meanOther) * (other[i] - meanOther);
    }
    return both / Math.sqrt(squaresOne * squaresOther);
  }

  /// Spearman's; equal values get ranks by position, which real figures do not need.
  public static double spearman(double[] one, double[] other) {
    return pearson(ranks(one), ranks(other));
  }

  /// The mean.
  public static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double[] ranks(double[] values) {
    int[] order =
        IntStream.range(0, values.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> values[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] ranks = new double[values.length];
    for (int i = 0; i < order.length; i++) {
      ranks[order[i]] = i;
    }
    return ranks;
  }
}
