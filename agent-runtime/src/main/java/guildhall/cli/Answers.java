package guildhall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guildhall.json.RecordJson;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Answers as people or programs want them.
final class Answers {

  private Answers() {}

  /// One line of JSON.
  static void json(JsonNode json, PrintWriter out) {
    out.println(new String(RecordJson.bytes(json), StandardCharsets.UTF_8));
  }

  /// An amount with all its six digits.
  static String credits(JsonNode amount) {
    return new BigDecimal(amount.asText("0")).setScale(6).toPlainString();
  }

  /// The fields of an object, one a line, those of an inner one with its name and a dot.
  static void print(ObjectNode object, PrintWriter out) {
    List<String> fields = new ArrayList<>();
    collect("", object, fields);
    fields(out, fields.toArray(String[]::new));
  }

  private static void collect(String before, JsonNode object, List<String> fields) {
    for (var field : object.properties()) {
      JsonNode value = field.getValue();
      if (value.isObject()) {
        collect(before + field.getKey() + ".", value, fields);
      } else {
        fields.add(before + field.getKey());
        fields.add(value.isArray() ? joined(value) : value.asText());
      }
    }
  }

  private static String joined(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(each -> texts.add(each.isValueNode() ? each.asText() : each.toString()));
    return String.join(", ", texts);
  }

  /// Fields, one a line.
  static void fields(PrintWriter out, String... namesAndValues) {
    int width = 0;
    for (int i = 0; i < namesAndValues.length; i += 2) {
      width = Math.max(width, namesAndValues[i].length());
    }
    for (int i = 0; i < namesAndValues.length; i += 2) {
      String name = namesAndValues[i];
      out.println(
          name + " ".repeat(width + 2 - name.length()) + Table.plain(namesAndValues[i + 1]));
    }
  }
}
