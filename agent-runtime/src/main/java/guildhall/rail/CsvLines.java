package guildhall.rail;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/// The whole lines of a CSV file: what is after the last line break is left, for it may be half
/// written. Fields are quoted as in RFC 4180, but without line breaks in them, so that one wrong
/// quote spoils one line. Lines end with LF or CRLF; empty ones are passed over.
final class CsvLines {

  private CsvLines() {}

  /// A line.
  ///
  /// @param number counted from 1
  /// @param end the byte after its line break
  /// @param check CRC-32 of all bytes before `end`
  /// @param fields empty if it cannot be read
  /// @param trouble why it cannot be read, empty if it can
  record Line(int number, int end, long check, List<String> fields, String trouble) {}

  static List<Line> read(byte[] bytes) {
    List<Line> lines = new ArrayList<>();
    CRC32 check = new CRC32();
    int start = 0;
    int number = 0;
    for (int at = 0; at < bytes.length; at++) {
      if (bytes[at] == '\n') {
        number++;
        check.update(bytes, start, at + 1 - start);
        int length = at - start - (at > start && bytes[at - 1] == '\r' ? 1 : 0);
        if (length > 0) {
          lines.add(line(number, at + 1, check.getValue(), ByteBuffer.wrap(bytes, start, length)));
        }
        start = at + 1;
      }
    }
    return lines;
  }

  private static Line line(int number, int end, long check, ByteBuffer bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
      return new Line(number, end, check, fields(text), "");
    } catch (CharacterCodingException _) {
      return new Line(number, end, check, List.of(), "is not UTF-8");
    } catch (IllegalArgumentException _) {
      return new Line(number, end, check, List.of(), "has a quote where none can be");
    }
  }

  /// @throws IllegalArgumentException if a quote is not closed or stands inside a field
  private static List<String> fields(String text) {
    List<String> fields = new ArrayList<>();
    int at = 0;
    while (true) {
      StringBuilder field = new StringBuilder();
      at = text.startsWith("\"", at) ? quoted(text, at + 1, field) : plain(text, at, field);
      fields.add(field.toString());
      if (at == text.length()) {
        return fields;
      }
      at++; // the comma
    }
  }

  private static int plain(String text, int start, StringBuilder field) {
    int comma = text.indexOf(',', start);
    int end = comma < 0 ? text.length() : comma;
    field.append(text, start, end);
    if (field.indexOf("\"") >= 0) {
      throw new IllegalArgumentException(text);
    }
    return end;
  }

  private static int quoted(String text, int start, StringBuilder field) {
    int at = start;
    while (true) {
      int quote = text.indexOf('"', at);
      if (quote < 0) {
        throw new IllegalArgumentException(text);
      }
      field.append(text, at, quote);
      if (!text.startsWith("\"", quote + 1)) {
        boolean ends = quote + 1 == text.length() || text.charAt(quote + 1) == ',';
        if (!ends) {
          throw new IllegalArgumentException(text);
        }
        return quote + 1;
      }
      field.append('"');
      at = quote + 2;
    }
  }

  /// Fields as a line with its line break.
  static String write(List<String> fields) {
    List<String> quoted = new ArrayList<>();
    for (String field : fields) {
      boolean plain = field.indexOf(',') < 0 && field.indexOf('"') < 0 && !field.isEmpty();
      quoted.add(plain ? field : '"' + field.replace("\"", "\"\"") + '"');
    }
    return String.join(",", quoted) + "\n";
  }
}
