package guildhall.host.remote;

import com.fasterxml.jackson.databind.JsonNode;
import guildhall.host.remote.AgentCard.Door;
import guildhall.outbound.GuardedHttp.Request;
import guildhall.outbound.Reply;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/// A2A over HTTP+JSON (A2A 1.0, section 11).
///
/// @param extension whether to say that the pricing extension is understood
record RestWire(Door door, boolean extension) implements Wire {

  private static final String NO_TASK = "TASK_NOT_FOUND";

  @Override
  public Request request(Operation operation, String id, Duration within) {
    return switch (operation) {
      case Operation.Send(var request) -> post("/message:send", request.toString(), within);
      case Operation.Get(var task) -> get("/tasks/" + escaped(task) + "?historyLength=0", within);
      case Operation.Find(var context) ->
          get("/tasks?pageSize=1&contextId=" + escaped(context), within);
      case Operation.Cancel(var task) -> post("/tasks/" + escaped(task) + ":cancel", "{}", within);
    };
  }

  private Request get(String path, Duration within) {
    return request(HttpMethod.GET, path, Optional.empty(), within);
  }

  private Request post(String path, String body, Duration within) {
    return request(HttpMethod.POST, path, Optional.of(body), within);
  }

  private Request request(HttpMethod method, String path, Optional<String> body, Duration within) {
    String tenant = door.tenant().isEmpty() ? "" : "/" + door.tenant();
    return new Request(
        method,
        URI.create(door.url() + tenant + path),
        Wire.headers("application/json", extension),
        body,
        MOST_BYTES,
        within);
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public Said read(Operation operation, String id, Reply.Answered answer) {
    Optional<JsonNode> json = Wire.json(answer.text());
    if (answer.status() / 100 == 2 && json.isPresent()) {
      return Wire.result(operation, json.get());
    }
    boolean noTask = json.isPresent() && saysNoTask(json.get().path("error"));
    return new Said.Fault(
        noTask ? Said.TASK_NOT_FOUND : 0,
        "it answered with status " + answer.status() + (json.isPresent() ? "" : " and no JSON"));
  }

  private static boolean saysNoTask(JsonNode error) {
    for (JsonNode each : error.path("details")) {
      if (each.path("reason").asText("").equals(NO_TASK)) {
        return true;
      }
    }
    return false;
  }
}
