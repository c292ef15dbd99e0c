package guildhall.export;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guildhall.ledger.AccountView;
import guildhall.ledger.HoldView;
import guildhall.ledger.Standing;

/// Accounts and holds as the wire has them.
public final class AccountJson {

  private AccountJson() {}

  /// An account.
  public static ObjectNode of(AccountView account) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", account.account())
        .put("owner", account.owner())
        .put("kind", account.kind().name())
        .put("unit", account.unit())
        .put("balance", Credits.of(account.balanceMicros()))
        .put("held", Credits.of(account.heldMicros()))
        .put("available", Credits.of(account.availableMicros()))
        .put("frozen", account.frozen())
        .put("closed", account.closed());
  }

  /// An account with its open holds.
  public static ObjectNode of(Standing standing) {
    ObjectNode json = of(standing.account());
    ArrayNode holds = json.putArray("holds");
    standing.holds().forEach(hold -> holds.add(of(hold)));
    return json;
  }

  private static ObjectNode of(HoldView hold) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", hold.id().toString());
    hold.parent().ifPresent(parent -> json.put("parent", parent.toString()));
    return json.put("fee", Credits.of(hold.feeMicros()))
        .put("expensesUpTo", Credits.of(hold.expensesMicros()))
        .put("captured", Credits.of(hold.capturedMicros()))
        .put("spent", Credits.of(hold.spentBelowMicros()))
        .put("free", Credits.of(hold.freeMicros()))
        .put("expires", Times.instant(hold.expiresMicros()));
  }
}
