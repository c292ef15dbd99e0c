package guildhall.gateway;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guildhall.datanet.Charter;
import guildhall.datanet.Curation.PublishedAs;
import guildhall.datanet.CurationStatus;
import guildhall.datanet.DatanetFact.Contributed;
import guildhall.datanet.DatanetViews;
import guildhall.datanet.DatanetViews.Difference;
import guildhall.datanet.DatanetViews.Summary;
import guildhall.datanet.Datanets;
import guildhall.gateway.Refusals.OfDatanet;
import guildhall.task.ErrorCode;
import java.util.List;
import java.util.Optional;

/// `/v1/datanets`: which there are, their charters, and their versions.
final class DatanetEndpoints {

  private static final int PAGE_MAX = 1000;
  private static final int PAGE = 100;

  private final GatewayServices services;
  private final Callers callers;
  private final DatanetViews views;
  private final Readers readers;

  DatanetEndpoints(GatewayServices services, Callers callers) {
    this.services = services;
    this.callers = callers;
    this.views = new DatanetViews(services.datanets().datanets());
    this.readers = new Readers(callers);
  }

  void addTo(Front front) {
    front.get("/v1/datanets", this::list);
    front.get("/v1/datanets/{id}", this::one);
    front.put("/v1/datanets/{id}", this::charter);
    front.post("/v1/datanets/{id}:publish", this::publish);
    front.get("/v1/datanets/{id}/versions/{part}", this::version);
    front.get("/v1/datanets/{id}/diff", this::difference);
  }

  private Answer list(Incoming request) throws Problem {
    request.onlyQuery();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode datanets = json.putArray("datanets");
    services.book().await(_ -> views.all()).forEach(each -> datanets.add(json(each)));
    return Answer.ok(json);
  }

  private static ObjectNode json(Summary datanet) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("name", datanet.name())
            .put("owner", datanet.owner());
    datanet
        .charter()
        .ifPresent(charter -> {
          json.put("purpose", charter.purpose()).put("type", charter.rules().type().word());
          ArrayNode licences = json.putArray("licences");
          charter.rules().licences().forEach(licences::add);
        });
    return json.put("open", datanet.charter().map(Charter::open).orElse(false))
        .put("private", datanet.charter().flatMap(Charter::access).isPresent())
        .put("version", datanet.version())
        .put("changed", datanet.changed())
        .put("accepted", datanet.accepted())
        .put("waiting", datanet.waiting());
  }

  private Answer one(Incoming request) throws Problem {
    request.onlyQuery();
    return Answer.ok(full(request.subject()));
  }

  private ObjectNode full(String datanet) throws Problem {
    Summary found = find(datanet);
    ObjectNode json = json(found);
    found.charter().ifPresent(charter -> json.set("charter", CharterForm.json(charter)));
    return json;
  }

  private Summary find(String datanet) throws Problem {
    return services
        .book()
        .await(_ -> views.find(datanet))
        .orElseThrow(() -> Refusals.noSuchDatanet(datanet));
  }

  private Answer charter(Incoming request) throws Problem {
    request.onlyQuery("as");
    String owner = callers.acting(request);
    Charter charter = CharterForm.read(request);
    String datanet = request.subject();
    boolean[] known = {false};
    CurationStatus status =
        services
            .book()
            .await(draft -> {
              known[0] = views.find(datanet).isPresent();
              return services.datanets().curation().charter(datanet, owner, charter).decide(draft);
            });
    Refusals.refuse(Refusals.of(status, new OfDatanet(datanet, "", owner)));
    String told = status == CurationStatus.EXISTS ? "exists" : known[0] ? "changed" : "created";
    ObjectNode json = full(datanet).put("status", told);
    return Answer.json(told.equals("created") ? 201 : 200, json);
  }

  private Answer publish(Incoming request) throws Problem {
    request.onlyQuery("as");
    String by = callers.acting(request);
    TaskEndpoints.checked(request, Forms.NOTHING);
    String datanet = request.subject();
    PublishedAs published =
        services.book().await(services.datanets().curation().publish(datanet, by));
    Refusals.refuse(Refusals.of(published.status(), new OfDatanet(datanet, "", by)));
    services.datanets().published().refresh(datanet);
    return Answer.ok(full(datanet));
  }

  private Answer version(Incoming request) throws Problem {
    request.onlyQuery("as", "after", "limit");
    int number = (int) Incoming.number("version", request.part(), 1, Integer.MAX_VALUE);
    int limit = (int) request.number("limit", 1, PAGE_MAX, PAGE);
    readers.admit(find(request.subject()), request);
    Datanets.Version version =
        services
            .book()
            .await(_ -> services.datanets().datanets().version(request.subject(), number))
            .orElseThrow(() -> noSuchVersion(request.subject(), request.part()));
    return Answer.ok(json(version, request.text("after"), limit));
  }

  private static ObjectNode json(Datanets.Version version, String after, int limit) {
    List<Contributed> all = version.contributions();
    List<Contributed> page =
        all.stream()
            .dropWhile(each -> !after.isEmpty() && !each.id().equals(after))
            .skip(after.isEmpty() ? 0 : 1)
            .limit(limit)
            .toList();
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("datanet", version.name())
            .put("version", version.version())
            .put("size", all.size());
    ArrayNode contributions = json.putArray("contributions");
    page.forEach(each ->
        contributions
            .addObject()
            .put("id", each.id())
            .put("contributor", each.contributor())
            .put("content", each.content().hex()));
    if (!page.isEmpty() && !page.getLast().equals(all.getLast())) {
      json.put(
          "next",
          "/v1/datanets/%s/versions/%d?limit=%d&after=%s"
              .formatted(version.name(), version.version(), limit, page.getLast().id()));
    }
    return json;
  }

  private static Problem noSuchVersion(String datanet, String version) {
    return Problem.of(
        ErrorCode.DATANET_NOT_FOUND, "the datanet " + datanet + " has no version " + version);
  }

  private Answer difference(Incoming request) throws Problem {
    request.onlyQuery("as", "from", "to");
    Summary datanet = find(request.subject());
    readers.admit(datanet, request);
    int to = (int) request.number("to", 1, Integer.MAX_VALUE, datanet.version());
    int from = (int) request.number("from", 0, Integer.MAX_VALUE, Math.max(0, to - 1L));
    if (from > to) {
      throw Problem.of(
          ErrorCode.INVALID_PARAMETER, "from is " + from + ", which comes after to, " + to);
    }
    Optional<Difference> found =
        services.book().await(_ -> views.difference(datanet.name(), from, to));
    Difference difference =
        found.orElseThrow(() -> noSuchVersion(datanet.name(), Integer.toString(to)));
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("datanet", datanet.name())
            .put("from", from)
            .put("to", to);
    put(json, "added", difference.added());
    put(json, "replaced", difference.replaced());
    put(json, "withdrawn", difference.withdrawn());
    return Answer.ok(json);
  }

  private static void put(ObjectNode json, String name, List<String> ids) {
    ArrayNode array = json.putArray(name);
    ids.forEach(array::add);
  }
}
