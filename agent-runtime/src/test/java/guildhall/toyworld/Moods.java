package guildhall.toyworld;

import guildhall.datanet.Contribution;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Short texts that are glad or sad and say so, no two with the same words.
public final class Moods {

  /// What a glad text is labelled.
  public static final String GLAD = "glad";

  /// What a sad text is labelled.
  public static final String SAD = "sad";

  private static final List<String> GLAD_WORDS =
      List.of("sun", "song", "dance", "feast", "gift", "laughter", "garden");

  private static final List<String> SAD_WORDS =
      List.of("rain", "tears", "loss", "grave", "winter", "silence", "ruin");

  private Moods() {}

  /// All words that say something.
  public static List<String> words() {
    return Stream.concat(GLAD_WORDS.stream(), SAD_WORDS.stream()).toList();
  }

  /// The text of a number: even ones are glad.
  public static String text(int number) {
    List<String> words = number % 2 == 0 ? GLAD_WORDS : SAD_WORDS;
    int at = number / 2;
    return "The %s and the %s of day number%d"
        .formatted(words.get(at % 7), words.get((at + 1 + at / 7 % 6) % 7), number);
  }

  /// The label of a number.
  public static String label(int number) {
    return number % 2 == 0 ? GLAD : SAD;
  }

  /// Examples with the numbers from one to below another, `m0` and so on.
  public static List<Contribution> examples(int from, int to, String contributor) {
    List<Contribution> examples = new ArrayList<>();
    for (int i = from; i < to; i++) {
      examples.add(new Contribution("m" + i, contributor, text(i), Map.of("label", label(i))));
    }
    return examples;
  }
}
