package guildhall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import guildhall.json.RecordJson;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

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
