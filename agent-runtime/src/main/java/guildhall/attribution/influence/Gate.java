package guildhall.attribution.influence;

/// Whether a model's rows can be told apart, and how well.
///
/// Above three parameters per ten rows, or where the middle row decides more than half a parameter
/// by itself, sums over rows no longer foretell what a head trained without them says.
///
/// @param status `TOO_FEW_ROWS`, `LEVERAGE_TOO_HIGH`, or `WEIGHED` if they can
/// @param rowsPermille see [InfluenceResult.Confidence#rows]
/// @param leveragePermille see [InfluenceResult.Confidence#leverage]
record Gate(InfluenceStatus status, int rowsPermille, int leveragePermille) {

  private static final double ROWS_GOOD = 0.1;
  private static final double ROWS_MAX = 0.3;
  private static final double LEVERAGE_GOOD = 0.1;
  private static final double LEVERAGE_MAX = 0.5;

  /// A gate for inferences that abstain for another reason.
  static Gate shut(InfluenceStatus status) {
    return new Gate(status, 0, 0);
  }

  /// Looks at the figures.
  ///
  /// @param parameters of the head
  /// @param rows that it was trained on, 1 or more
  /// @param medianLeverage see [HeadInfluence#medianLeverage]
  static Gate of(long parameters, int rows, double medianLeverage) {
    double perRow = (double) parameters / rows;
    InfluenceStatus status = InfluenceStatus.WEIGHED;
    if (perRow > ROWS_MAX) {
      status = InfluenceStatus.TOO_FEW_ROWS;
    } else if (!(medianLeverage <= LEVERAGE_MAX)) {
      status = InfluenceStatus.LEVERAGE_TOO_HIGH;
    }
    return new Gate(
        status,
        falling(perRow, ROWS_GOOD, ROWS_MAX),
        falling(medianLeverage, LEVERAGE_GOOD, LEVERAGE_MAX));
  }

  /// 1000 up to `good`, 0 from `bad` on, evenly between them and rounded down.
  static int falling(double value, double good, double bad) {
    double part = (bad - value) / (bad - good);
    return (int) (1000 * StrictMath.max(0, StrictMath.min(1, part)));
  }
}
