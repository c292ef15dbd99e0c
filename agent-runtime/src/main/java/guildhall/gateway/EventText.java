package guildhall.gateway;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guildhall.host.ProgressTold;
import guildhall.json.RecordJson;
import guildhall.task.TaskEvent;
import java.nio.charset.StandardCharsets;

/// Events as server-sent events. Source: WHATWG HTML, section 9.2.
final class EventText {

  private EventText() {}

  /// A durable event: its position is the id a reader comes back with.
  static void append(TaskEvent event, StringBuilder chunk) {
    ObjectNode data =
        JsonNodeFactory.instance
            .objectNode()
            .put("task", event.task())
            .put("time", event.time().toString());
    event.data().properties().forEach(field -> data.set(field.getKey(), field.getValue()));
    chunk.append("id: ").append(event.position()).append('\n');
    append(event.type(), data, chunk);
  }

  /// A progress that is not kept, so without an id.
  static void append(ProgressTold told, StringBuilder chunk) {
    append(
        "call.progressed",
        JsonNodeFactory.instance
            .objectNode()
            .put("task", told.task())
            .put("call", told.call())
            .put("capability", told.capability())
            .put("agent", told.agent())
            .put("permille", told.permille())
            .put("note", told.note()),
        chunk);
  }

  private static void append(String type, ObjectNode data, StringBuilder chunk) {
    chunk
        .append("event: ")
        .append(type)
        .append("\ndata: ")
        .append(new String(RecordJson.bytes(data), StandardCharsets.UTF_8))
        .append("\n\n");
  }
}
