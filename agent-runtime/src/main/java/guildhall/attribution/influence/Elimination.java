package guildhall.attribution.influence;

/// Gaussian elimination for a system of the size of the classes.
final class Elimination {

  /// Below this a pivot is rounding: the row determines a direction alone.
  private static final double PIVOT_MIN = 1e-9;

  private Elimination() {}

  /// Solves with the largest pivot of each column.
  ///
  /// @param matrix is used up
  /// @return the right side itself if a pivot is too small
  static double[] solve(double[][] matrix, double[] right) {
    double[] x = right.clone();
    for (int k = 0; k < x.length; k++) {
      swap(matrix, x, k, pivot(matrix, k));
      if (!(StrictMath.abs(matrix[k][k]) > PIVOT_MIN)) {
        return right.clone();
      }
      for (int i = k + 1; i < x.length; i++) {
        double factor = matrix[i][k] / matrix[k][k];
        for (int j = k; j < x.length; j++) {
          matrix[i][j] -= factor * matrix[k][j];
        }
        x[i] -= factor * x[k];
      }
    }
    for (int i = x.length - 1; i >= 0; i--) {
      for (int j = i + 1; j < x.length; j++) {
        x[i] -= matrix[i][j] * x[j];
      }
      x[i] /= matrix[i][i];
    }
    return x;
  }

  private static int pivot(double[][] matrix, int k) {
    int best = k;
    for (int i = k + 1; i < matrix.length; i++) {
      if (StrictMath.abs(matrix[i][k]) > StrictMath.abs(matrix[best][k])) {
        best = i;
      }
    }
    return best;
  }

  private static void swap(double[][] matrix, double[] x, int one, int other) {
    double[] row = matrix[one];
    matrix[one] = matrix[other];
    matrix[other] = row;
    double value = x[one];
    x[one] = x[other];
    x[other] = value;
  }
}
