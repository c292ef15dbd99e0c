package guildhall.datanet.admission;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// CSV as in RFC 4180, with a header. Lines with nothing in them are passed over.
final class CsvRows {

  private final Utf8Chars in;
  private final OfferingLimits limits;
  private List<String> header = List.of();
  private long line; // of the row that was read last: where it begins
  private int size; // of that row, in characters
  private int ahead = -2; // a character that was read too far, -2 for none

  /// Reads the header.
  CsvRows(Utf8Chars in, OfferingLimits limits) throws IOException {
    this.in = in;
    this.limits = limits;
    header =
        record().orElseThrow(() -> new Stop(Reason.EMPTY, "The file has no header: it is empty."));
    checkHeader();
  }

  private void checkHeader() throws Stop {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < header.size(); i++) {
      String name = header.get(i);
      if (name.isBlank()) {
        throw malformed("the header has no name for column " + (i + 1));
      }
      if (!seen.add(name)) {
        throw malformed("the header has " + Shown.quoted(name) + " twice");
      }
    }
  }

  /// Where the row that was read last begins.
  long line() {
    return line;
  }

  /// The next row, empty at the end.
  Optional<Map<String, String>> next() throws IOException {
    Optional<List<String>> fields = record();
    if (fields.isEmpty()) {
      return Optional.empty();
    }
    List<String> values = fields.get();
    if (values.size() != header.size()) {
      throw malformed(
          "the row has "
              + values.size()
              + (values.size() == 1 ? " field" : " fields")
              + ", the header has "
              + header.size());
    }
    Map<String, String> row = new LinkedHashMap<>();
    for (int i = 0; i < header.size(); i++) {
      row.put(header.get(i), values.get(i));
    }
    return Optional.of(row);
  }

  private Optional<List<String>> record() throws IOException {
    int c = read();
    while (c == '\n') {
      c = read();
    }
    if (c < 0) {
      return Optional.empty();
    }
    line = in.line();
    size = 0;
    ahead = c;
    List<String> fields = new ArrayList<>();
    do {
      if (fields.size() == limits.fields()) {
        throw malformed("a row may have at most " + limits.fields() + " fields");
      }
      fields.add(field());
    } while (read() == ',');
    return Optional.of(fields);
  }

  /// A field; what ends it is left: a comma, a line break or the end.
  private String field() throws IOException {
    StringBuilder field = new StringBuilder();
    int c = read();
    if (c == '"') {
      quoted(field);
      return field.toString();
    }
    for (; c >= 0 && c != ',' && c != '\n'; c = read()) {
      if (c == '"') {
        throw malformed("a quote stands in a field that does not begin with one");
      }
      add(field, c);
    }
    ahead = c;
    return field.toString();
  }

  private void quoted(StringBuilder field) throws IOException {
    long opened = in.line();
    while (true) {
      int c = read();
      if (c < 0) {
        throw new Stop(
            Reason.MALFORMED, "Line " + opened + ": a quote is opened and never closed.", opened);
      }
      if (c == '"') {
        c = read();
        if (c != '"') {
          if (c >= 0 && c != ',' && c != '\n') {
            throw malformed("after a closing quote only a comma or the end of the line may come");
          }
          ahead = c;
          return;
        }
      }
      add(field, c);
    }
  }

  private void add(StringBuilder field, int c) throws Stop {
    if (++size > limits.itemBytes()) {
      throw new Stop(
          Reason.ITEM_TOO_LARGE,
          "Line " + line + ": the row has more than the " + limits.itemBytes() + " bytes it may.",
          line);
    }
    field.append((char) c);
  }

  private int read() throws IOException {
    if (ahead != -2) {
      int c = ahead;
      ahead = -2;
      return c;
    }
    return in.next();
  }

  private Stop malformed(String what) {
    return new Stop(Reason.MALFORMED, "Line " + line + ": " + what + ".", line);
  }
}
