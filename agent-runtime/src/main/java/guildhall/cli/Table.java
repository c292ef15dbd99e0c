package guildhall.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/// Columns of text, each as wide as its widest cell. A column whose heading ends with `>` is
/// aligned to the right.
final class Table {

  private final List<String> headings;
  private final List<List<String>> rows = new ArrayList<>();

  Table(String... headings) {
    this.headings = List.of(headings);
  }

  void row(String... cells) {
    List<String> row = new ArrayList<>();
    for (String cell : cells) {
      row.add(plain(cell));
    }
    rows.add(row);
  }

  /// A text that does nothing to a terminal.
  static String plain(String text) {
    StringBuilder plain = new StringBuilder();
    text.codePoints()
        .forEach(c ->
            plain.appendCodePoint(
                Character.isISOControl(c) || Character.getType(c) == Character.FORMAT
                    ? 0xFFFD
                    : c));
    return plain.toString();
  }

  void print(PrintWriter out) {
    int[] widths = new int[headings.size()];
    List<List<String>> lines = new ArrayList<>();
    lines.add(headings.stream().map(heading -> heading.replace(">", "")).toList());
    lines.addAll(rows);
    for (List<String> line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], length(line.get(i)));
      }
    }
    lines.forEach(line -> out.println(line(line, widths)));
  }

  private String line(List<String> cells, int[] widths) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String gap = " ".repeat(widths[i] - length(cells.get(i)));
      text.append(i == 0 ? "" : "  ");
      text.append(headings.get(i).endsWith(">") ? gap + cells.get(i) : cells.get(i) + gap);
    }
    return text.toString().stripTrailing();
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
