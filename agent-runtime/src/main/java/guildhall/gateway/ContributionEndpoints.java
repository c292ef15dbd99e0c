package guildhall.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guildhall.book.BookUnavailable;
import guildhall.datanet.Contribution;
import guildhall.datanet.Curation.Judgement;
import guildhall.datanet.CurationStatus;
import guildhall.datanet.DatanetViews;
import guildhall.datanet.DatanetViews.Stage;
import guildhall.datanet.DatanetViews.Summary;
import guildhall.datanet.DatanetViews.View;
import guildhall.gateway.Refusals.OfDatanet;
import guildhall.json.RecordJson;
import guildhall.task.ErrorCode;
import guildhall.task.InputSchema;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `/v1/datanets/{id}/contributions`: what was offered, how it was judged, and taking it out again.
final class ContributionEndpoints {

  private static final Logger LOG = LoggerFactory.getLogger(ContributionEndpoints.class);

  private static final int PAGE_MAX = 1000;
  private static final int PAGE = 100;

  private static final InputSchema REVIEW_FORM =
      Forms.of(
          """
          {"type": "object", "additionalProperties": false, "required": ["approved"],
           "properties": {
             "approved": {"type": "boolean"},
             "reason": {"type": "string", "maxLength": 1000}}}
          """);

  private static final InputSchema WITHDRAW_FORM =
      Forms.of(
          """
          {"type": "object", "additionalProperties": false, "required": ["reason"],
           "properties": {
             "reason": {"type": "string", "pattern": "\\\\S", "maxLength": 1000},
             "erase": {"type": "boolean"}}}
          """);

  private final GatewayServices services;
  private final Callers callers;
  private final DatanetViews views;
  private final Readers readers;
  private final TouchEndpoints touches;

  ContributionEndpoints(GatewayServices services, Callers callers, TouchEndpoints touches) {
    this.services = services;
    this.callers = callers;
    this.touches = touches;
    this.views = new DatanetViews(services.datanets().datanets());
    this.readers = new Readers(callers);
  }

  void addTo(Front front) {
    front.get("/v1/datanets/{id}/contributions", this::list);
    front.get("/v1/datanets/{id}/contributions/{part}", this::one);
    front.post("/v1/datanets/{id}/contributions/{part}:review", this::review);
    front.post("/v1/datanets/{id}/contributions/{part}:withdraw", this::withdraw);
  }

  private Answer list(Incoming request) throws Problem {
    request.onlyQuery("as", "state", "after", "limit");
    int limit = (int) request.number("limit", 1, PAGE_MAX, PAGE);
    Stage stage = stage(request.once("state").orElse("accepted"));
    String after = request.text("after");
    readers.admit(datanet(request.subject()), request);
    List<View> page =
        services
            .book()
            .await(_ -> views.contributions(request.subject(), stage, after, limit))
            .orElseThrow(() -> Refusals.noSuchContribution(request.subject(), after));
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("datanet", request.subject());
    ArrayNode contributions = json.putArray("contributions");
    page.forEach(view -> contributions.add(json(view)));
    if (page.size() == limit) {
      json.put(
          "next",
          "/v1/datanets/%s/contributions?state=%s&limit=%d&after=%s"
              .formatted(request.subject(), word(stage), limit, page.getLast().id()));
    }
    return Answer.ok(json);
  }

  private static Stage stage(String text) throws Problem {
    return Arrays.stream(Stage.values())
        .filter(stage -> word(stage).equals(text))
        .findFirst()
        .orElseThrow(() ->
            Problem.of(
                ErrorCode.INVALID_PARAMETER,
                "state is "
                    + Incoming.shown(text)
                    + ", allowed are "
                    + Arrays.stream(Stage.values())
                        .map(ContributionEndpoints::word)
                        .collect(Collectors.joining(", "))));
  }

  private static String word(Stage stage) {
    return stage.name().toLowerCase(Locale.ROOT);
  }

  private Summary datanet(String name) throws Problem {
    return services
        .book()
        .await(_ -> views.find(name))
        .orElseThrow(() -> Refusals.noSuchDatanet(name));
  }

  private static ObjectNode json(View view) {
    ObjectNode json =
        JsonNodeFactory.instance.objectNode().put("id", view.id()).put("state", word(view.stage()));
    view.contributor().ifPresent(name -> json.put("contributor", name));
    view.content().ifPresent(content -> json.put("content", content.hex()));
    view.offer()
        .ifPresent(offer ->
            json.put("licence", offer.licence())
                .put("bytes", offer.bytes())
                .put("score", offer.scorePermille()));
    view.aliasOf().ifPresent(root -> json.put("aliasOf", root));
    if (view.since() > 0) {
      json.put("since", view.since());
    }
    if (view.stage() == Stage.WAITING) {
      ArrayNode reviews = json.putArray("reviews");
      view.reviews()
          .forEach(each ->
              reviews
                  .addObject()
                  .put("reviewer", each.reviewer())
                  .put("approved", each.approved())
                  .put("reason", each.reason()));
    }
    if (!view.reason().isEmpty()) {
      json.put("reason", view.reason());
    }
    view.withdrawn().ifPresent(fact -> json.put("by", fact.by()).put("erased", fact.erased()));
    return json;
  }

