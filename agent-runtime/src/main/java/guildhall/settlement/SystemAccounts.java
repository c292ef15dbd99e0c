package guildhall.settlement;

import guildhall.ledger.AccountKind;
import guildhall.ledger.Operation.OpenAccount;
import java.util.List;

/// Accounts of the runtime itself. Their names start with `@`, which no principal's does.
public final class SystemAccounts {

  /// Where supply enters; alone may go below zero.
  public static final String TREASURY = "@treasury";

  /// The operator's part of fees.
  public static final String PLATFORM = "@platform";

  /// Royalty parts of fees until they are distributed.
  public static final String ROYALTIES = "@royalties";

  /// Royalty parts nobody could be found for.
  public static final String RESIDUAL = "@residual";

  /// What was due to accounts that are closed.
  public static final String UNCLAIMED = "@unclaimed";

  /// What to open at the first start.
  public static final List<OpenAccount> ALL =
      List.of(
          new OpenAccount(TREASURY, "@operator", AccountKind.TREASURY),
          new OpenAccount(PLATFORM, "@operator", AccountKind.PLATFORM),
          new OpenAccount(ROYALTIES, "@operator", AccountKind.POOL),
          new OpenAccount(RESIDUAL, "@operator", AccountKind.RESIDUAL),
          new OpenAccount(UNCLAIMED, "@operator", AccountKind.UNCLAIMED));

  private SystemAccounts() {}
}
