package guildhall.host.remote;

import com.fasterxml.jackson.databind.JsonNode;
import guildhall.host.remote.AgentCard.Door;
import guildhall.json.RecordJson;
import guildhall.outbound.GuardedHttp.Request;
import guildhall.outbound.Reply;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// How an operation is put into HTTP, and what the answer means. Pure.
interface Wire {

  /// A result may have 4 MiB, and something is said around it.
  int MOST_BYTES = 6 << 20;

  /// An operation as a request.
  ///
  /// @param id of this request, new for each
  Request request(Operation operation, String id, Duration within);

  /// What an answer of a status below 500 says.
  Said read(Operation operation, String id, Reply.Answered answer);

  /// The wire of a door.
  ///
  /// @param extension whether to say that the pricing extension is understood
  static Wire of(Door door, boolean extension) {
    return switch (door.binding()) {
      case JSONRPC -> new JsonRpcWire(door, extension);
      case HTTP_JSON -> new RestWire(door, extension);
    };
  }

  /// The headers of every request.
  static Map<String, String> headers(String mediaType, boolean extension) {
    Map<String, String> headers = new HashMap<>();
    headers.put("Accept", mediaType);
    headers.put("Content-Type", mediaType);
    headers.put("A2A-Version", "1.0");
    if (extension) {
      headers.put("A2A-Extensions", SkillPrice.EXTENSION);
    }
    return headers;
  }

  /// A body as JSON; empty if it is not.
  static Optional<JsonNode> json(String text) {
    try {
      JsonNode json = RecordJson.readTree(text.getBytes(StandardCharsets.UTF_8));
      return Optional.ofNullable(json).filter(JsonNode::isObject);
    } catch (UncheckedIOException _) {
      return Optional.empty();
    }
  }

  /// What the result of an operation says, which is the same on every wire.
  static Said result(Operation operation, JsonNode json) {
    return switch (operation) {
      case Operation.Send _ ->
          json.has("message") ? new Said.Message(json.path("message")) : task(json.path("task"));
      case Operation.Find _ ->
          json.path("tasks").isEmpty()
              ? new Said.Fault(Said.TASK_NOT_FOUND, "it has no task for this call")
              : task(json.path("tasks").path(0));
      case Operation.Get(var asked) -> same(asked, task(json));
      case Operation.Cancel(var asked) -> same(asked, task(json));
    };
  }

  private static Said task(JsonNode json) {
    return RemoteTask.of(json)
        .<Said>map(Said.Task::new)
        .orElseGet(() -> new Said.Fault(0, "its answer is not what A2A 1.0 expects"));
  }

  private static Said same(String asked, Said said) {
    return said instanceof Said.Task(var task) && !task.id().equals(asked)
        ? new Said.Fault(0, "it answered for another task than it was asked about")
        : said;
  }
}
