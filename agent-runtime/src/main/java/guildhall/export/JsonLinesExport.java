package guildhall.export;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import guildhall.book.ContentId;
import guildhall.book.Entry;
import guildhall.json.RecordJson;
import guildhall.ledger.Id;

/// Every entry as one line: `position`, `time`, `type` and the `fact` with all its fields. Amounts
/// are whole micro-credits, as the book has them; ids are hexadecimal.
final class JsonLinesExport implements Export {

  /// An id is its text.
  private abstract static class AsText {
    @JsonValue
    @Override
    public abstract String toString();
  }

  private record Line(long position, String time, String type, Object fact) {}

  private final ObjectMapper mapper =
      RecordJson.mapper()
          .copy()
          .addMixIn(Id.class, AsText.class)
          .addMixIn(ContentId.class, AsText.class);

  @Override
  public void begin(StringBuilder out) {}

  @Override
  public void append(Entry entry, Units units, StringBuilder out) {
    Line line =
        new Line(
            entry.position(),
            Times.instant(entry.timeMicros()),
            entry.fact().getClass().getSimpleName(),
            entry.fact());
    try {
      out.append(mapper.writeValueAsString(line)).append('\n');
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write entry " + entry.position(), e);
    }
  }
}
