package guildhall.gateway;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guildhall.book.BookClock;
import guildhall.book.BookUnavailable;
import guildhall.datanet.Contribution;
import guildhall.datanet.DatanetViews;
import guildhall.datanet.DatanetViews.Summary;
import guildhall.datanet.DatanetViews.View;
import guildhall.export.Credits;
import guildhall.model.ArtefactDesk.Made;
import guildhall.settlement.use.TouchDesk;
import guildhall.settlement.use.UseDesk;
import guildhall.task.ErrorCode;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `/v1/datanets/{id}/contributions/{part}/touched`: which artefacts were made from a contribution,
/// and which receipts it has touched. The receipts are for whoever contributed it, the owner of the
/// datanet, and the operator; the artefacts are for all who may see what the datanet has.
final class TouchEndpoints {

  private static final Logger LOG = LoggerFactory.getLogger(TouchEndpoints.class);

  private static final int PAGE_MAX = 500;
  private static final int PAGE = 50;
  private static final String ARTEFACTS = "artefacts";
  private static final String RECEIPTS = "receipts";

  private final GatewayServices services;
  private final Callers callers;
  private final TouchDesk touches;
  private final DatanetViews views;
  private final Readers readers;

  TouchEndpoints(GatewayServices services, Callers callers, TouchDesk touches) {
    this.services = services;
    this.callers = callers;
    this.touches = touches;
    this.views = new DatanetViews(services.datanets().datanets());
    this.readers = new Readers(callers);
  }

  void addTo(Front front) {
    front.get("/v1/datanets/{id}/contributions/{part}/touched", this::touched);
  }

  /// A contribution, and whose what it has touched is: of an id that was used again, of whoever had
  /// something accepted under it last.
  ///
  /// @param since position of the book from which on it is theirs
  private record It(String datanet, String id, String contributor, long since) {
    String key() {
      return Contribution.key(datanet, id);
    }
  }

  /// @param only one of the two lists; empty for both
  private record Query(String only, int limit, String after, long before, String as) {

    static Query first(String as) {
      return new Query("", PAGE, "", Long.MAX_VALUE, as);
    }

    boolean wants(String list) {
      return only.isEmpty() || only.equals(list);
    }

    String next(It it, String list, String from) {
      return "/v1/datanets/%s/contributions/%s/touched?only=%s&limit=%d&%s"
              .formatted(
                  MoneyEndpoints.encoded(it.datanet()),
                  MoneyEndpoints.encoded(it.id()),
                  list,
                  limit,
                  from)
          + (as.isEmpty() ? "" : "&as=" + MoneyEndpoints.encoded(as));
    }
  }

  private Answer touched(Incoming request) throws Problem {
    request.onlyQuery("as", "only", "limit", "after", "before");
    Query query = query(request);
    Summary datanet =
        services
            .book()
            .await(_ -> views.find(request.subject()))
            .orElseThrow(() -> Refusals.noSuchDatanet(request.subject()));
    It it = it(request);
    boolean whole = maySeeReceipts(datanet, it, request);
    if (!whole) {
      readers.admit(datanet, request);
    }
    if (!whole && query.only().equals(RECEIPTS)) {
      throw Problem.of(
          ErrorCode.FORBIDDEN,
          callers.acting(request) + " has not contributed " + it.key() + " and does not own it");
    }
    return Answer.ok(json(it, query, whole));
  }

  private static Query query(Incoming request) throws Problem {
    String only = request.once("only").orElse("");
    if (!only.isEmpty() && !only.equals(ARTEFACTS) && !only.equals(RECEIPTS)) {
      throw Problem.of(
          ErrorCode.INVALID_PARAMETER,
          "only is " + Incoming.shown(only) + ", allowed are artefacts, receipts");
    }
    return new Query(
        only,
        (int) request.number("limit", 1, PAGE_MAX, PAGE),
        request.once("after").orElse(""),
        request.number("before", 0, Long.MAX_VALUE, Long.MAX_VALUE),
        request.text("as"));
  }

