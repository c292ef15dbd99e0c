package guildhall.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guildhall.model.ArtefactKey;
import guildhall.model.ArtefactRegistered;
import guildhall.model.ArtefactRegistered.Kind;
import guildhall.model.ArtefactRegistered.Parent;
import guildhall.model.ArtefactStatus;
import guildhall.model.Artefacts;
import guildhall.model.Artefacts.Asked;
import guildhall.task.ErrorCode;
import guildhall.task.InputSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// `/v1/artefacts`: models and adapters, and what they were made from.
final class ArtefactEndpoints {

  private static final int PAGE_MAX = 1000;
  private static final int PAGE = 100;

  private static final InputSchema FORM =
      Forms.of(
          """
              {"type": "object", "additionalProperties": false, "required": ["id", "kind"],
               "properties": {
                 "id": {"type": "string", "minLength": 1, "maxLength": 200},
                 "kind": {"type": "string", "enum": ["model", "adapter"]},
                 "parents": {"type": "array", "items": {
                   "type": "object", "additionalProperties": false,
                   "required": ["from", "millionths"],
                   "properties": {
                     "from": {"type": "string", "minLength": 1, "maxLength": 200},
                     "millionths": {"type": "integer", "minimum": 1, "maximum": 1000000}}}}}}
          """);

  private final GatewayServices services;
  private final Callers callers;

  ArtefactEndpoints(GatewayServices services, Callers callers) {
    this.services = services;
    this.callers = callers;
  }

  void addTo(Front front) {
    front.get("/v1/artefacts", this::list);
    front.get("/v1/artefacts/{id}", this::one);
    front.post("/v1/artefacts", this::register);
  }

  private Answer list(Incoming request) throws Problem {
    request.onlyQuery("after", "limit", "madeFrom");
    int limit = (int) request.number("limit", 1, PAGE_MAX, PAGE);
    String after = request.text("after");
    String madeFrom = request.text("madeFrom");
    List<ArtefactRegistered> all =
        madeFrom.isEmpty() ? services.artefacts().all() : services.artefacts().madeFrom(madeFrom);
    int from = after.isEmpty() ? 0 : behind(all, after);
    int to = Math.min(all.size(), from + limit);
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode artefacts = json.putArray("artefacts");
    all.subList(from, to).forEach(each -> artefacts.add(json(each)));
    if (to < all.size()) {
      json.put("next", next(limit, all.get(to - 1).id(), madeFrom));
    }
    return Answer.ok(json);
  }

  private static int behind(List<ArtefactRegistered> all, String after) throws Problem {
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).id().equals(after)) {
        return i + 1;
      }
    }
    throw notFound(after);
  }

  private static String next(int limit, String after, String madeFrom) {
    String next = "/v1/artefacts?limit=" + limit + "&after=" + MoneyEndpoints.encoded(after);
    return madeFrom.isEmpty() ? next : next + "&madeFrom=" + MoneyEndpoints.encoded(madeFrom);
  }

  private static Problem notFound(String id) {
    return Problem.of(ErrorCode.ARTEFACT_NOT_FOUND, "there is no artefact " + Incoming.shown(id));
  }

  private Answer one(Incoming request) throws Problem {
    request.onlyQuery();
    String id = request.subject();
    return Answer.ok(json(services.artefacts().find(id).orElseThrow(() -> notFound(id))));
  }

  private static ObjectNode json(ArtefactRegistered artefact) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", artefact.id())
            .put("kind", artefact.kind().name().toLowerCase(Locale.ROOT))
            .put("owner", artefact.owner());
    ArrayNode parents = json.putArray("parents");
    int own = ArtefactKey.WHOLE;
    for (Parent parent : artefact.parents()) {
      parents.addObject().put("from", parent.key()).put("millionths", parent.millionths());
      own -= parent.millionths();
    }
    return json.put("own", own).put("manifest", artefact.manifest().hex());
  }

  private Answer register(Incoming request) throws Problem {
    request.onlyQuery("as");
    String owner = callers.acting(request);
    JsonNode valid = Forms.valid(FORM, request);
    List<Parent> parents = new ArrayList<>();
    for (JsonNode each : valid.path("parents")) {
      parents.add(new Parent(each.path("from").textValue(), each.path("millionths").intValue()));
    }
    String id = valid.path("id").textValue();
    Kind kind = Kind.valueOf(valid.path("kind").textValue().toUpperCase(Locale.ROOT));
    ArtefactStatus status = services.artefacts().register(new Asked(id, owner, kind, parents));
    if (!status.ok()) {
      throw Problem.of(ErrorCode.ARTEFACT_REFUSED, status.code() + ": " + sentence(status, id));
    }
    ObjectNode json = json(services.artefacts().find(id).orElseThrow(() -> notFound(id)));
    return Answer.json(
        status == ArtefactStatus.DONE ? 201 : 200, json.put("status", status.code()));
  }

  private static String sentence(ArtefactStatus status, String id) {
    return switch (status) {
      case DONE, EXISTS -> id + " is registered";
      case BAD_NAME ->
          "an id has at most 128 letters, digits and ._:/- and begins with a letter or digit; its"
              + " owner is a principal with a name of lower case letters, digits and hyphens";
      case NOT_OWNER -> id + " belongs to somebody else";
      case ID_TAKEN -> id + " is registered with another kind or other parents, and stays so";
      case TOO_MANY_PARENTS -> "an artefact has at most " + Artefacts.MOST_PARENTS + " parents";
      case BAD_SHARES ->
          "each parent is named once with 1 millionth or more, and together they have at most"
              + " 1000000";
      case UNKNOWN_PARENT ->
          "a parent is model:ID for a registered artefact, or datanet:NAME@VERSION for a published"
              + " version";
      case NOT_TRAINED -> "a head is registered by training it, see /v1/heads";
    };
  }
}
