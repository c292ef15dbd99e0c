package guildhall.attribution.influence;

/// How weighing one inference ended; of several the first that applies. All but `WEIGHED` abstain:
/// nobody is paid, and what would have been paid stays unattributed.
public enum InfluenceStatus {
  /// The fit gave no head.
  NO_HEAD,
  /// The head is not at the minimum of these rows: it was trained on others, or not to the end.
  OTHER_ROWS,
  /// The Hessian at the head has no Cholesky factor to working precision.
  ILL_CONDITIONED,
  /// More than three parameters per ten rows: single rows cannot be told apart.
  TOO_FEW_ROWS,
  /// The middle row decides more than half a parameter by itself.
  LEVERAGE_TOO_HIGH,
  /// A feature of the inference is NaN, infinite or beyond [SoftmaxHead#FEATURE_MAX], or they are
  /// not as many as the head's.
  INFERENCE_OUT_OF_RANGE,
  /// The answer is no class of the head.
  UNKNOWN_ANSWER,
  /// The head finds the answer no likelier than one of its classes drawn by lot.
  NOT_LEARNED,
  /// No row helped enough for the smallest weight.
  NOTHING_HELPS,
  /// There are weights.
  WEIGHED
}
