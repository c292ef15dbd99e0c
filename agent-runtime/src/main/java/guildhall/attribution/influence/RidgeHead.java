package guildhall.attribution.influence;

import java.util.Optional;

/// Linear regression with a bias and an L2 penalty on all parameters, and what each row would be
/// off by had it not been trained on: exact, from one Cholesky. Immutable; safe on any thread.
///
/// Source: the residual without row `i` is `r_i / (1 - h_i)`, `h_i = x_i' H^-1 x_i`, Allen 1974.
public final class RidgeHead {

  /// `1 - h` is taken to be no less: below it is rounding.
  private static final double FREE_MIN = 0x1p-46;

  private final double[] parameters;
  private final double[] residuals;
  private final double[] leverages;

  private RidgeHead(double[] parameters, double[] residuals, double[] leverages) {
    this.parameters = parameters;
    this.residuals = residuals;
    this.leverages = leverages;
  }

  /// What a fit gave.
  ///
  /// @param status `EMPTY`, `TOO_LARGE`, `OUT_OF_RANGE`, `ILL_CONDITIONED` or `FITTED`
  /// @param head there if and only if the status is `FITTED`
  public record Fit(HeadStatus status, Optional<RidgeHead> head) {}

  /// Fits.
  ///
  /// @param features shape `[n][d]`, not kept
  /// @param targets shape `[n]`, in the range of features
  /// @param penalty of the squared length of the parameters; more than 0 and finite
  /// @throws IllegalArgumentException for another shape or penalty
  public static Fit fit(double[][] features, double[] targets, double penalty) {
    HeadStatus status = check(features, targets, penalty);
    if (status != HeadStatus.FITTED) {
      return new Fit(status, Optional.empty());
    }
    double[][] rows = new double[features.length][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Dense.withBias(features[i]);
    }
    Optional<Factor> factor = Factor.of(gram(rows, penalty));
    return factor
        .map(each -> new Fit(HeadStatus.FITTED, Optional.of(solve(rows, targets, each))))
        .orElseGet(() -> new Fit(HeadStatus.ILL_CONDITIONED, Optional.empty()));
  }

  private static HeadStatus check(double[][] features, double[] targets, double penalty) {
    if (features.length != targets.length || !(penalty > 0 && penalty <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          features.length + " rows, " + targets.length + " targets, penalty " + penalty);
    }
    if (features.length == 0) {
      return HeadStatus.EMPTY;
    }
    if (features[0].length >= SoftmaxHead.PARAMETERS_MAX) {
      return HeadStatus.TOO_LARGE;
    }
    boolean inRange = Dense.within(targets, SoftmaxHead.FEATURE_MAX);
    for (double[] row : features) {
      if (row.length != features[0].length) {
        throw new IllegalArgumentException(
            "rows of " + row.length + " and of " + features[0].length + " features");
      }
      inRange &= Dense.within(row, SoftmaxHead.FEATURE_MAX);
    }
    return inRange ? HeadStatus.FITTED : HeadStatus.OUT_OF_RANGE;
  }

  private static double[][] gram(double[][] rows, double penalty) {
    int width = rows[0].length;
    double[][] gram = new double[width][width];
    for (double[] row : rows) {
      for (int j = 0; j < width; j++) {
        Dense.add(row[j], row, gram[j], 0);
      }
    }
    for (int j = 0; j < width; j++) {
      gram[j][j] += penalty;
    }
    return gram;
  }

  private static RidgeHead solve(double[][] rows, double[] targets, Factor factor) {
    double[] right = new double[rows[0].length];
    for (int i = 0; i < rows.length; i++) {
      Dense.add(targets[i], rows[i], right, 0);
    }
    double[] parameters = factor.solve(right);
    double[] residuals = new double[rows.length];
    double[] leverages = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      residuals[i] = targets[i] - Dense.dot(rows[i], parameters, 0);
      leverages[i] = Dense.dot(rows[i], factor.solve(rows[i]), 0);
    }
    return new RidgeHead(parameters, residuals, leverages);
  }

  /// What the head says of an input.
  ///
  /// @param features as many as it was fitted to
  public double predict(double[] features) {
    double[] row = Dense.withBias(features);
    if (row.length != parameters.length) {
      throw new IllegalArgumentException(
          "there are " + features.length + " features and not " + (parameters.length - 1));
    }
    return Dense.dot(row, parameters, 0);
  }

  /// The row's target minus what the head says of it.
  public double residual(int index) {
    return residuals[index];
  }

  /// The row's target minus what a head fitted without it would say.
  public double leaveOneOutResidual(int index) {
    return residuals[index] / StrictMath.max(1 - leverages[index], FREE_MIN);
  }
}
