package guildhall.ledger;

import java.util.List;

/// An account and its open holds at the same moment.
///
/// @param account which
/// @param holds those it pays for, by expiry, then id
public record Standing(AccountView account, List<HoldView> holds) {
  /// Copies the list.
  public Standing {
    holds = List.copyOf(holds);
  }
}
