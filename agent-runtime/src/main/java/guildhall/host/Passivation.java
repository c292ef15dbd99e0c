package guildhall.host;

import java.time.Duration;

/// When an active agent is let go.
///
/// @param idle after so long without a call; more than zero
/// @param mostIdle beyond so many idle agents those that are least used go first; 0 or more
public record Passivation(Duration idle, int mostIdle) {

  /// Five minutes, a hundred thousand agents.
  public static final Passivation USUAL = new Passivation(Duration.ofMinutes(5), 100_000);

  /// @throws IllegalArgumentException if one is outside
  public Passivation {
    if (!idle.isPositive() || mostIdle < 0) {
      throw new IllegalArgumentException("idle %s, at most %d".formatted(idle, mostIdle));
    }
  }
}
