package guildhall.gateway;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guildhall.datanet.DatanetViews;
import guildhall.settlement.use.Forecast;
import guildhall.settlement.use.UseDesk;
import guildhall.settlement.use.UseJson;
import java.util.Optional;

/// What contributions were used for, what that brought, and what it might.
final class UseEndpoints {

  private static final int PAGE_MAX = 500;
  private static final int PAGE = 50;

  private final GatewayServices services;
  private final DatanetViews views;
  private final Readers readers;

  UseEndpoints(GatewayServices services, Callers callers) {
    this.services = services;
    this.views = new DatanetViews(services.datanets().datanets());
    this.readers = new Readers(callers);
  }

  void addTo(Front front) {
    front.get("/v1/contributors/{id}/uses", this::ofContributor);
    front.get("/v1/datanets/{id}/contributions/{part}/uses", this::ofContribution);
    front.get("/v1/datanets/{id}/forecast", this::forecast);
  }

  private Answer ofContributor(Incoming request) throws Problem {
    request.onlyQuery("limit", "before", "datanet");
    UseDesk.Query query = query(request);
    String name = request.subject();
    Optional<String> datanet = Optional.of(request.text("datanet")).filter(each -> !each.isEmpty());
    UseDesk.Page page =
        services
            .uses()
            .ofAccount(name, datanet, query)
            .orElseThrow(() -> MoneyEndpoints.noSuchAccount(name));
    String filter = datanet.map(each -> "&datanet=" + MoneyEndpoints.encoded(each)).orElse("");
    String path = "/v1/contributors/" + MoneyEndpoints.encoded(name) + "/uses";
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("contributor", name);
    return answer(json, page, path + "?limit=" + query.limit() + filter);
  }

  private static UseDesk.Query query(Incoming request) throws Problem {
    return new UseDesk.Query(
        (int) request.number("limit", 1, PAGE_MAX, PAGE),
        request.number("before", 0, Long.MAX_VALUE, Long.MAX_VALUE));
  }

  private static Answer answer(ObjectNode json, UseDesk.Page page, String next) {
    json.set("uses", UseJson.of(page.uses()));
    page.next().ifPresent(before -> json.put("next", next + "&before=" + before));
    return Answer.ok(json);
  }

  private Answer ofContribution(Incoming request) throws Problem {
    request.onlyQuery("as", "limit", "before");
    UseDesk.Query query = query(request);
    String datanet = admitted(request);
    String id = request.part();
    UseDesk.Contribution contribution =
        services
            .uses()
            .contribution(datanet, id)
            .orElseThrow(() -> Refusals.noSuchContribution(datanet, id));
    UseDesk.Page page = services.uses().ofContribution(datanet, id, contribution, query);
    String path =
        "/v1/datanets/%s/contributions/%s/uses?limit=%d"
            .formatted(MoneyEndpoints.encoded(datanet), MoneyEndpoints.encoded(id), query.limit());
    String as = request.text("as").isEmpty() ? "" : "&as=" + request.text("as");
    return answer(UseJson.of(datanet, id, contribution), page, path + as);
  }

  private Answer forecast(Incoming request) throws Problem {
    request.onlyQuery("as");
    String datanet = admitted(request);
    Forecast forecast =
        services.uses().forecast(datanet).orElseThrow(() -> Refusals.noSuchDatanet(datanet));
    return Answer.ok(UseJson.of(datanet, forecast));
  }

  /// The datanet that is named, to somebody who may look at what it has.
  private String admitted(Incoming request) throws Problem {
    String datanet = request.subject();
    readers.admit(
        services
            .book()
            .await(_ -> views.find(datanet))
            .orElseThrow(() -> Refusals.noSuchDatanet(datanet)),
        request);
    return datanet;
  }
}
