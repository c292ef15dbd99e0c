package guildhall.sdk;

/// What a [Model] made of a prompt.
public sealed interface Completion {

  /// It went on.
  ///
  /// @param text what it said
  /// @param promptTokens tokens it read, as it counts them
  /// @param completionTokens tokens it wrote
  record Text(String text, int promptTokens, int completionTokens) implements Completion {}

  /// It did not answer.
  ///
  /// @param reason one sentence
  record Unavailable(String reason) implements Completion {}

  /// {@return the text}
  ///
  /// @throws Refusal with the reason if there is none
  default String orThrow() throws Refusal {
    return switch (this) {
      case Text(var text, var _, var _) -> text;
      case Unavailable(var reason) -> throw new Refusal(reason);
    };
  }
}
