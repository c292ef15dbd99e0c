package guildhall.export;

import guildhall.ledger.AccountView;
import guildhall.ledger.Ledger;
import java.util.List;
import java.util.Optional;

/// Accounts of a ledger, a page at a time, in the order they were opened. On the thread that owns
/// the ledger.
public final class Accounts {

  private static final String CREDIT = "credit";

  private Accounts() {}

  /// The accounts that follow on one.
  ///
  /// @param after name of the account before the first; empty for the beginning
  /// @param limit at most so many
  /// @return empty if there is no account of that name
  public static Optional<List<AccountView>> page(Ledger ledger, String after, int limit) {
    List<AccountView> all = ledger.accounts();
    if (after.isEmpty()) {
      return Optional.of(List.copyOf(all.subList(0, Math.min(limit, all.size()))));
    }
    return ledger
        .find(after)
        .map(last -> all.indexOf(last) + 1)
        .map(start -> List.copyOf(all.subList(start, Math.min(all.size(), start + limit))));
  }

  /// In what an account counts.
  public static String unit(AccountView account) {
    return CREDIT;
  }

  /// The units of accounts that exist.
  public static Units units(Ledger ledger) {
    return name -> unit(ledger.find(name).orElseThrow());
  }
}
