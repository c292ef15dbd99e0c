package guildhall.gateway;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guildhall.book.Feed;
import guildhall.ledger.AccountView;
import guildhall.ledger.History;
import guildhall.ledger.LedgerFact.Captured;
import guildhall.ledger.LedgerFact.Refunded;
import guildhall.ledger.LedgerFact.Transferred;

/// What moved an account, newest first, as JSON.
final class Statement {

  private Statement() {}

  /// Reads the book: not on an event loop.
  ///
  /// @param before only entries at lower positions
  static ObjectNode of(Feed feed, AccountView account, int limit, long before) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("account", account.account());
    ArrayNode lines = json.putArray("lines");
    History.Page page =
        new History(feed::get).statement(account, History.Query.newest(limit, before));
    page.lines().forEach(line -> put(line, lines.addObject()));
    page.next()
        .ifPresent(next ->
            json.put(
                "next",
                "/v1/accounts/"
                    + account.account()
                    + "/statement?limit="
                    + limit
                    + "&before="
                    + next));
    return json;
  }

  private static void put(History.Line line, ObjectNode json) {
    json.put("position", line.position())
        .put("time", TaskJson.time(line.timeMicros()))
        .put("amount", Credits.of(line.posting().amountMicros()))
        .put("balance", Credits.of(line.posting().balanceMicros()))
        .put("reason", line.moved().reason());
    switch (line.moved()) {
      case Transferred moved -> json.put("transfer", moved.id().toString());
      case Captured moved -> json.put("hold", moved.hold().toString());
      case Refunded moved ->
          json.put("refund", moved.id().toString()).put("of", moved.of().toString());
    }
  }
}
