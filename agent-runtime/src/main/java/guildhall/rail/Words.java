package guildhall.rail;

import java.nio.charset.StandardCharsets;

/// What a rail says, made fit for the book. A command that has appended and then cannot append the
/// rest would stop the book.
final class Words {

  private Words() {}

  /// The text, cut after [Rail#LONGEST_TEXT] characters; what is no text (half a surrogate pair)
  /// becomes `?`.
  static String fit(String text) {
    String cut =
        text.length() <= Rail.LONGEST_TEXT ? text : text.substring(0, Rail.LONGEST_TEXT - 1) + "…";
    return new String(cut.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
