package guildhall.attribution.influence;

import guildhall.attribution.Attribution;
import guildhall.attribution.Attribution.Weight;
import java.util.List;

/// What came of weighing one inference.
///
/// @param status how it ended
/// @param attribution the weights; abstains unless the status is `WEIGHED`
/// @param harm rows that made the answer less likely and by how much, in the order of registration
///   and the unit of the weights; nobody is charged for it. Empty unless there are weights
/// @param confidence how far the weights are to be trusted
public record InfluenceResult(
    InfluenceStatus status, Attribution attribution, List<Weight> harm, Confidence confidence) {

  /// Copies the list.
  public InfluenceResult {
    harm = List.copyOf(harm);
  }

  /// How far weights are to be trusted.
  ///
  /// @param permille the least of the other three, 0 to 1000
  /// @param rows 1000 up to one parameter per ten rows, then falling evenly to 0 at three per ten
  /// @param leverage 1000 up to a median leverage of 0.1, then falling evenly to 0 at 0.5
  /// @param agreement of the one-step with the first-order influence of all rows on this inference:
  ///   1000 less a thousand times the sum of their distances by the sum of their sizes
  public record Confidence(int permille, int rows, int leverage, int agreement) {

    /// None at all.
    static final Confidence NONE = new Confidence(0, 0, 0, 0);

    static Confidence of(int rows, int leverage, int agreement) {
      return new Confidence(
          StrictMath.min(rows, StrictMath.min(leverage, agreement)), rows, leverage, agreement);
    }
  }
}
