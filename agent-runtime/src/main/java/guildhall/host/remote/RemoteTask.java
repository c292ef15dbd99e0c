package guildhall.host.remote;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/// A task of a remote agent as it told it.
///
/// @param id its name of it
/// @param context the context it says it belongs to; may be empty
/// @param state A2A's, such as `TASK_STATE_WORKING`
/// @param note what it says about the state, made plain; may be empty
/// @param permille how far it says it is, by the pricing extension; 0 if it does not say
/// @param data the first JSON object among its artifacts, else in what it says about the state
record RemoteTask(
    String id, String context, String state, String note, int permille, Optional<JsonNode> data) {

  private static final int LONGEST_NOTE = 200;

  /// Reads a `Task`; empty if it is none.
  static Optional<RemoteTask> of(JsonNode json) {
    String id = json.path("id").asText("");
    JsonNode status = json.path("status");
    if (id.isEmpty() || !status.path("state").isTextual()) {
      return Optional.empty();
    }
    JsonNode message = status.path("message");
    return Optional.of(
        new RemoteTask(
            id,
            json.path("contextId").asText(""),
            status.path("state").asText(),
            note(message.path("parts")),
            message.path("metadata").path(SkillPrice.EXTENSION).path("permille").asInt(0),
            made(json.path("artifacts")).or(() -> data(message.path("parts")))));
  }

  private static Optional<JsonNode> made(JsonNode artifacts) {
    for (JsonNode each : artifacts) {
      Optional<JsonNode> data = data(each.path("parts"));
      if (data.isPresent()) {
        return data;
      }
    }
    return Optional.empty();
  }

  /// The first JSON object among parts.
  static Optional<JsonNode> data(JsonNode parts) {
    for (JsonNode each : parts) {
      if (each.path("data").isObject()) {
        return Optional.of(each.path("data"));
      }
    }
    return Optional.empty();
  }

  private static String note(JsonNode parts) {
    for (JsonNode each : parts) {
      if (each.path("text").isTextual()) {
        return Plain.text(each.path("text").asText(), LONGEST_NOTE);
      }
    }
    return "";
  }
}
