package guildhall.attribution;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
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
    return new LinkedHashSet<>(inOrder(text));
  }

  /// Runs of so many words that follow on one another, each once.
  ///
  /// @param words in order
  /// @param length of a run, 1 or more
  public static Set<List<String>> runs(List<String> words, int length) {
    Set<List<String>> runs = new LinkedHashSet<>();
    for (int from = 0; from + length <= words.size(); from++) {
      runs.add(words.subList(from, from + length));
    }
    return runs;
  }

  /// All words in order, repeated ones too.
  public static List<String> inOrder(String text) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) {
      words.add(matcher.group().toLowerCase(Locale.ROOT));
    }
    return words;
  }
}