  private It it(Incoming request) throws Problem {
    String datanet = request.subject();
    String id = request.part();
    View view =
        services
            .book()
            .await(_ -> views.contribution(datanet, id))
            .orElseThrow(() -> Refusals.noSuchContribution(datanet, id));
    return services
        .uses()
        .contribution(datanet, id)
        .map(used -> new It(datanet, id, used.contributor(), used.since()))
        .orElseGet(() -> new It(datanet, id, view.contributor().orElse(""), 0));
  }

  private boolean maySeeReceipts(Summary datanet, It it, Incoming request) throws Problem {
    String reader = callers.acting(request);
    return reader.equals(it.contributor())
        || reader.equals(datanet.owner())
        || callers.isOperator(request);
  }

  private ObjectNode json(It it, Query query, boolean whole) throws Problem {
    ObjectNode json =
        JsonNodeFactory.instance.objectNode().put("datanet", it.datanet()).put("id", it.id());
    if (query.wants(ARTEFACTS)) {
      json.set(ARTEFACTS, artefacts(it, query));
    }
    if (whole && query.wants(RECEIPTS)) {
      json.set(RECEIPTS, receipts(it, query));
    }
    return json;
  }

  private ObjectNode artefacts(It it, Query query) throws Problem {
    List<Made> all = services.artefacts().madeFrom(it.key(), it.contributor());
    int from = 0;
    if (!query.after().isEmpty()) {
      List<String> ids = all.stream().map(each -> each.artefact().id()).toList();
      from = ids.indexOf(query.after()) + 1;
      if (from == 0) {
        throw Problem.of(
            ErrorCode.ARTEFACT_NOT_FOUND,
            "no artefact " + Incoming.shown(query.after()) + " was made from " + it.key());
      }
    }
    int to = Math.min(all.size(), from + query.limit());
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("total", all.size());
    ArrayNode page = json.putArray(ARTEFACTS);
    for (Made each : all.subList(from, to)) {
      page.addObject()
          .put("id", each.artefact().id())
          .put("kind", each.artefact().kind().name().toLowerCase(Locale.ROOT))
          .put("owner", each.artefact().owner())
          .put("direct", each.direct());
    }
    if (to < all.size()) {
      String last = MoneyEndpoints.encoded(all.get(to - 1).artefact().id());
      json.put("next", query.next(it, ARTEFACTS, "after=" + last));
    }
    return json;
  }

  private ObjectNode receipts(It it, Query query) {
    TouchDesk.Page page =
        touches.receipts(it.key(), it.since(), new UseDesk.Query(query.limit(), query.before()));
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("total", page.total())
            .put("complete", page.complete());
    ArrayNode receipts = json.putArray(RECEIPTS);
    for (TouchDesk.Touch each : page.receipts()) {
      receipts
          .addObject()
          .put("position", each.position())
          .put("time", BookClock.instant(each.timeMicros()).toString())
          .put("receipt", each.call())
          .put("capability", each.capability())
          .put("read", each.read())
          .put("weight", each.weightPermille())
          .put("amount", Credits.of(each.micros()))
          .put("reversed", each.reversed());
    }
    page.next().ifPresent(before -> json.put("next", query.next(it, RECEIPTS, "before=" + before)));
    return json;
  }

  /// What a withdrawal has touched: the first page, for whoever has withdrawn it. It is withdrawn,
  /// also if this cannot be said now; then it is empty, and can be asked for later.
  Optional<ObjectNode> ofWithdrawn(Incoming request) throws Problem {
    try {
      ObjectNode json = json(it(request), Query.first(request.text("as")), true);
      json.remove(List.of("datanet", "id"));
      return Optional.of(json);
    } catch (BookUnavailable | UncheckedIOException e) {
      LOG.error("request {}: it is withdrawn, what that touches is not known now", request.id(), e);
      return Optional.empty();
    }
  }
}
