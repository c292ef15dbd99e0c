package guildhall.sdk;

import java.util.ArrayList;
import java.util.List;

/// What a [Model] is to go on from.
///
/// @param messages the conversation so far, the oldest first; at least one
/// @param mostTokens how long the answer may become, in tokens of the model, 1 to 1,000,000
/// @param temperaturePermille how far it may stray from what is most likely, 0 to 2000 thousandths
public record Prompt(List<Message> messages, int mostTokens, int temperaturePermille) {

  private static final int MOST_TOKENS = 1_000_000;
  private static final int HOTTEST = 2000;

  /// Who says something.
  public enum Role {
    /// Whoever wrote the agent: how to behave.
    SYSTEM,
    /// Whoever asks.
    USER,
    /// The model.
    ASSISTANT
  }

  /// One thing somebody said.
  ///
  /// @param role who
  /// @param text what
  public record Message(Role role, String text) {}

  /// Checks what it is made of.
  ///
  /// @throws IllegalArgumentException if nothing was said or a number is outside
  public Prompt {
    messages = List.copyOf(messages);
    if (messages.isEmpty()) {
      throw new IllegalArgumentException("a prompt has at least one message");
    }
    if (mostTokens < 1 || mostTokens > MOST_TOKENS) {
      throw new IllegalArgumentException(
          "mostTokens must be 1.." + MOST_TOKENS + ": " + mostTokens);
    }
    if (temperaturePermille < 0 || temperaturePermille > HOTTEST) {
      throw new IllegalArgumentException(
          "temperature must be 0.." + HOTTEST + " permille: " + temperaturePermille);
    }
  }

  /// {@return a question; at most a thousand tokens of answer, always the most likely one}
  ///
  /// @param question what the user says
  public static Prompt of(String question) {
    return new Prompt(List.of(new Message(Role.USER, question)), 1000, 0);
  }

  /// {@return this prompt under instructions, which come first}
  ///
  /// @param instructions how to behave
  public Prompt under(String instructions) {
    List<Message> all = new ArrayList<>();
    all.add(new Message(Role.SYSTEM, instructions));
    all.addAll(messages);
    return new Prompt(all, mostTokens, temperaturePermille);
  }

  /// {@return this prompt with room for so many tokens of answer}
  ///
  /// @param most 1 to 1,000,000
  public Prompt withTokens(int most) {
    return new Prompt(messages, most, temperaturePermille);
  }

  /// {@return this prompt at another temperature}
  ///
  /// @param permille 0 to 2000
  public Prompt withTemperature(int permille) {
    return new Prompt(messages, mostTokens, permille);
  }
}
