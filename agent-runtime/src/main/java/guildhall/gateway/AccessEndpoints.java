package guildhall.gateway;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guildhall.book.BookClock;
import guildhall.book.Entry;
import guildhall.datanet.DatanetFact.Accessed;
import guildhall.export.Credits;
import guildhall.task.ErrorCode;
import java.util.List;
import java.util.Optional;

/// `/v1/datanets/{id}/accesses`: who has read a private datanet. For its owner; of others' datanets
/// it needs the key.
final class AccessEndpoints {

  private static final int MOST = 100;
  private static final int USUAL = 20;

  private final GatewayServices services;
  private final Administrators administrators;

  AccessEndpoints(GatewayServices services, Administrators administrators) {
    this.services = services;
    this.administrators = administrators;
  }

  void addTo(Front front) {
    front.get("/v1/datanets/{id}/accesses", this::accesses);
  }

  private record Found(Optional<String> owner, List<Long> positions) {}

  private Answer accesses(Incoming request) throws Problem {
    request.onlyQuery("limit", "before");
    int limit = (int) request.number("limit", 1, MOST, USUAL);
    long before = request.number("before", 0, Long.MAX_VALUE, Long.MAX_VALUE);
    String datanet = request.subject();
    Found found =
        services
            .book()
            .await(_ ->
                new Found(
                    services.accesses().owner(datanet),
                    services.accesses().newest(datanet, before, limit + 1)));
    if (!found.owner().equals(Optional.of(Gateway.PRINCIPAL))) {
      administrators.admit(request);
    }
    if (found.owner().isEmpty()) {
      throw Problem.of(ErrorCode.NOT_FOUND, "there is no datanet " + datanet + " with a charter");
    }
    return Answer.ok(page(datanet, found.positions(), limit));
  }

  /// @param positions one more than the limit if there are more
  private ObjectNode page(String datanet, List<Long> positions, int limit) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("datanet", datanet);
    ArrayNode accesses = json.putArray("accesses");
    List<Long> shown = positions.subList(0, Math.min(limit, positions.size()));
    for (long position : shown) {
      Entry entry = services.book().feed().get(position);
      if (entry.fact() instanceof Accessed accessed) {
        accesses.add(json(accessed, entry));
      }
    }
    if (positions.size() > limit) {
      json.put(
          "next",
          "/v1/datanets/%s/accesses?limit=%d&before=%d"
              .formatted(MoneyEndpoints.encoded(datanet), limit, shown.getLast()));
    }
    return json;
  }

  private static ObjectNode json(Accessed accessed, Entry entry) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("position", entry.position())
            .put("time", BookClock.instant(entry.timeMicros()).toString())
            .put("version", accessed.version())
            .put("call", accessed.call())
            .put("agent", accessed.agent())
            .put("owner", accessed.owner())
            .put("reader", accessed.reader());
    ArrayNode passages = json.putArray("passages");
    accessed.passages().forEach(passages::add);
    return json.put("others", accessed.others())
        .put("price", Credits.of(accessed.priceMicros()))
        .put("paid", Credits.of(accessed.paidMicros()));
  }
}
