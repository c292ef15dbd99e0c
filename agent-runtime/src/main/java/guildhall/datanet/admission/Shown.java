package guildhall.datanet.admission;

/// How a value of somebody else's stands in a sentence.
final class Shown {

  private static final int MOST = 80;

  private Shown() {}

  /// In quotes, not longer than a line, and nothing in it that a screen would act on.
  static String quoted(String value) {
    StringBuilder shown = new StringBuilder(Math.min(value.length(), MOST) + 3).append('"');
    int end = Math.min(value.length(), MOST);
    for (int i = 0; i < end; ) {
      int c = value.codePointAt(i);
      int type = Character.getType(c);
      boolean bad =
          type == Character.CONTROL || type == Character.FORMAT || type == Character.SURROGATE;
      shown.appendCodePoint(bad ? '?' : c);
      i += Character.charCount(c);
    }
    return shown.append(value.length() > MOST ? "…\"" : "\"").toString();
  }
}
