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

  /// Royalty parts that are distributed and may still be challenged.
  public static final String VESTING = "@vesting";

  /// Royalty parts nobody could be found for.
  public static final String RESIDUAL = "@residual";

  /// Royalty parts that belong to everybody, such as those for phrases that countless texts share.
  public static final String COMMONS = "@commons";

  /// What was due to accounts that are closed or that nobody has.
  public static final String UNCLAIMED = "@unclaimed";

  /// What to open at the first start.
  public static final List<OpenAccount> ALL =
      List.of(
          new OpenAccount(TREASURY, "@operator", AccountKind.TREASURY),
          new OpenAccount(PLATFORM, "@operator", AccountKind.PLATFORM),
          new OpenAccount(ROYALTIES, "@operator", AccountKind.POOL),
          new OpenAccount(RESIDUAL, "@operator", AccountKind.RESIDUAL),
          new OpenAccount(UNCLAIMED, "@operator", AccountKind.UNCLAIMED),
          new OpenAccount(VESTING, "@operator", AccountKind.POOL));

  /// Opened when it is first paid, so that books without it go on as they are.
  static final OpenAccount OPEN_COMMONS =
      new OpenAccount(COMMONS, "@operator", AccountKind.RESIDUAL);

  private SystemAccounts() {}
}
