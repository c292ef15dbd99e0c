package guildhall.attribution;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The words of a text, as the *use* method compares them: numbers whole, letters in lower case.
public final class Words {

  private static final Pattern WORD = Pattern.compile("[0-9]+(?:[.,][0-9]+)*|\\p{L}{3,}");

  private Words() {}

  /// Distinct words in order of first appearance: numbers, and runs of at least three letters.
  public static Set<String> of(String text) {
    Set<String> words = new LinkedHashSet<>();
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) {
      words.add(matcher.group().toLowerCase(Locale.ROOT));
    }
    return words;
  }
}
