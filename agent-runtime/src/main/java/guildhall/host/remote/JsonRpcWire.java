package guildhall.host.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guildhall.host.remote.AgentCard.Door;
import guildhall.outbound.GuardedHttp.Request;
import guildhall.outbound.Reply;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.Optional;

/// A2A over JSON-RPC 2.0 (A2A 1.0, section 9).
///
/// @param extension whether to say that the pricing extension is understood
record JsonRpcWire(Door door, boolean extension) implements Wire {

  @Override
  public Request request(Operation operation, String id, Duration within) {
    ObjectNode call = JsonNodeFactory.instance.objectNode();
    call.put("jsonrpc", "2.0").put("id", id).put("method", method(operation));
    ObjectNode params = params(operation);
    if (!door.tenant().isEmpty()) {
      params.put("tenant", door.tenant());
    }
    call.set("params", params);
    return new Request(
        HttpMethod.POST,
        door.url(),
        Wire.headers("application/json", extension),
        Optional.of(call.toString()),
        MOST_BYTES,
        within);
  }

  private static String method(Operation operation) {
    return switch (operation) {
      case Operation.Send _ -> "SendMessage";
      case Operation.Get _ -> "GetTask";
      case Operation.Find _ -> "ListTasks";
      case Operation.Cancel _ -> "CancelTask";
    };
  }

  private static ObjectNode params(Operation operation) {
    ObjectNode params = JsonNodeFactory.instance.objectNode();
    return switch (operation) {
      case Operation.Send(var request) -> request.deepCopy();
      case Operation.Get(var task) -> params.put("id", task).put("historyLength", 0);
      case Operation.Find(var context) -> params.put("contextId", context).put("pageSize", 1);
      case Operation.Cancel(var task) -> params.put("id", task);
    };
  }

  @Override
  public Said read(Operation operation, String id, Reply.Answered answer) {
    Optional<JsonNode> json = Wire.json(answer.text());
    if (json.isEmpty()) {
      return new Said.Fault(0, "it answered with status " + answer.status() + " and no JSON");
    }
    JsonNode to = json.get().path("id");
    if (!to.isNull() && !to.isMissingNode() && !to.asText().equals(id)) {
      return new Said.Lost("what came is the answer to another request");
    }
    JsonNode error = json.get().path("error");
    if (error.isObject()) {
      int code = error.path("code").asInt(0);
      return new Said.Fault(code, "it answered with the error " + code);
    }
    return to.isTextual()
        ? Wire.result(operation, json.get().path("result"))
        : new Said.Fault(0, "its answer does not say to what");
  }
}
