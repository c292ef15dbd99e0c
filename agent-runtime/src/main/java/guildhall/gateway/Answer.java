package guildhall.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guildhall.json.RecordJson;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// An answer, ready to be written.
///
/// @param status of HTTP
/// @param headers besides the usual ones
/// @param body its text
record Answer(int status, Map<String, String> headers, String body) {

  private static final String JSON = "application/json";

  static Answer ok(JsonNode body) {
    return json(200, body);
  }

  static Answer json(int status, JsonNode body) {
    byte[] bytes = RecordJson.bytes(body);
    return new Answer(
        status, Map.of("Content-Type", JSON), new String(bytes, StandardCharsets.UTF_8));
  }

  static Answer text(String contentType, String body) {
    return new Answer(200, Map.of("Content-Type", contentType), body);
  }

  static Answer of(Problem problem) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ObjectNode error =
        body.putObject("error")
            .put("code", problem.code().code())
            .put("message", problem.sentence());
    if (!problem.path().isEmpty()) {
      error.put("path", problem.path());
    }
    Answer answer = json(problem.code().httpStatus(), body);
    for (var header : problem.headers().entrySet()) {
      answer = answer.withHeader(header.getKey(), header.getValue());
    }
    return answer;
  }

  Answer withHeader(String name, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(name, value);
    return new Answer(status, Map.copyOf(more), body);
  }
}