  private record Found(Summary datanet, View view) {}

  private Answer one(Incoming request) throws Problem {
    request.onlyQuery("as");
    Found found = find(request);
    boolean mayRead = readers.mayRead(found.datanet(), found.view(), request);
    if (!mayRead) {
      readers.admit(found.datanet(), request);
    }
    ObjectNode json = json(found.view());
    if (mayRead) {
      text(found.view()).ifPresent(text -> put(json, text));
    }
    return Answer.ok(json);
  }

  private Found find(Incoming request) throws Problem {
    String datanet = request.subject();
    Summary summary = datanet(datanet);
    return services
        .book()
        .await(_ -> views.contribution(datanet, request.part()))
        .map(view -> new Found(summary, view))
        .orElseThrow(() -> Refusals.noSuchContribution(datanet, request.part()));
  }

  private Optional<Contribution> text(View view) throws Problem {
    if (view.content().isEmpty()) {
      return Optional.empty();
    }
    try {
      return services
          .contents()
          .get(view.content().get())
          .map(bytes -> RecordJson.read(bytes, Contribution.class));
    } catch (IOException e) {
      LOG.error("the content of {} cannot be read", view.id(), e);
      throw Problem.of(
          ErrorCode.UNAVAILABLE, "the text of " + view.id() + " cannot be read, see the log");
    }
  }

  private static void put(ObjectNode json, Contribution contribution) {
    json.put("text", contribution.text());
    ObjectNode fields = json.putObject("fields");
    new TreeMap<>(contribution.fields()).forEach(fields::put);
  }

  private Answer review(Incoming request) throws Problem {
    request.onlyQuery("as");
    String reviewer = callers.acting(request);
    JsonNode body = Forms.valid(REVIEW_FORM, request);
    Judgement judgement =
        new Judgement(
            request.subject(),
            request.part(),
            reviewer,
            body.path("approved").booleanValue(),
            body.path("reason").asText(""));
    CurationStatus status = services.book().await(services.datanets().curation().review(judgement));
    Refusals.refuse(
        Refusals.of(status, new OfDatanet(request.subject(), request.part(), reviewer)));
    return Answer.ok(shown(request, status));
  }

  /// A contribution after something was done to it. If the book cannot be read any more, it was
  /// done all the same.
  private ObjectNode shown(Incoming request, CurationStatus status) {
    ObjectNode json;
    try {
      json =
          services
              .book()
              .await(_ -> views.contribution(request.subject(), request.part()))
              .map(ContributionEndpoints::json)
              .orElseGet(JsonNodeFactory.instance::objectNode);
    } catch (BookUnavailable unavailable) {
      LOG.info("{} cannot be shown: {}", request.part(), unavailable.reason());
      json = JsonNodeFactory.instance.objectNode().put("id", request.part());
    }
    return json.put("status", status == CurationStatus.EXISTS ? "exists" : "done");
  }

  private Answer withdraw(Incoming request) throws Problem {
    request.onlyQuery("as");
    String by = callers.acting(request);
    JsonNode body = Forms.valid(WITHDRAW_FORM, request);
    boolean erase = body.path("erase").asBoolean(false);
    CurationStatus status =
        services
            .book()
            .await(
                services
                    .datanets()
                    .curation()
                    .withdraw(
                        request.subject(),
                        request.part(),
                        by,
                        body.path("reason").textValue(),
                        erase));
    Refusals.refuse(Refusals.of(status, new OfDatanet(request.subject(), request.part(), by)));
    services.datanets().published().refresh(request.subject());
    ObjectNode json = shown(request, status);
    if (erase) {
      json.put("gone", erased(request));
    }
    touches.ofWithdrawn(request).ifPresent(touched -> json.set("touched", touched));
    return Answer.ok(json);
  }

  /// It is withdrawn, whatever becomes of its bytes now: the next start, or the next withdrawal,
  /// tries again.
  private boolean erased(Incoming request) {
    try {
      services.datanets().erasure().run();
      return true;
    } catch (IOException e) {
      LOG.error("request {}: not all that was withdrawn is erased", request.id(), e);
      return false;
    }
  }
}
