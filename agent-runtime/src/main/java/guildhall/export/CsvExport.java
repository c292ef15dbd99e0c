package guildhall.export;

import guildhall.book.Entry;
import guildhall.ledger.Id;
import guildhall.ledger.LedgerFact.Posting;
import java.util.List;

/// Postings, one a line, as RFC 4180 says: CRLF ends a line, a field with a comma, a quote or a
/// line break is quoted. `link` is the hold of a capture, or what a refund reverses.
final class CsvExport implements Export {

  private static final String HEADER =
      "position,time,kind,id,link,reason,account,unit,amount,balance\r\n";

  @Override
  public void begin(StringBuilder out) {
    out.append(HEADER);
  }

  @Override
  public void append(Entry entry, Units units, StringBuilder out) {
    Movement.of(entry.fact()).ifPresent(moved -> append(entry, moved, units, out));
  }

  private static void append(Entry entry, Movement moved, Units units, StringBuilder out) {
    for (Posting posting : moved.postings()) {
      line(
          List.of(
              String.valueOf(entry.position()),
              Times.instant(entry.timeMicros()),
              moved.kind(),
              moved.id().toString(),
              moved.link().map(Id::toString).orElse(""),
              moved.reason(),
              posting.account(),
              units.of(posting.account()),
              Credits.whole(posting.amountMicros()),
              Credits.whole(posting.balanceMicros())),
          out);
    }
  }

  private static void line(List<String> fields, StringBuilder out) {
    for (int i = 0; i < fields.size(); i++) {
      out.append(i == 0 ? "" : ",").append(quoted(fields.get(i)));
    }
    out.append("\r\n");
  }

  private static String quoted(String field) {
    boolean plain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
    return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
  }
}
