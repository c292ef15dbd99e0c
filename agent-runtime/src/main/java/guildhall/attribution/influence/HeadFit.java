package guildhall.attribution.influence;

import java.util.Optional;

/// What a fit gave.
///
/// @param status how it ended
/// @param head there if and only if the status is `FITTED`
/// @param steps Newton steps taken
/// @param row index of the row that is out of range, -1 otherwise
public record HeadFit(HeadStatus status, Optional<SoftmaxHead> head, int steps, int row) {

  /// A fit that gave no head.
  static HeadFit without(HeadStatus status, int steps) {
    return new HeadFit(status, Optional.empty(), steps, -1);
  }
}
