package guildhall.attribution.influence;

/// What a softmax head minimises over its rows, with both derivatives.
final class Objective {

  private final TrainingRows rows;
  private final double penalty;
  private final int classes;
  private final int width;

  Objective(TrainingRows rows, double penalty) {
    this.rows = rows;
    this.penalty = penalty;
    this.classes = rows.classes();
    this.width = rows.width();
  }

  /// Losses of all rows and the penalty.
  double value(double[] parameters) {
    double sum = 0;
    for (int i = 0; i < rows.size(); i++) {
      double[] logits = SoftmaxHead.logits(parameters, rows.values(i), classes);
      sum += Softmax.logSum(logits) - logits[rows.label(i)];
    }
    return sum + penalty / 2 * Dense.dot(parameters, parameters, 0);
  }

  /// The gradient, shape `[p]`.
  double[] gradient(double[] parameters) {
    double[] gradient = new double[parameters.length];
    for (int i = 0; i < rows.size(); i++) {
      double[] row = rows.values(i);
      double[] residual =
          residual(
              Softmax.probabilities(SoftmaxHead.logits(parameters, row, classes)), rows.label(i));
      for (int c = 0; c < classes; c++) {
        Dense.add(residual[c], row, gradient, c * width);
      }
    }
    Dense.add(penalty, parameters, gradient, 0);
    return gradient;
  }

  /// Probabilities minus what is true, shape `[classes]`: a row's gradient is this times its
  /// features.
  static double[] residual(double[] probabilities, int label) {
    double[] residual = probabilities.clone();
    double others = 0;
    for (int c = 0; c < residual.length; c++) {
      others += c == label ? 0 : residual[c];
    }
    residual[label] = -others; // p - 1 would be rounding where p is almost 1
    return residual;
  }

  /// The Hessian, shape `[p][p]`.
  double[][] hessian(double[] parameters) {
    double[][] hessian = new double[classes * width][classes * width];
    for (int i = 0; i < rows.size(); i++) {
      double[] row = rows.values(i);
      addCurvature(
          1, row, Softmax.probabilities(SoftmaxHead.logits(parameters, row, classes)), hessian);
    }
    for (int j = 0; j < hessian.length; j++) {
      hessian[j][j] += penalty;
    }
    fill(hessian, width);
    return hessian;
  }

  /// Adds a row's curvature to the upper triangle of each block on and above the diagonal.
  ///
  /// @param sign 1, or -1 to take it out again
  static void addCurvature(double sign, double[] row, double[] probabilities, double[][] hessian) {
    int width = row.length;
    for (int c = 0; c < probabilities.length; c++) {
      for (int other = c; other < probabilities.length; other++) {
        double weight = sign * curvature(probabilities, c, other);
        for (int j = 0; j < width; j++) {
          double factor = weight * row[j];
          double[] sum = hessian[c * width + j];
          int from = other * width;
          for (int k = j; k < width; k++) {
            sum[from + k] += factor * row[k];
          }
        }
      }
    }
  }

  /// An element of `diag(p) - p p'`.
  static double curvature(double[] probabilities, int c, int other) {
    double product = probabilities[c] * probabilities[other];
    return c == other ? probabilities[c] - product : -product;
  }

  /// Mirrors the upper triangle of each block, and then the blocks.
  static void fill(double[][] hessian, int width) {
    for (int j = 0; j < hessian.length; j++) {
      int block = j / width * width;
      for (int from = block; from < hessian.length; from += width) {
        for (int k = 0; k < j - block; k++) {
          hessian[j][from + k] = hessian[block + k][from + j - block];
        }
      }
    }
    for (int j = 0; j < hessian.length; j++) {
      for (int k = 0; k < j / width * width; k++) {
        hessian[j][k] = hessian[k][j];
      }
    }
  }
}
