package guildhall.attribution.influence;

/// How fitting a head ended; of several the first that applies.
public enum HeadStatus {
  /// There are no rows.
  EMPTY,
  /// More parameters than [SoftmaxHead#PARAMETERS_MAX].
  TOO_LARGE,
  /// A feature is NaN, infinite or beyond [SoftmaxHead#FEATURE_MAX].
  OUT_OF_RANGE,
  /// All rows have the same label: there is nothing to tell apart.
  ONE_CLASS,
  /// The Hessian has no Cholesky factor to working precision.
  ILL_CONDITIONED,
  /// The gradient was still too large after the last step that was allowed, or no step helped.
  NOT_CONVERGED,
  /// The gradient is as small as was asked for.
  FITTED
}
