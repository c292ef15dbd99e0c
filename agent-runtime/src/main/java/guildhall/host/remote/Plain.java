package guildhall.host.remote;

/// Texts of peers, made fit to be kept and shown: one line, no control characters, bounded.
final class Plain {

  private Plain() {}

  /// @param most characters that are kept
  static String text(String said, int most) {
    StringBuilder plain = new StringBuilder();
    said.codePoints()
        .limit(most + 1L)
        .map(each -> isPlain(each) ? each : ' ')
        .forEach(plain::appendCodePoint);
    String line = plain.toString().strip();
    return line.length() <= most ? line : line.substring(0, most - 1) + "…";
  }

  /// No control, no format character (which turns the direction of a text), no half of a pair.
  private static boolean isPlain(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
