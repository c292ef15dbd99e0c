package guildhall.architecture.violations.ledger;

/// Replayed tomorrow, it says something else.
public final class ReadsTheNanos {

  /// Now.
  public long at() {
    return System.nanoTime();
  }
}
