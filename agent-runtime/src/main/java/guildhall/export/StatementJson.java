package guildhall.export;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guildhall.ledger.History;
import guildhall.ledger.LedgerFact.Captured;
import guildhall.ledger.LedgerFact.Refunded;
import guildhall.ledger.LedgerFact.Transferred;

/// Lines of a statement as the wire has them.
public final class StatementJson {

  private StatementJson() {}

  /// A line.
  public static ObjectNode of(History.Line line) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("position", line.position())
            .put("time", Times.instant(line.timeMicros()))
            .put("amount", Credits.of(line.posting().amountMicros()))
            .put("balance", Credits.of(line.posting().balanceMicros()))
            .put("reason", line.moved().reason());
    return switch (line.moved()) {
      case Transferred moved -> json.put("transfer", moved.id().toString());
      case Captured moved -> json.put("hold", moved.hold().toString());
      case Refunded moved ->
          json.put("refund", moved.id().toString()).put("of", moved.of().toString());
    };
  }
}
