package guildhall.attribution.influence;

/// Multinomial logistic regression with a bias and an L2 penalty, over features that are given.
///
/// The parameters minimise the sum of the rows' losses, `-ln p(label)`, plus half the penalty times
/// the squared length of all parameters. The minimum is unique, so the head is a function of its
/// rows. Immutable; safe on any thread.
public final class SoftmaxHead {

  /// A head has at most so many parameters; the Hessian of so many takes 32 MiB.
  public static final int PARAMETERS_MAX = 2048;

  /// A feature is at most so large, or squares of features would drown the other rows.
  public static final double FEATURE_MAX = 1e6;

  private final int classes;
  private final int width;
  private final double[] parameters;
  private final double penalty;

  SoftmaxHead(int classes, int width, double[] parameters, double penalty) {
    this.classes = classes;
    this.width = width;
    this.parameters = parameters;
    this.penalty = penalty;
  }

  /// Fits a head by Newton steps from zero, each halved until it helps.
  ///
  /// Cost: a step takes `O(n p^2 + p^3)` for `n` rows and `p` parameters; some ten steps.
  ///
  /// @return the head, or the status that says why there is none
  public static HeadFit fit(TrainingRows rows, HeadTraining training) {
    return Newton.fit(rows, training, new double[0]);
  }

  /// Like [#fit], but begins at this head: faster when few rows differ. Without these rows the same
  /// head results, within the gradient that the training allows.
  ///
  /// @param rows of the same width and classes
  public HeadFit refit(TrainingRows rows, HeadTraining training) {
    return Newton.fit(rows, training, parameters);
  }

  /// A head that was fitted before.
  ///
  /// @param classes two or more
  /// @param parameters as [#parameters] gave them
  /// @param penalty it was fitted with
  /// @throws IllegalArgumentException if the parameters are not equally many by class
  public static SoftmaxHead of(int classes, double[] parameters, double penalty) {
    if (classes < 2 || parameters.length < 2 * classes || parameters.length % classes != 0) {
      throw new IllegalArgumentException(
          parameters.length + " parameters are none of " + classes + " classes");
    }
    return new SoftmaxHead(classes, parameters.length / classes, parameters.clone(), penalty);
  }

  /// A copy of its parameters, shape `[classes * (features + 1)]`; the bias of a class is its last.
  public double[] parameters() {
    return parameters.clone();
  }

  /// How many classes it tells apart.
  public int classes() {
    return classes;
  }

  /// How many features an input has.
  public int features() {
    return width - 1;
  }

  /// The penalty it was fitted with.
  public double penalty() {
    return penalty;
  }

  /// Probabilities of the classes.
  ///
  /// @param features finite
  /// @return shape `[classes]`
  /// @throws IllegalArgumentException if it is another number of features
  public double[] probabilities(double[] features) {
    return Softmax.probabilities(logits(withBias(features)));
  }

  /// The loss of one example, `-ln p(label)`: 0 or more.
  public double loss(double[] features, int label) {
    double[] logits = logits(withBias(features));
    return Softmax.logSum(logits) - logits[label];
  }

  /// The same head with other parameters: these plus a step.
  ///
  /// @param step shape `[classes * (features + 1)]`
  public SoftmaxHead moved(double[] step) {
    double[] moved = parameters.clone();
    Dense.add(1, step, moved, 0);
    return new SoftmaxHead(classes, width, moved, penalty);
  }

  /// The features with their bias.
  double[] withBias(double[] features) {
    if (features.length != width - 1) {
      throw new IllegalArgumentException(
          "there are " + features.length + " features and not " + (width - 1));
    }
    return Dense.withBias(features);
  }

  /// The logits of features with their bias.
  double[] logits(double[] row) {
    return logits(parameters, row, classes);
  }

  static double[] logits(double[] parameters, double[] row, int classes) {
    double[] logits = new double[classes];
    for (int c = 0; c < classes; c++) {
      logits[c] = Dense.dot(row, parameters, c * row.length);
    }
    return logits;
  }

  /// The gradient of what is minimised, over these rows.
  double[] gradient(TrainingRows rows) {
    return new Objective(rows, penalty).gradient(parameters);
  }

  /// The Hessian of what is minimised, over these rows: symmetric and full.
  double[][] hessian(TrainingRows rows) {
    return new Objective(rows, penalty).hessian(parameters);
  }
}
