package guildhall.attribution.influence;

import java.util.Optional;

/// Newton's method for a softmax head: exact Hessian, Cholesky, steps halved until they help.
final class Newton {

  private static final int HALVINGS_MAX = 40;
  private static final double DESCENT_MIN = 1e-4; // Armijo's constant
  private static final double ROUNDING = 1e-13; // of a sum of losses

  private final Objective objective;
  private final HeadTraining training;
  private double[] at;
  private double value;

  private Newton(Objective objective, HeadTraining training, double[] start) {
    this.objective = objective;
    this.training = training;
    this.at = start;
    this.value = objective.value(start);
  }

  /// Fits.
  ///
  /// @param start where to begin, empty for zero
  static HeadFit fit(TrainingRows rows, HeadTraining training, double[] start) {
    HeadFit refused = refuse(rows);
    if (refused.status() != HeadStatus.FITTED) {
      return refused;
    }
    double[] from = start.length == 0 ? new double[(int) rows.parameters()] : start.clone();
    if (from.length != rows.parameters()) {
      throw new IllegalArgumentException(
          "a head of " + from.length + " parameters, rows of " + rows.parameters());
    }
    Newton newton = new Newton(new Objective(rows, training.penalty()), training, from);
    return newton.run(rows, training.gradientMax() * rows.size() * rows.largest());
  }

  /// Looks for what can be seen before the first step; `FITTED` if there is nothing.
  private static HeadFit refuse(TrainingRows rows) {
    if (rows.size() == 0) {
      return HeadFit.without(HeadStatus.EMPTY, 0);
    }
    if (rows.parameters() > SoftmaxHead.PARAMETERS_MAX) {
      return HeadFit.without(HeadStatus.TOO_LARGE, 0);
    }
    boolean oneClass = true;
    for (int i = 0; i < rows.size(); i++) {
      if (!Dense.within(rows.values(i), SoftmaxHead.FEATURE_MAX)) {
        return new HeadFit(HeadStatus.OUT_OF_RANGE, Optional.empty(), 0, i);
      }
      oneClass &= rows.label(i) == rows.label(0);
    }
    return HeadFit.without(oneClass ? HeadStatus.ONE_CLASS : HeadStatus.FITTED, 0);
  }

  private HeadFit run(TrainingRows rows, double gradientMax) {
    for (int steps = 0; ; steps++) {
      double[] gradient = objective.gradient(at);
      if (Dense.largest(gradient) <= gradientMax) {
        SoftmaxHead head = new SoftmaxHead(rows.classes(), rows.width(), at, training.penalty());
        return new HeadFit(HeadStatus.FITTED, Optional.of(head), steps, -1);
      }
      Optional<Factor> factor = Factor.of(objective.hessian(at));
      if (factor.isEmpty()) {
        return HeadFit.without(HeadStatus.ILL_CONDITIONED, steps);
      }
      if (steps == training.stepsMax() || !step(gradient, factor.get().solve(gradient))) {
        return HeadFit.without(HeadStatus.NOT_CONVERGED, steps);
      }
    }
  }

  /// Goes against the direction, half as far each time until the value falls as it should.
  private boolean step(double[] gradient, double[] direction) {
    double descent = Dense.dot(gradient, direction, 0);
    double length = 1;
    for (int i = 0; i < HALVINGS_MAX; i++) {
      double[] next = at.clone();
      Dense.add(-length, direction, next, 0);
      double nextValue = objective.value(next);
      if (nextValue <= value - DESCENT_MIN * length * descent + ROUNDING * value) {
        at = next;
        value = nextValue;
        return true;
      }
      length /= 2;
    }
    return false;
  }
}
