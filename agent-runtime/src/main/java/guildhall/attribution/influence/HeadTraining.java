package guildhall.attribution.influence;

/// What a head's fit aims at.
///
/// @param penalty weight of half the squared length of all parameters, the bias too, in the sum of
///   the rows' losses; more than 0 and finite. It is the prior and not data: it stays as it is when
///   rows are left out
/// @param gradientMax the fit ends when no component of the gradient is larger than this times the
///   number of rows times the largest feature (1 if all are smaller); more than 0
/// @param stepsMax Newton steps at most, 1 or more
public record HeadTraining(double penalty, double gradientMax, int stepsMax) {

  private static final double GRADIENT_MAX = 1e-11;
  private static final int STEPS_MAX = 50;

  /// Checks the ranges.
  public HeadTraining {
    if (!(penalty > 0 && penalty <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException("penalty must be > 0 and finite: " + penalty);
    }
    if (!(gradientMax > 0)) {
      throw new IllegalArgumentException("gradientMax must be > 0: " + gradientMax);
    }
    if (stepsMax < 1) {
      throw new IllegalArgumentException("stepsMax must be >= 1: " + stepsMax);
    }
  }

  /// A penalty per row, and the usual ends of a fit: 1e-11 per row, or 50 steps.
  ///
  /// @param lambda more than 0
  /// @param rows that are trained on; none count as one
  public static HeadTraining of(double lambda, int rows) {
    return new HeadTraining(lambda * StrictMath.max(1, rows), GRADIENT_MAX, STEPS_MAX);
  }
}
