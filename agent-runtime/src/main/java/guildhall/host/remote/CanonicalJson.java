package guildhall.host.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;
import java.util.TreeMap;

/// JSON in the one form of RFC 8785, so that a signature fits whoever writes it.
final class CanonicalJson {

  /// From here on whole numbers are written with an exponent, as ECMAScript does.
  private static final int MOST_DIGITS = 21;

  private static final int MOST_ZEROS = 6;

  private CanonicalJson() {}

  /// The canonical text.
  static String of(JsonNode json) {
    StringBuilder out = new StringBuilder();
    write(json, out);
    return out.toString();
  }

  /// The same tree without what says nothing: nulls, empty texts, arrays and objects, at any depth.
  static JsonNode withoutEmpties(JsonNode json) {
    if (json.isObject()) {
      ObjectNode full = JsonNodeFactory.instance.objectNode();
      for (Map.Entry<String, JsonNode> each : json.properties()) {
        JsonNode value = withoutEmpties(each.getValue());
        if (!isEmpty(value)) {
          full.set(each.getKey(), value);
        }
      }
      return full;
    }
    if (json.isArray()) {
      ArrayNode full = JsonNodeFactory.instance.arrayNode();
      for (JsonNode each : json) {
        JsonNode value = withoutEmpties(each);
        if (!isEmpty(value)) {
          full.add(value);
        }
      }
      return full;
    }
    return json;
  }

  private static boolean isEmpty(JsonNode json) {
    return json.isNull()
        || (json.isContainerNode() && json.isEmpty())
        || (json.isTextual() && json.asText().isEmpty());
  }

  private static void write(JsonNode json, StringBuilder out) {
    switch (json.getNodeType()) {
      case OBJECT -> object(json, out);
      case ARRAY -> array(json, out);
      case STRING -> text(json.asText(), out);
      case NUMBER -> out.append(number(json.doubleValue()));
      default -> out.append(json.asText());
    }
  }

  private static void object(JsonNode json, StringBuilder out) {
    Map<String, JsonNode> sorted = new TreeMap<>(); // by UTF-16 units, as the RFC has it
    json.properties().forEach(each -> sorted.put(each.getKey(), each.getValue()));
    String separator = "{";
    for (Map.Entry<String, JsonNode> each : sorted.entrySet()) {
      out.append(separator);
      text(each.getKey(), out);
      out.append(':');
      write(each.getValue(), out);
      separator = ",";
    }
    out.append(sorted.isEmpty() ? "{}" : "}");
  }

  private static void array(JsonNode json, StringBuilder out) {
    out.append('[');
    String separator = "";
    for (JsonNode each : json) {
      out.append(separator);
      write(each, out);
      separator = ",";
    }
    out.append(']');
  }

  private static void text(String text, StringBuilder out) {
    out.append('"');
    text.chars().forEach(unit -> character((char) unit, out));
    out.append('"');
  }

  private static void character(char unit, StringBuilder out) {
    switch (unit) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\b' -> out.append("\\b");
      case '\t' -> out.append("\\t");
      case '\n' -> out.append("\\n");
      case '\f' -> out.append("\\f");
      case '\r' -> out.append("\\r");
      default -> {
        if (unit < ' ') {
          out.append(String.format("\\u%04x", (int) unit));
        } else {
          out.append(unit);
        }
      }
    }
  }

  /// As ECMAScript writes a number: the shortest digits that read back as it.
  static String number(double value) {
    if (value == 0) {
      return "0";
    }
    BigDecimal shortest = shortest(Math.abs(value));
    String digits = shortest.unscaledValue().toString();
    int point = digits.length() - shortest.scale();
    return (value < 0 ? "-" : "") + placed(digits, point);
  }

  /// Java gives at least two digits where one would do.
  private static BigDecimal shortest(double value) {
    BigDecimal two = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    BigDecimal one = two.round(new MathContext(1));
    return one.doubleValue() == value ? one.stripTrailingZeros() : two;
  }

  /// @param point where the decimal point stands, counted from the first digit
  private static String placed(String digits, int point) {
    int length = digits.length();
    if (length <= point && point <= MOST_DIGITS) {
      return digits + "0".repeat(point - length);
    }
    if (0 < point && point <= MOST_DIGITS) {
      return digits.substring(0, point) + "." + digits.substring(point);
    }
    if (-MOST_ZEROS < point && point <= 0) {
      return "0." + "0".repeat(-point) + digits;
    }
    String exponent = (point > 0 ? "e+" : "e-") + Math.abs(point - 1);
    return length == 1
        ? digits + exponent
        : digits.charAt(0) + "." + digits.substring(1) + exponent;
  }
}
