package guildhall.host.remote;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// What is asked of a remote agent.
sealed interface Operation {

  /// To do something; a `SendMessageRequest`.
  record Send(ObjectNode request) implements Operation {}

  /// How a task stands.
  record Get(String task) implements Operation {}

  /// Which task came of the messages of a context.
  record Find(String context) implements Operation {}

  /// To stop.
  record Cancel(String task) implements Operation {}
}
