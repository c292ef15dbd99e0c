package guildhall.architecture.violations.ledger;

import java.time.Instant;

/// Replayed tomorrow, it says something else.
public final class ReadsTheClock {

  /// Now.
  public Instant at() {
    return Instant.now();
  }
}
