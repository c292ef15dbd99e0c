package guildhall.samples.print;

import java.util.ArrayList;
import java.util.List;

/// Lines of at most [#WIDTH] characters.
public final class Lines {

  /// No line is longer.
  public static final int WIDTH = 100;

  private static final int PREFIX_MAX = 70;

  private final List<String> lines = new ArrayList<>();

  /// None yet.
  public Lines() {}

  /// The lines of one paragraph; see [#paragraph].
  public static List<String> wrapped(String prefix, String text) {
    Lines wrapped = new Lines();
    wrapped.paragraph(prefix, text);
    return List.copyOf(wrapped.lines);
  }

  /// A heading with an empty line before it, unless it is the first.
  public void heading(String text) {
    if (!lines.isEmpty()) {
      lines.add("");
    }
    paragraph("", text);
  }

  /// A text, wrapped; its first line after `prefix`, the others indented as far. A prefix that
  /// leaves no room has lines of its own.
  public void paragraph(String prefix, String text) {
    if (prefix.length() > PREFIX_MAX) {
      paragraph("  ", prefix);
      paragraph("    ", text);
      return;
    }
    String indent = " ".repeat(prefix.length());
    StringBuilder line = new StringBuilder(prefix);
    boolean empty = true;
    for (String word : words(text, WIDTH - prefix.length())) {
      if (!empty && line.length() + 1 + word.length() > WIDTH) {
        lines.add(line.toString());
        line = new StringBuilder(indent);
        empty = true;
      }
      line.append(empty ? "" : " ").append(word);
      empty = false;
    }
    lines.add(line.toString().stripTrailing());
  }

  /// The words of a text; one that fits no line is cut. Control characters are spaces, because a
  /// terminal would obey them.
  private static List<String> words(String text, int width) {
    List<String> words = new ArrayList<>();
    for (String word : text.replaceAll("\\p{Cntrl}", " ").strip().split("\\s+", -1)) {
      int from = 0;
      while (word.length() - from > width) {
        int to = Character.isLowSurrogate(word.charAt(from + width)) ? width - 1 : width;
        words.add(word.substring(from, from + to));
        from += to;
      }
      words.add(word.substring(from));
    }
    return words;
  }

  @Override
  public String toString() {
    return String.join("\n", lines) + "\n";
  }
}
