package guildhall.sdk;

import java.time.Duration;
import java.util.function.Consumer;

/// How much, how well and until when: the conditions of a paid request to the market.
///
/// @param atMost ceiling for fee plus expenses
/// @param qualityFloor bids that promise less, in permille, lose whatever their price
/// @param within how long the caller will wait; never past the caller's own deadline
/// @param heard gets the agent's progress, on a thread of the runtime; must be quick
public record Ask(Amount atMost, int qualityFloor, Duration within, Consumer<Progress> heard) {

  /// @throws IllegalArgumentException if the floor is outside 0 to 1000 or the time is not positive
  public Ask {
    if (qualityFloor < 0 || qualityFloor > 1000) {
      throw new IllegalArgumentException("qualityFloor must be 0..1000: " + qualityFloor);
    }
    if (!within.isPositive()) {
      throw new IllegalArgumentException("within must be positive: " + within);
    }
  }

  /// At most this much, any quality, within a minute, progress unheard.
  public static Ask atMost(Amount ceiling) {
    return new Ask(ceiling, 0, Duration.ofMinutes(1), _ -> {});
  }

  /// The same with a quality floor in permille.
  public Ask withQualityFloor(int permille) {
    return new Ask(atMost, permille, within, heard);
  }

  /// The same with another patience.
  public Ask withTime(Duration time) {
    return new Ask(atMost, qualityFloor, time, heard);
  }

  /// The same, heard.
  public Ask withProgress(Consumer<Progress> listener) {
    return new Ask(atMost, qualityFloor, within, listener);
  }
}
