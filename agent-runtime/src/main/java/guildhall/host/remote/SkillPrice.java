package guildhall.host.remote;

import com.fasterxml.jackson.databind.JsonNode;
import guildhall.sdk.Amount;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What the pricing extension of a card says about one skill; each part may be missing.
///
/// @param capability what the skill is called in this market; the skill's id if it does not say
/// @param fee firm, in credits
/// @param within promised time to deliver
/// @param quality promised, in permille
/// @param once whether the agent does a message once however often it is sent under one message id
record SkillPrice(
    String capability,
    Optional<Amount> fee,
    Optional<Duration> within,
    Optional<Integer> quality,
    boolean once) {

  /// The extension that carries it; another form of it would have another URI.
  static final String EXTENSION = "https://guildhall.dev/a2a/pricing/v1";

  /// A skill that its card says nothing about.
  static SkillPrice unsaid(String skill) {
    return new SkillPrice(skill, Optional.empty(), Optional.empty(), Optional.empty(), false);
  }

  /// Reads it.
  ///
  /// @throws BadCardException if a part is not what it must be
  static SkillPrice of(String skill, JsonNode json) throws BadCardException {
    return new SkillPrice(
        json.path("capability").asText(skill),
        part(skill, "fee", json, each -> Amount.credits(text(each))),
        part(skill, "within", json, each -> Duration.parse(text(each))),
        part(skill, "quality", json, SkillPrice::permille),
        json.path("idempotent").asBoolean(false));
  }

  private static <T> Optional<T> part(
      String skill, String name, JsonNode json, Function<JsonNode, @Nullable T> read)
      throws BadCardException {
    JsonNode value = json.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    try {
      T part = read.apply(value);
      if (part != null) {
        return Optional.of(part);
      }
    } catch (IllegalArgumentException | ArithmeticException | DateTimeParseException _) {
      // told below
    }
    throw new BadCardException(
        "its card has a "
            + name
            + " for "
            + Plain.text(skill, 100)
            + " that is no good: "
            + Plain.text(value.toString(), 100));
  }

  private static String text(JsonNode value) {
    if (!value.isTextual()) {
      throw new IllegalArgumentException("not a text");
    }
    return value.asText();
  }

  private static @Nullable Integer permille(JsonNode value) {
    return value.isInt() && value.asInt() >= 0 && value.asInt() <= 1000 ? value.asInt() : null;
  }
}
