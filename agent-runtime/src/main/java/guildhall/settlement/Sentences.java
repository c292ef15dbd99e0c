package guildhall.settlement;

import java.nio.charset.StandardCharsets;

/// Sentences of others, made fit for the book: agents and plans may say anything at any length, an
/// entry may not. A command that has appended and then cannot append the rest would stop the book.
public final class Sentences {

  private static final int MOST_CHARS = 500;

  private Sentences() {}

  /// The sentence, cut after 500 characters; what is no text (half a surrogate pair) becomes `?`.
  public static String fit(String sentence) {
    String cut =
        sentence.length() <= MOST_CHARS ? sentence : sentence.substring(0, MOST_CHARS - 1) + "…";
    return new String(cut.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
