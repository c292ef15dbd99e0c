package guildhall.export;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guildhall.ledger.AccountView;
import java.util.Map;
import java.util.TreeMap;

/// Sums over all accounts, one line for each unit: what is in circulation, what the sources of it
/// are below zero, and the sum of both, which is zero unless something is broken. One thread.
public final class TrialBalance {

  private static final class Sums {
    long accounts;
    long above;
    long below;
    long held;
  }

  private final Map<String, Sums> byUnit = new TreeMap<>();

  /// Adds an account.
  public void add(AccountView account) {
    Sums sums = byUnit.computeIfAbsent(account.unit(), _ -> new Sums());
    sums.accounts++;
    sums.above += Math.max(0, account.balanceMicros());
    sums.below += Math.min(0, account.balanceMicros());
    sums.held += account.heldMicros();
  }

  /// Whether every unit sums to zero.
  public boolean isZero() {
    return byUnit.values().stream().allMatch(sums -> sums.above + sums.below == 0);
  }

  /// As the wire has it.
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("zero", isZero());
    ArrayNode units = json.putArray("units");
    byUnit.forEach((unit, sums) ->
        units
            .addObject()
            .put("unit", unit)
            .put("accounts", sums.accounts)
            .put("credit", Credits.of(sums.above))
            .put("debit", Credits.of(sums.below))
            .put("held", Credits.of(sums.held))
            .put("sum", Credits.of(sums.above + sums.below)));
    return json;
  }
}
