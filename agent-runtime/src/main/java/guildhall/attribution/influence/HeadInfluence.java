package guildhall.attribution.influence;

import java.util.Arrays;
import java.util.Optional;

/// What each row, and each group of rows, did to a fitted head: exact Hessian, one Cholesky.
///
/// With `g_i = x_i ⊗ e_i` the gradient of row `i`, `e_i = p_i - onehot(label)`, `W_i = diag(p_i) -
/// p_i p_i'` and `H` the Hessian at the head, leaving row `i` out moves the parameters by one
/// Newton step of `H^-1 U (I - W_i A)^-1 e_i` where `U = x_i ⊗ I` and `A = U' H^-1 U` (Woodbury, a
/// system of the size of the classes); leaving a group out by `(H - H_S)^-1 Σ g_i`. The penalty
/// stays as it is.
///
/// Sources: Koh and Liang 2017 (influence); Pregibon 1981 (one-step deletion in logistic
/// regression); Cook 1977 (leverage and deletion).
///
/// Built once per model: `O(n p^2 + p^3)` and `n * classes + 3 p^2` numbers. Immutable; safe on any
/// thread.
public final class HeadInfluence {

  private final SoftmaxHead head;
  private final TrainingRows rows;
  private final double[][] hessian;
  private final double[][] inverse;
  private final double[][] probabilities;
  private final Deletions deletions;

  private HeadInfluence(
      SoftmaxHead head, TrainingRows rows, double[][] hessian, double[][] inverse) {
    this.head = head;
    this.rows = rows;
    this.hessian = hessian;
    this.inverse = inverse;
    this.probabilities = new double[rows.size()][];
    for (int i = 0; i < rows.size(); i++) {
      probabilities[i] = Softmax.probabilities(head.logits(rows.values(i)));
    }
    this.deletions = Deletions.of(rows, probabilities, inverse);
  }

  /// Factors the Hessian.
  ///
  /// @param rows those the head was fitted to
  /// @return empty if the Hessian has no factor to working precision
  /// @throws IllegalArgumentException if head and rows differ in classes or features
  public static Optional<HeadInfluence> of(SoftmaxHead head, TrainingRows rows) {
    if (head.classes() != rows.classes() || head.features() + 1 != rows.width()) {
      throw new IllegalArgumentException(
          "head of %d classes and %d features, rows of %d and %d"
              .formatted(head.classes(), head.features(), rows.classes(), rows.width() - 1));
    }
    double[][] hessian = head.hessian(rows);
    return Factor.of(hessian)
        .map(factor -> new HeadInfluence(head, rows, hessian, factor.inverse()));
  }

  /// The head.
  public SoftmaxHead head() {
    return head;
  }

  /// The rows.
  public TrainingRows rows() {
    return rows;
  }

  /// The middle row's leverage: how many parameters the row decides by itself, the trace of `W A`,
  /// 0 to the classes less one. Over all rows they sum to the parameters that the penalty leaves
  /// free. In binary regression it is the diagonal of the hat matrix.
  public double medianLeverage() {
    return deletions.medianLeverage();
  }

  /// Influence of every row on the loss of one example.
  ///
  /// Cost: `O(p^2 + n p classes)`.
  ///
  /// @param features finite
  /// @param label from 0, a class of the head
  /// @throws IllegalArgumentException if it is another number of features
  public RowInfluence at(double[] features, int label) {
    double[] row = head.withBias(features);
    double[][] reach = reach(row);
    int classes = head.classes();
    double[] logits = head.logits(row);
    double[] before = Softmax.probabilities(logits);
    double[] residual = Objective.residual(before, label);
    RowInfluence influence = new RowInfluence(rows.size());
    double[] coupling = new double[classes * classes];
    double[] change = new double[classes];
    for (int i = 0; i < rows.size(); i++) {
      couple(rows.values(i), reach, coupling);
      shift(coupling, deletions.gradient(i), change);
      influence.first[i] = Dense.dot(residual, change, 0);
      shift(coupling, deletions.step(i), change);
      influence.oneStep[i] = Softmax.rise(logits, before, change, label);
      double part = deletions.part(i);
      for (int c = 0; c < classes; c++) {
        change[c] *= part;
      }
      influence.bounded[i] =
          part < 1 ? Softmax.rise(logits, before, change, label) : influence.oneStep[i];
    }
    return influence;
  }

  /// How far a unit of each parameter's gradient moves each logit of an example.
  ///
  /// @return shape `[width][classes * classes]`: of feature `j`, from class `c` of a training row
  ///   to logit `to`, at `to * classes + c`
  private double[][] reach(double[] example) {
    int classes = head.classes();
    int width = example.length;
    double[][] reach = new double[width][classes * classes];
    for (int c = 0; c < classes; c++) {
      for (int j = 0; j < width; j++) {
        double[] row = inverse[c * width + j];
        for (int to = 0; to < classes; to++) {
          reach[j][to * classes + c] = Dense.dot(example, row, to * width);
        }
      }
    }
    return reach;
  }

  private static void couple(double[] row, double[][] reach, double[] coupling) {
    Arrays.fill(coupling, 0);
    for (int j = 0; j < row.length; j++) {
      Dense.add(row[j], reach[j], coupling, 0);
    }
  }

  private static void shift(double[] coupling, double[] step, double[] change) {
    for (int to = 0; to < change.length; to++) {
      change[to] = Dense.dot(step, coupling, to * step.length);
    }
  }

  /// The head without a group of rows, by one Newton step from this head. It does not depend on an
  /// example, so it is worth keeping: its loss minus this head's is the group's influence.
  ///
  /// Cost: `O(s p^2 + p^3)` for `s` rows.
  ///
  /// @param group indices of rows, each once
  /// @return empty if what is left has no factor to working precision
  public Optional<SoftmaxHead> without(int... group) {
    double[][] left = new double[hessian.length][];
    for (int j = 0; j < hessian.length; j++) {
      left[j] = hessian[j].clone();
    }
    double[] gradient = new double[hessian.length];
    for (int i : group) {
      double[] row = rows.values(i);
      Objective.addCurvature(-1, row, probabilities[i], left);
      double[] residual = deletions.gradient(i);
      for (int c = 0; c < residual.length; c++) {
        Dense.add(residual[c], row, gradient, c * row.length);
      }
    }
    Objective.fill(left, rows.width());
    return Factor.of(left).map(factor -> head.moved(factor.solve(gradient)));
  }
}
