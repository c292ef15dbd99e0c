package guildhall.sdk;

import guildhall.sdk.schema.RecordSchema;

/// The name and the type of one thing an agent keeps between its calls, see [AgentState]: a
/// constant of the agent's code. Two agents that use one key have a value each.
///
/// A value is written as JSON. So a component may be added to the record later only if it is
/// optional, and none can be taken away while there are values that have it.
///
/// @param <T> what is kept
/// @param name dotted lower case and at most 100 characters, unique in an agent, for example
///   `greeter.seen`
/// @param type the record
public record StateKey<T extends Record>(String name, Class<T> type) {

  private static final int LONGEST_NAME = 100;

  /// Checks what it is made of.
  ///
  /// @throws IllegalArgumentException if the name is not dotted lower case or too long, or the
  ///   record has a component no schema can be derived for
  public StateKey {
    if (!name.matches("[a-z][a-z0-9-]*(\\.[a-z][a-z0-9-]*)*")) {
      throw new IllegalArgumentException("a state key's name is dotted lower case: " + name);
    }
    if (name.length() > LONGEST_NAME) {
      throw new IllegalArgumentException(
          "a state key's name has at most " + LONGEST_NAME + " characters: " + name);
    }
    RecordSchema.of(type);
  }

  /// {@return a key}
  ///
  /// @param <T> what is kept
  /// @param name dotted lower case, unique in an agent
  /// @param type the record
  public static <T extends Record> StateKey<T> of(String name, Class<T> type) {
    return new StateKey<>(name, type);
  }
}
