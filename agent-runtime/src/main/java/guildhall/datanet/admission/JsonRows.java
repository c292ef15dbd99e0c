package guildhall.datanet.admission;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// JSON Lines: on each line an object. Numbers and truth values become texts as they are written,
/// `null` is as if the field were not there, and what is nested becomes a text of JSON. Lines with
/// nothing in them are passed over.
final class JsonRows {

  private final Utf8Chars in;
  private final OfferingLimits limits;
  private final JsonFactory factory;
  private long line;

  JsonRows(Utf8Chars in, OfferingLimits limits) {
    this.in = in;
    this.limits = limits;
    factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxStringLength(limits.itemBytes())
                    .maxNameLength(limits.itemBytes())
                    .build())
            .build();
  }

  /// The line that was read last.
  long line() {
    return line;
  }

  /// The next row, empty at the end.
  Optional<Map<String, String>> next() throws IOException {
    while (true) {
      line = in.line();
      Optional<String> text = text();
      if (text.isEmpty()) {
        return Optional.empty();
      }
      if (!text.get().isBlank()) {
        return Optional.of(row(text.get()));
      }
    }
  }

  private Optional<String> text() throws IOException {
    int c = in.next();
    if (c < 0) {
      return Optional.empty();
    }
    StringBuilder text = new StringBuilder();
    for (; c >= 0 && c != '\n'; c = in.next()) {
      if (text.length() == limits.itemBytes()) {
        throw new Stop(
            Reason.ITEM_TOO_LARGE,
            "Line " + line + " has more than the " + limits.itemBytes() + " bytes it may have.",
            line);
      }
      text.append((char) c);
    }
    return Optional.of(text.toString());
  }

  private Map<String, String> row(String text) throws IOException {
    try (JsonParser parser = factory.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw malformed("no object");
      }
      Map<String, String> row = new LinkedHashMap<>();
      Set<String> names = new HashSet<>();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        unique(names, name);
        if (parser.nextToken() != JsonToken.VALUE_NULL) {
          row.put(name, value(parser));
        }
      }
      if (parser.nextToken() != null) {
        throw malformed("something after its object");
      }
      return row;
    } catch (JsonProcessingException _) {
      throw malformed("no JSON");
    }
  }

  private void unique(Set<String> names, String name) throws Stop {
    if (name.isBlank()) {
      throw malformed("a field without a name");
    }
    if (!names.add(name)) {
      throw malformed("the field " + Shown.quoted(name) + " twice");
    }
    if (names.size() > limits.fields()) {
      throw malformed("more than the " + limits.fields() + " fields it may have");
    }
  }

  private String value(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (!token.isStructStart()) {
      return parser.getText();
    }
    StringWriter nested = new StringWriter();
    try (JsonGenerator out = factory.createGenerator(nested)) {
      copy(parser, out);
    }
    return nested.toString();
  }

  /// Copies what begins here, with a set of names for each object that is open.
  private void copy(JsonParser parser, JsonGenerator out) throws IOException {
    Deque<Set<String>> open = new ArrayDeque<>();
    do {
      JsonToken token = parser.currentToken();
      if (token == null) {
        throw malformed("no JSON");
      }
      if (token.isStructStart()) {
        open.push(new HashSet<>());
        if (open.size() >= limits.jsonDepth()) {
          throw malformed("more than the " + limits.jsonDepth() + " levels it may have");
        }
      } else if (token.isStructEnd()) {
        open.pop();
      } else if (token == JsonToken.FIELD_NAME) {
        unique(open.getFirst(), parser.currentName());
      }
      out.copyCurrentEvent(parser);
    } while (!open.isEmpty() && proceeds(parser));
  }

  private static boolean proceeds(JsonParser parser) throws IOException {
    var _ = parser.nextToken();
    return true;
  }

  private Stop malformed(String has) {
    return new Stop(Reason.MALFORMED, "Line " + line + " has " + has + ".", line);
  }
}
