package guildhall.gateway;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guildhall.book.Entry;
import guildhall.book.Feed;
import guildhall.ledger.AccountView;
import guildhall.ledger.Id;
import guildhall.ledger.LedgerFact.Captured;
import guildhall.ledger.LedgerFact.Posting;
import guildhall.ledger.LedgerFact.Transferred;
import java.util.List;

/// What moved an account, newest first: walks from each entry to the one before it of the same
/// account.
final class Statement {

  private record Movement(List<Posting> postings, String reason, String kind, Id id) {}

  private Statement() {}

  /// Reads the book: not on an event loop.
  ///
  /// @param before only entries at lower positions
  static ObjectNode of(Feed feed, AccountView account, int limit, long before) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("account", account.account());
    ArrayNode lines = json.putArray("lines");
    long next = start(feed, account, before);
    while (next >= 0 && lines.size() < limit) {
      Entry entry = feed.get(next);
      Movement movement = movement(entry);
      Posting posting = posting(movement, account.account());
      if (entry.position() < before) {
        lines
            .addObject()
            .put("position", entry.position())
            .put("time", TaskJson.time(entry.timeMicros()))
            .put("amount", Credits.of(posting.amountMicros()))
            .put("balance", Credits.of(posting.balanceMicros()))
            .put("reason", movement.reason())
            .put(movement.kind(), movement.id().toString());
      }
      next = posting.previous();
    }
    if (next >= 0) {
      json.put(
          "next",
          "/v1/accounts/"
              + account.account()
              + "/statement?limit="
              + limit
              + "&before="
              + lines.path(lines.size() - 1).path("position").asLong());
    }
    return json;
  }

  /// Where to begin: right after `before` if that entry is of this account, else at the newest.
  private static long start(Feed feed, AccountView account, long before) {
    if (before <= account.lastPosition()) {
      for (Posting posting : movement(feed.get(before)).postings()) {
        if (posting.account().equals(account.account())) {
          return posting.previous();
        }
      }
    }
    return account.lastPosition();
  }

  private static Movement movement(Entry entry) {
    return switch (entry.fact()) {
      case Transferred moved ->
          new Movement(moved.postings(), moved.reason(), "transfer", moved.id());
      case Captured captured ->
          new Movement(captured.postings(), captured.reason(), "hold", captured.hold());
      default -> new Movement(List.of(), "", "", new Id(0, 0));
    };
  }

  private static Posting posting(Movement movement, String account) {
    return movement.postings().stream()
        .filter(each -> each.account().equals(account))
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("the chain of " + account + " leads elsewhere"));
  }
}
