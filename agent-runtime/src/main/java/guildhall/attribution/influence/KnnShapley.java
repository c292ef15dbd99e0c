package guildhall.attribution.influence;

import java.util.Comparator;
import java.util.stream.IntStream;

/// Exact Shapley values of rows for one query of a nearest-neighbour classifier.
///
/// The value of a set of rows is the number of its `K` nearest that have the query's label, divided
/// by `K`. Then, with rows sorted by distance (ties by key) and `hit(j)` 1 if row `j` has the
/// label,
///
/// ```
/// s(N) = hit(N) * min(K, N) / (N * K)
/// s(j) = s(j+1) + (hit(j) - hit(j+1)) / K * min(K, j) / j
/// ```
///
/// Distances are squared Euclidean. Source: Jia et al. 2019, arXiv 1908.08619. The Shapley value
/// pays copies, so it is computed over clusters only; [TrainingRows] sees to it. Immutable; safe on
/// any thread.
public final class KnnShapley {

  private final TrainingRows rows;
  private final int[] keyRanks;
  private final boolean inRange;

  private KnnShapley(TrainingRows rows, int[] keyRanks, boolean inRange) {
    this.rows = rows;
    this.keyRanks = keyRanks;
    this.inRange = inRange;
  }

  /// Makes ready for queries, `O(n log n)`.
  public static KnnShapley of(TrainingRows rows) {
    int[] ranks = new int[rows.size()];
    int[] byKey =
        IntStream.range(0, rows.size())
            .boxed()
            .sorted(Comparator.comparing(rows::key))
            .mapToInt(Integer::intValue)
            .toArray();
    boolean inRange = true;
    for (int i = 0; i < byKey.length; i++) {
      ranks[byKey[i]] = i;
      inRange &= Dense.within(rows.values(i), SoftmaxHead.FEATURE_MAX);
    }
    return new KnnShapley(rows, ranks, inRange);
  }

  /// Values for one query.
  ///
  /// @param features of the query
  /// @param label that it is to get
  /// @param neighbours `K`, 1 or more
  /// @param rankMax how many of the nearest are valued, `K` or more; the others get 0. With fewer
  ///   than all rows no value is off by more than `1 / rankMax`, and the cost falls from `O(n d + n
  ///   log n)` to `O(n d + n log rankMax)`
  /// @return values, or why there are none
  /// @throws IllegalArgumentException if one of the two numbers is too small
  public KnnValues values(double[] features, int label, int neighbours, int rankMax) {
    if (neighbours < 1 || rankMax < neighbours) {
      throw new IllegalArgumentException(
          "1 <= neighbours <= rankMax does not hold: " + neighbours + ", " + rankMax);
    }
    if (rows.size() == 0) {
      return KnnValues.without(KnnValues.Status.EMPTY);
    }
    if (!inRange
        || features.length + 1 != rows.width()
        || !Dense.within(features, SoftmaxHead.FEATURE_MAX)) {
      return KnnValues.without(KnnValues.Status.OUT_OF_RANGE);
    }
    int ranks = StrictMath.min(rankMax, rows.size());
    int[] order = Nearest.of(distances(Dense.withBias(features)), keyRanks, ranks);
    double errorMax = ranks < rows.size() ? 1.0 / ranks : 0;
    return new KnnValues(KnnValues.Status.VALUED, recursion(order, label, neighbours), errorMax);
  }

  private double[] distances(double[] query) {
    double[] distances = new double[rows.size()];
    for (int i = 0; i < distances.length; i++) {
      double[] row = rows.values(i);
      double sum = 0;
      for (int j = 0; j < row.length; j++) {
        double apart = row[j] - query[j];
        sum += apart * apart;
      }
      distances[i] = sum;
    }
    return distances;
  }

  private double[] recursion(int[] order, int label, int neighbours) {
    double[] values = new double[rows.size()];
    int last = order.length;
    double value = 0;
    if (last == rows.size()) {
      value = hit(order[last - 1], label) * StrictMath.min(neighbours, last);
      value /= (double) last * neighbours;
    }
    values[order[last - 1]] = value;
    for (int rank = last - 1; rank >= 1; rank--) {
      int change = hit(order[rank - 1], label) - hit(order[rank], label);
      value += (double) change * StrictMath.min(neighbours, rank) / ((double) neighbours * rank);
      values[order[rank - 1]] = value;
    }
    return values;
  }

  private int hit(int index, int label) {
    return rows.label(index) == label ? 1 : 0;
  }
}
