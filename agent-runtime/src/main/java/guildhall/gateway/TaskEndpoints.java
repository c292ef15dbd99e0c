package guildhall.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guildhall.book.BookUnavailable;
import guildhall.gateway.TaskJson.Snapshot;
import guildhall.json.RecordJson;
import guildhall.sdk.Receipt;
import guildhall.task.ErrorCode;
import guildhall.task.InputSchema;
import guildhall.task.InputSchema.Violation;
import guildhall.task.Refused;
import guildhall.task.TaskEngine;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `/v1/tasks` but for the event streams.
final class TaskEndpoints {

  private static final InputSchema APPROVE_FORM =
      InputSchema.of(
          RecordJson.readTree(
              """
              {"type": "object", "additionalProperties": false,
               "properties": {
                 "approval": {"type": "string", "minLength": 1, "maxLength": 64},
                 "approve": {"type": "boolean"}}}
              """
                  .getBytes(StandardCharsets.UTF_8)));

  private static final InputSchema EMPTY_FORM =
      InputSchema.of(
          RecordJson.readTree(
              "{\"type\": \"object\", \"additionalProperties\": false}"
                  .getBytes(StandardCharsets.UTF_8)));

  private static final Logger LOG = LoggerFactory.getLogger(TaskEndpoints.class);

  private final GatewayServices services;
  private final Submission submission;

  TaskEndpoints(GatewayServices services) {
    this.services = services;
    this.submission = new Submission(services.goals(), services.clock());
  }

  void addTo(Front front) {
    front.post("/v1/tasks", this::submit);
    front.get("/v1/tasks", this::list);
    front.get("/v1/tasks/{id}", this::one);
    front.post("/v1/tasks/{id}:approve", this::approve);
    front.post("/v1/tasks/{id}:cancel", this::cancel);
    front.get("/v1/tasks/{id}/receipt", this::receipt);
  }

  private Answer submit(Incoming request) throws Problem, Refused {
    JsonNode body = request.json();
    Optional<String> key = idempotencyKey(request);
    Optional<TaskEngine.Accepted> before =
        key.isPresent()
            ? services.engine().submitted(Gateway.PRINCIPAL, key.get(), body.toString())
            : Optional.empty();
    TaskEngine.Accepted accepted =
        before.isPresent() ? before.get() : fresh(submission.request(body, Gateway.PRINCIPAL, key));
    return Answer.json(accepted.created() ? 201 : 200, shown(accepted.task()))
        .withHeader("Location", "/v1/tasks/" + accepted.task());
  }

  private TaskEngine.Accepted fresh(guildhall.task.TaskRequest request) throws Problem {
    try {
      return services.engine().submit(request);
    } catch (Refused refused) {
      String path =
          switch (refused.code()) {
            case INVALID_BUDGET, INSUFFICIENT_FUNDS -> "/budget";
            case INVALID_DEADLINE -> "/deadline";
            case INVALID_PLAN -> "/steps";
            default -> "";
          };
      throw Problem.at(path, refused.code(), refused.sentence());
    }
  }

  private static Optional<String> idempotencyKey(Incoming request) throws Problem {
    Optional<String> key = request.header("Idempotency-Key");
    if (key.isPresent() && !key.get().matches("[\\x21-\\x7e]{1,255}")) {
      throw Problem.of(
          ErrorCode.INVALID_PARAMETER, "an Idempotency-Key has 1 to 255 visible ASCII characters");
    }
    return key;
  }

  private Answer list(Incoming request) throws Problem {
    request.onlyQuery("limit", "before");
    int limit = (int) request.number("limit", 1, 100, 20);
    String before = request.text("before");
    List<Snapshot> newest =
        services
            .book()
            .await(_ ->
                services.tasks().newest(Gateway.PRINCIPAL, before, limit).stream()
                    .map(view -> Snapshot.of(services, view))
                    .toList());
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode tasks = json.putArray("tasks");
    newest.forEach(task -> tasks.add(TaskJson.summary(task)));
    if (newest.size() == limit) {
      json.put("next", "/v1/tasks?limit=" + limit + "&before=" + newest.getLast().view().id());
    }
    return Answer.ok(json);
  }

  private Answer one(Incoming request) throws Refused {
    return Answer.ok(full(request.subject()));
  }

  private ObjectNode full(String task) throws Refused {
    Optional<Snapshot> found =
        services
            .book()
            .await(_ ->
                services
                    .tasks()
                    .find(task)
                    .filter(view -> view.submitted().principal().equals(Gateway.PRINCIPAL))
                    .map(view -> Snapshot.of(services, view)));
    return TaskJson.full(found.orElseThrow(() -> noSuchTask(task)), services.contents());
  }

  /// A task after something was done to it. If the book cannot be read any more, it was done all
  /// the same: the answer is then the task's id and where to look.
  private ObjectNode shown(String task) throws Refused {
    try {
      return full(task);
    } catch (BookUnavailable unavailable) {
      LOG.info("task {} cannot be shown: {}", task, unavailable.reason());
      ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", task);
      json.putObject("links").put("self", "/v1/tasks/" + task);
      return json;
    }
  }

  static Refused noSuchTask(String task) {
    return new Refused(ErrorCode.TASK_NOT_FOUND, "there is no task " + task);
  }

  private Answer approve(Incoming request) throws Problem, Refused {
    JsonNode body = checked(request, APPROVE_FORM);
    services
        .engine()
        .decide(
            request.subject(),
            body.path("approval").asText(""),
            body.path("approve").asBoolean(true),
            Gateway.PRINCIPAL);
    return Answer.ok(shown(request.subject()));
  }

  private Answer cancel(Incoming request) throws Problem, Refused {
    checked(request, EMPTY_FORM);
    services.engine().cancel(request.subject(), Gateway.PRINCIPAL);
    return Answer.ok(shown(request.subject()));
  }

  static JsonNode checked(Incoming request, InputSchema form) throws Problem {
    JsonNode body = request.jsonOrNothing();
    List<Violation> violations = form.violations(body);
    if (!violations.isEmpty()) {
      throw Problem.of(violations.getFirst());
    }
    return body;
  }

  private Answer receipt(Incoming request) throws Refused {
    String task = request.subject();
    services.engine().find(task, Gateway.PRINCIPAL);
    Receipt receipt =
        services.book().await(draft -> services.receipts().ofTask(task, draft.timeMicros()));
    return Answer.ok(receipt(receipt));
  }

  private static ObjectNode receipt(Receipt receipt) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", receipt.id())
            .put("capability", receipt.capability())
            .put("agent", receipt.agent())
            .put("total", receipt.total().toCredits())
            .put("fee", receipt.fee().toCredits())
            .put("state", receipt.state().name());
    json.set("lines", RecordJson.tree(receipt.lines()));
    ArrayNode parts = json.putArray("parts");
    receipt.parts().forEach(part -> parts.add(receipt(part)));
    return json;
  }
}
