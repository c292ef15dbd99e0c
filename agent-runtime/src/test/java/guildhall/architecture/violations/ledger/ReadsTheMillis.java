package guildhall.architecture.violations.ledger;

/// Replayed tomorrow, it says something else.
public final class ReadsTheMillis {

  /// Now.
  public long at() {
    return System.currentTimeMillis();
  }
}
