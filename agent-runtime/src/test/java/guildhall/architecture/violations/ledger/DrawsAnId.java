package guildhall.architecture.violations.ledger;

import java.util.UUID;

/// Two replays, two ids.
public final class DrawsAnId {

  /// An id nobody can compute again.
  public String id() {
    return UUID.randomUUID().toString();
  }
}
