package guildhall.settlement;

import guildhall.governance.Policy;
import guildhall.sdk.Amount;
import guildhall.sdk.Receipt.Line;
import java.util.ArrayList;
import java.util.List;

/// How a fee is split under a policy, pure.
public final class FeeSplit {

  private FeeSplit() {}

  /// The lines of a fee: platform, royalty pool and the agent's owner; empty parts are left out.
  ///
  /// @param receipt the engagement's id, for breaking ties
  /// @param feeMicros what was charged
  /// @param owner account of the agent's owner
  /// @param madeFromData whether the answer was made from contributions or a registered model;
  ///   without any, nothing is due to the pool
  /// @return lines that sum to the fee
  public static List<Line> lines(
      Policy policy, String receipt, long feeMicros, String owner, boolean madeFromData) {
    if (feeMicros == 0) {
      return List.of();
    }
    long royalty = madeFromData ? policy.royaltyBasisPoints() : 0;
    List<String> payees = List.of(SystemAccounts.PLATFORM, SystemAccounts.ROYALTIES, owner);
    List<String> roles = List.of("platform", "royalty", "agent");
    long[] parts =
        Apportionment.split(
            feeMicros,
            List.of(
                (long) policy.platformBasisPoints(),
                royalty,
                10_000L - policy.platformBasisPoints() - royalty),
            payees,
            receipt);
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < parts.length; i++) {
      if (parts[i] > 0) {
        lines.add(new Line(payees.get(i), roles.get(i), Amount.micros(parts[i]), ""));
      }
    }
    return lines;
  }
}
