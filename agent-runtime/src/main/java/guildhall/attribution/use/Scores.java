package guildhall.attribution.use;

import java.util.HashMap;
import java.util.Map;

/// What a utility said, so that it is asked once for a mask and not too often in all. Not for
/// several threads.
final class Scores {

  private final Utility utility;
  private final int most;
  private final Map<Long, Long> known = new HashMap<>();

  /// Nothing is known yet.
  ///
  /// @param most masks that may be asked for
  Scores(Utility utility, int most) {
    this.utility = utility;
    this.most = most;
  }

  /// The value of a mask.
  ///
  /// @throws IllegalStateException if it is one mask too many
  /// @throws IllegalArgumentException if the utility's answer is out of its range
  long value(long mask) {
    Long value = known.get(mask);
    if (value == null) {
      if (known.size() == most) {
        throw new IllegalStateException("more than " + most + " scorings");
      }
      value = utility.microNats(mask);
      if (value > Utility.MAX_MICRO_NATS || value < -Utility.MAX_MICRO_NATS) {
        throw new IllegalArgumentException("value of mask " + mask + " out of range: " + value);
      }
      known.put(mask, value);
    }
    return value;
  }

  /// Masks that were asked for.
  int asked() {
    return known.size();
  }
}
