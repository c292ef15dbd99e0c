package guildhall.host.remote;

import com.fasterxml.jackson.databind.JsonNode;

/// What a remote agent has said, or that it is not known to have said anything.
sealed interface Said {

  /// How a task stands.
  record Task(RemoteTask task) implements Said {}

  /// An answer without a task.
  ///
  /// @param message an A2A `Message`
  record Message(JsonNode message) implements Said {}

  /// A definite no, or an answer that is none.
  ///
  /// @param code of A2A or JSON-RPC; 0 for an answer that is none
  /// @param sentence of ours
  record Fault(int code, String sentence) implements Said {}

  /// It cannot have heard the question.
  record NotSent(String why) implements Said {}

  /// It may have heard the question, and there is no answer.
  record Lost(String why) implements Said {}

  /// What A2A answers if there is no such task.
  int TASK_NOT_FOUND = -32001;

  /// Whether it has said that it knows no such task.
  default boolean isNotFound() {
    return this instanceof Fault(var code, var _) && code == TASK_NOT_FOUND;
  }
}
