package guildhall.bench.attribution;

import guildhall.attribution.influence.Row;
import guildhall.attribution.influence.SoftmaxHead;
import java.util.List;

/// The closed form that swaps the mean of inverses for the inverse of a mean, for a head of one
/// layer: `1/λ (g_t g_k - 1/n Σ_i (g_t g_i) (g_i g_k) / (λ + |g_i|²))`, with `λ` a tenth of the
/// mean squared gradient entry. Source: Kwon et al. 2024, arXiv 2310.00902.
final class DataInf {

  private static final double DAMPING = 0.1;

  private final SoftmaxHead head;
  private final double[][] gradients;
  private final double[] squares;
  private final double lambda;

  DataInf(SoftmaxHead head, List<Row> rows) {
    this.head = head;
    gradients = new double[rows.size()][];
    squares = new double[rows.size()];
    double sum = 0;
    for (int i = 0; i < gradients.length; i++) {
      gradients[i] = gradient(rows.get(i).features(), rows.get(i).label());
      squares[i] = dot(gradients[i], gradients[i]);
      sum += squares[i];
    }
    lambda = DAMPING * sum / gradients.length / gradients[0].length;
  }

  private double[] gradient(double[] features, int label) {
    double[] residual = head.probabilities(features);
    residual[label] -= 1;
    int width = features.length + 1;
    double[] gradient = new double[residual.length * width];
    for (int c = 0; c < residual.length; c++) {
      for (int j = 0; j < width; j++) {
        gradient[c * width + j] = residual[c] * (j < features.length ? features[j] : 1);
      }
    }
    return gradient;
  }

  /// Influence of every row on the loss of one example, of a scale of its own.
  double[] at(double[] features, int label) {
    double[] direction = gradient(features, label);
    double[] example = direction.clone();
    for (int i = 0; i < gradients.length; i++) {
      double part = dot(example, gradients[i]) / (lambda + squares[i]) / gradients.length;
      for (int j = 0; j < direction.length; j++) {
        direction[j] -= part * gradients[i][j];
      }
    }
    double[] influence = new double[gradients.length];
    for (int i = 0; i < influence.length; i++) {
      influence[i] = dot(direction, gradients[i]) / lambda;
    }
    return influence;
  }

  private static double dot(double[] one, double[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += one[i] * other[i];
    }
    return sum;
  }
}
