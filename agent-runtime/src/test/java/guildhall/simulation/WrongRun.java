package guildhall.simulation;

/// A run in which something did not hold.
final class WrongRun extends AssertionError {
  private static final long serialVersionUID = 1;

  WrongRun(long seed, String what, Throwable cause) {
    super(
        "seed %d: %s%nagain: mvn -q -Psimulate -Dseed=%d -Dseeds=1".formatted(seed, what, seed),
        cause);
  }
}
