package guildhall.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntPredicate;

/// A stream of answers that repeat what was contributed: stretches of several texts, each with a
/// few words changed, between text that nobody contributed. Which stretches, which changes and what
/// is in between do not depend on who attacks, so that incomes can be compared.
///
/// @param library whose texts they repeat
/// @param count of answers
/// @param each stretches in an answer
/// @param stretch its words
/// @param seed decides everything
record Questions(Library library, int count, int each, int stretch, long seed) {

  private static final double EDITS = 0.05;
  private static final int BETWEEN = 25;
  private static final int PHRASE_ONE_IN = 3;

  /// An answer.
  ///
  /// @param stretches as they stand in it: what the agent was looking for when it read
  /// @param text all of it
  record Answer(List<String> stretches, String text) {
    Answer {
      stretches = List.copyOf(stretches);
    }
  }

  /// The answers where every text stands once, or in several versions that are equally likely to be
  /// repeated, as by a model that has learned from all of them.
  ///
  /// @param texts by number
  /// @param copies of texts, by the number of the text, each as long as it is or longer
  List<Answer> answers(List<List<String>> texts, Map<Integer, List<List<String>>> copies) {
    return answers(texts, copies, _ -> true);
  }

  /// Like [#answers], of some texts only.
  List<Answer> answers(
      List<List<String>> texts, Map<Integer, List<List<String>>> copies, IntPredicate asked) {
    List<Answer> answers = new ArrayList<>();
    for (int a = 0; a < count; a++) {
      Random places = new Random(seed * 1_000_003 + a);
      Random version = new Random(seed * 7_368_787 + a);
      List<String> stretches = new ArrayList<>();
      StringBuilder all = new StringBuilder();
      for (int s = 0; s < each; s++) {
        int number = drawn(asked, places);
        int from = places.nextInt(library.texts().get(number).words().size() - stretch + 1);
        List<List<String>> others = copies.getOrDefault(number, List.of());
        int chosen = version.nextInt(others.size() + 1);
        List<String> text = chosen == 0 ? texts.get(number) : others.get(chosen - 1);
        String said =
            String.join(" ", edited(text.subList(from, from + stretch), places.nextLong()));
        stretches.add(said);
        all.append(said).append(' ').append(between(new Random(places.nextLong()))).append(' ');
      }
      answers.add(new Answer(stretches, all.toString()));
    }
    return answers;
  }

  private int drawn(IntPredicate asked, Random places) {
    while (true) {
      int number = places.nextInt(library.texts().size());
      if (asked.test(number) && library.texts().get(number).words().size() >= stretch) {
        return number;
      }
    }
  }

  private List<String> edited(List<String> words, long how) {
    return library.noised(words, EDITS, new Random(how));
  }

  private String between(Random random) {
    List<String> strange = library.strange().get(random.nextInt(library.strange().size()));
    int from = random.nextInt(Math.max(1, strange.size() - BETWEEN));
    String text = String.join(" ", strange.subList(from, Math.min(strange.size(), from + BETWEEN)));
    List<List<String>> phrases = library.phrases();
    return phrases.isEmpty() || random.nextInt(PHRASE_ONE_IN) > 0
        ? text
        : text + " " + String.join(" ", phrases.get(random.nextInt(phrases.size())));
  }
}
