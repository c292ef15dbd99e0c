package guildhall.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guildhall.model.head.HeadDesk;
import guildhall.model.head.HeadDesk.Trained;
import guildhall.model.head.HeadDesk.Training;
import guildhall.model.head.TrainingStatus;
import guildhall.task.ErrorCode;
import guildhall.task.InputSchema;
import java.util.List;
import java.util.OptionalInt;

/// `/v1/heads`: classifiers that this runtime has trained.
final class HeadEndpoints {

  private static final int PAGE_MAX = 100;
  private static final int PAGE = 20;

  private static final InputSchema FORM =
      Forms.of(
          """
              {"type": "object", "additionalProperties": false, "required": ["name", "datanet"],
               "properties": {
                 "name": {"type": "string", "minLength": 1, "maxLength": 200},
                 "datanet": {"type": "string", "minLength": 1, "maxLength": 200},
                 "version": {"type": "integer", "minimum": 1, "maximum": 999999999}}}
          """);

  private final GatewayServices services;
  private final Callers callers;

  HeadEndpoints(GatewayServices services, Callers callers) {
    this.services = services;
    this.callers = callers;
  }

  void addTo(Front front) {
    front.get("/v1/heads", this::list);
    front.get("/v1/heads/{id}", this::one);
    front.post("/v1/heads", this::train);
  }

  private HeadDesk desk() {
    return services.datanets().heads();
  }

  private Answer list(Incoming request) throws Problem {
    request.onlyQuery("after", "limit");
    int limit = (int) request.number("limit", 1, PAGE_MAX, PAGE);
    String after = request.text("after");
    List<String> names = desk().names();
    int from = after.isEmpty() ? 0 : names.indexOf(after) + 1;
    if (from == 0 && !after.isEmpty()) {
      throw notFound(after);
    }
    int to = Math.min(names.size(), from + limit);
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode heads = json.putArray("heads");
    names.subList(from, to).stream()
        .flatMap(name -> desk().find(name).stream())
        .forEach(each -> heads.add(json(each)));
    if (to < names.size()) {
      json.put(
          "next",
          "/v1/heads?limit=" + limit + "&after=" + MoneyEndpoints.encoded(names.get(to - 1)));
    }
    return Answer.ok(json);
  }

  private static Problem notFound(String name) {
    return Problem.of(ErrorCode.HEAD_NOT_FOUND, "there is no head " + Incoming.shown(name));
  }

  private Answer one(Incoming request) throws Problem {
    request.onlyQuery();
    String name = request.subject();
    return Answer.ok(json(desk().find(name).orElseThrow(() -> notFound(name))));
  }

  private static ObjectNode json(Trained each) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("name", each.registered().id())
            .put("owner", each.registered().owner())
            .put("from", each.head().parent())
            .put("examples", each.head().examples().size())
            .put("words", each.head().words().size());
    ArrayNode labels = json.putArray("labels");
    each.head().labels().forEach(labels::add);
    return json;
  }

  private Answer train(Incoming request) throws Problem {
    request.onlyQuery("as");
    String owner = callers.acting(request);
    JsonNode valid = Forms.valid(FORM, request);
    String name = valid.path("name").textValue();
    JsonNode version = valid.path("version");
    TrainingStatus status =
        desk()
            .train(
                new Training(
                    name,
                    owner,
                    valid.path("datanet").textValue(),
                    version.isMissingNode()
                        ? OptionalInt.empty()
                        : OptionalInt.of(version.intValue())));
    if (!status.ok()) {
      throw Problem.of(
          status == TrainingStatus.BUSY ? ErrorCode.OVERLOADED : ErrorCode.HEAD_REFUSED,
          status.code() + ": " + sentence(status, name));
    }
    ObjectNode json = json(desk().find(name).orElseThrow(() -> notFound(name)));
    return Answer.json(
        status == TrainingStatus.DONE ? 201 : 200, json.put("status", status.code()));
  }

  private static String sentence(TrainingStatus status, String name) {
    return switch (status) {
      case DONE, EXISTS -> name + " is trained";
      case BAD_NAME ->
          "a name has at most 128 letters, digits and ._:/- and begins with a letter or digit; its"
              + " owner is a principal with a name of lower case letters, digits and hyphens";
      case NOT_OWNER -> name + " belongs to somebody else";
      case NAME_TAKEN -> name + " is something else, and stays so";
      case UNKNOWN_DATANET -> "there is no such datanet, or that version of it is not published";
      case PRIVATE -> "only the owner of a private datanet may train on it";
      case NO_EXAMPLES -> "nothing in that version has a label";
      case TOO_MANY_EXAMPLES ->
          "a head is trained on a version of at most " + HeadDesk.EXAMPLES_MAX + " contributions";
      case ONE_CLASS -> "all examples have the same label";
      case TOO_FEW_EXAMPLES ->
          "a head of so many labels needs more examples: 45 different texts for each label";
      case NOT_FITTED -> "no word tells the labels of the examples apart";
      case BUSY -> "another head is trained; ask again";
    };
  }
}
