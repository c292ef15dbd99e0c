package guildhall.architecture.violations.ledger;

/// Two replays, two results.
public final class RollsDice {

  /// A draw.
  public boolean heads() {
    return Math.random() < 0.5;
  }
}
