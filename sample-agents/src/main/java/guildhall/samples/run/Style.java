package guildhall.samples.run;

/// Colours, where there is a terminal that shows them.
///
/// @param colours whether to use them
record Style(boolean colours) {

  String bold(String text) {
    return wrap("1", text);
  }

  String faint(String text) {
    return wrap("2", text);
  }

  String good(String text) {
    return wrap("32", text);
  }

  String bad(String text) {
    return wrap("31", text);
  }

  String money(String text) {
    return wrap("33", text);
  }

  private String wrap(String code, String text) {
    return colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
