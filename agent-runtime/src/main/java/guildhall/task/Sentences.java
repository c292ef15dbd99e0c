package guildhall.task;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What schemas ask for, in English.
final class Sentences {

  private static final int MOST_SHOWN = 80;
  private static final int MOST_CHOICES = 40;

  private Sentences() {}

  /// What a keyword allows.
  ///
  /// @param allowed the keyword's value
  /// @param within the schema it stands in
  /// @return null if the keyword only passes on what is wrong elsewhere
  static @Nullable String notAllowed(String keyword, JsonNode allowed, JsonNode within) {
    String value = allowed.isTextual() ? allowed.textValue() : allowed.toString();
    return switch (keyword) {
      case "enum" -> "allowed are " + choices(allowed);
      case "const" -> "allowed is " + shown(allowed);
      case "minimum" -> "the least allowed is " + value;
      case "exclusiveMinimum" -> "it must be more than " + value;
      case "maximum" -> "the most allowed is " + value;
      case "exclusiveMaximum" -> "it must be less than " + value;
      case "multipleOf" -> "it must be a multiple of " + value;
      case "minLength" -> "it must have at least " + value + " characters";
      case "maxLength" -> "it must have at most " + value + " characters";
      case "pattern" -> "it must match " + value + description(within);
      case "format" -> "it must be a " + value + description(within);
      case "minItems" -> "it must have at least " + value + " elements";
      case "maxItems" -> "it must have at most " + value + " elements";
      case "uniqueItems" -> "no element may be there twice";
      case "minProperties" -> "it must have at least " + value + " fields";
      case "maxProperties" -> "it must have at most " + value + " fields";
      case "propertyNames" -> "not every name in it is allowed";
      case "contains", "minContains", "maxContains" -> "it does not contain what it must";
      case "dependentRequired" -> "it has a field that needs another one";
      case "anyOf", "oneOf" -> "that fits none of the forms allowed" + description(within);
      case "not" -> "just that is not allowed" + description(within);
      default -> null;
    };
  }

  private static String description(JsonNode within) {
    String text = within.path("description").asText("");
    return text.isEmpty() ? "" : " (" + text + ")";
  }

  private static String choices(JsonNode allowed) {
    List<String> all = new ArrayList<>();
    allowed.forEach(each -> all.add(each.isTextual() ? each.textValue() : each.toString()));
    String text = String.join(", ", all.subList(0, Math.min(MOST_CHOICES, all.size())));
    return all.size() > MOST_CHOICES
        ? text + " and " + (all.size() - MOST_CHOICES) + " more"
        : text;
  }

  /// One or several types, with their articles.
  static String types(JsonNode type) {
    if (!type.isArray()) {
      return one(type.asText());
    }
    List<String> all = new ArrayList<>();
    type.forEach(each -> all.add(one(each.asText())));
    return String.join(" or ", all);
  }

  private static String one(String type) {
    return switch (type) {
      case "null" -> "null";
      case "array", "integer", "object" -> "an " + type;
      default -> "a " + type;
    };
  }

  /// A value as JSON, shortened.
  static String shown(JsonNode value) {
    String text = value.toString();
    return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "…";
  }
}
