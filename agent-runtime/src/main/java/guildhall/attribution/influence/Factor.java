package guildhall.attribution.influence;

import java.util.Optional;

/// The Cholesky factor of a symmetric positive definite matrix.
///
/// Kept as an upper triangle, so that the inner loops run along rows and change each element by one
/// product at a time.
final class Factor {

  /// A pivot below this part of the largest diagonal element is rounding and no information.
  private static final double PIVOT_MIN = 0x1p-46;

  private final double[][] upper;

  private Factor(double[][] upper) {
    this.upper = upper;
  }

  /// Factors a matrix.
  ///
  /// @param symmetric shape `[p][p]`; only the upper triangle is read; copied
  /// @return empty if a pivot is not positive to working precision, or not finite
  static Optional<Factor> of(double[][] symmetric) {
    int size = symmetric.length;
    double[][] upper = new double[size][];
    double largest = 0;
    for (int i = 0; i < size; i++) {
      upper[i] = symmetric[i].clone();
      largest = StrictMath.max(largest, symmetric[i][i]);
    }
    for (int k = 0; k < size; k++) {
      double pivot = upper[k][k];
      if (!(pivot > largest * PIVOT_MIN && pivot <= Double.MAX_VALUE)) {
        return Optional.empty();
      }
      eliminate(upper, k, StrictMath.sqrt(pivot));
    }
    return Optional.of(new Factor(upper));
  }

  private static void eliminate(double[][] upper, int k, double root) {
    double[] top = upper[k];
    for (int j = k; j < top.length; j++) {
      top[j] /= root;
    }
    for (int i = k + 1; i < top.length; i++) {
      double[] row = upper[i];
      double factor = top[i];
      for (int j = i; j < row.length; j++) {
        row[j] -= factor * top[j];
      }
    }
  }

  /// The solution for one right side, which is not changed.
  double[] solve(double[] right) {
    double[] x = right.clone();
    for (int k = 0; k < x.length; k++) {
      double[] row = upper[k];
      double value = x[k] / row[k];
      x[k] = value;
      for (int j = k + 1; j < x.length; j++) {
        x[j] -= row[j] * value;
      }
    }
    for (int i = x.length - 1; i >= 0; i--) {
      double[] row = upper[i];
      double sum = x[i];
      for (int j = i + 1; j < x.length; j++) {
        sum -= row[j] * x[j];
      }
      x[i] = sum / row[i];
    }
    return x;
  }

  /// The inverse, symmetric to rounding; row `i` solves for unit vector `i`.
  double[][] inverse() {
    double[][] inverse = new double[upper.length][];
    for (int i = 0; i < upper.length; i++) {
      double[] unit = new double[upper.length];
      unit[i] = 1;
      inverse[i] = solve(unit);
    }
    return inverse;
  }
}
