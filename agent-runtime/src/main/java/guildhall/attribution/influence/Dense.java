package guildhall.attribution.influence;

import java.util.Arrays;

/// Sums over arrays, each in the order of the indices.
final class Dense {

  private Dense() {}

  /// A copy with a 1 at its end.
  static double[] withBias(double[] features) {
    double[] row = Arrays.copyOf(features, features.length + 1);
    row[features.length] = 1;
    return row;
  }

  /// The scalar product of `a` and as many elements of `b`, beginning at `from`.
  static double dot(double[] a, double[] b, int from) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[from + i];
    }
    return sum;
  }

  /// Adds `factor` times `row` to as many elements of `sum`, beginning at `from`.
  static void add(double factor, double[] row, double[] sum, int from) {
    for (int i = 0; i < row.length; i++) {
      sum[from + i] += factor * row[i];
    }
  }

  /// The largest absolute value, 0 of none; infinite if one is NaN.
  static double largest(double[] values) {
    double largest = 0;
    for (double value : values) {
      double size = StrictMath.abs(value);
      if (Double.isNaN(size)) {
        return Double.POSITIVE_INFINITY;
      }
      largest = StrictMath.max(largest, size);
    }
    return largest;
  }

  /// The middle value, the lower one of two; 0 of none.
  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted.length == 0 ? 0 : sorted[(sorted.length - 1) / 2];
  }

  /// Whether all values are finite and none is larger than the bound.
  static boolean within(double[] values, double bound) {
    for (double value : values) {
      if (!(StrictMath.abs(value) <= bound)) {
        return false;
      }
    }
    return true;
  }
}
