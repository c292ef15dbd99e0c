package guildhall.toyworld;

import guildhall.attribution.Words;
import guildhall.attribution.use.Utility;
import guildhall.sdk.Completion;
import guildhall.sdk.Prompt;
import guildhall.sdk.spi.ScoringModel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;

/// A small language model that can score: it knows runs of up to five words of what it was taught,
/// and of what stands in the prompt just as well.
///
/// `p(w | h) = (c(hw) + s p(w | h')) / (c(h) + s)` with `s = 2`, where `h` is up to four words and
/// `h'` is `h` without its first; behind nothing each of 10,000 words is as likely. The same prompt
/// and answer give the same number everywhere.
///
/// Source: MacKay and Peto 1995, a hierarchical Dirichlet language model.
///
/// @param name its name
/// @param taught what it has learned
/// @param says what it answers; what it says has nothing to do with what it finds likely
public record FiveGramModel(String name, String taught, Function<String, String> says)
    implements ScoringModel {

  private static final int LONGEST = 5;
  private static final double STRENGTH = 2;
  private static final double EVEN = 1e-4;

  @Override
  public Completion complete(Prompt prompt) {
    return new Completion.Text(says.apply(prompt.messages().getLast().text()), 9, 9);
  }

  @Override
  public OptionalLong logProbability(Prompt prompt, String answer) {
    Map<List<String>, Integer> counts = new HashMap<>();
    count(taught, counts);
    for (String paragraph : prompt.messages().getLast().text().split("\n", -1)) {
      count(paragraph, counts);
    }
    List<String> words = Words.inOrder(answer);
    double sum = 0;
    for (int end = 1; end <= words.size(); end++) {
      sum += StrictMath.log(probability(words.subList(Math.max(0, end - LONGEST), end), counts));
    }
    return OptionalLong.of(Math.min(-1, Utility.micros(sum)));
  }

  private static void count(String text, Map<List<String>, Integer> counts) {
    List<String> words = Words.inOrder(text);
    for (int from = 0; from < words.size(); from++) {
      counts.merge(List.of(), 1, Integer::sum);
      for (int end = from + 1; end <= Math.min(words.size(), from + LONGEST); end++) {
        counts.merge(words.subList(from, end), 1, Integer::sum);
      }
    }
  }

  private static double probability(List<String> run, Map<List<String>, Integer> counts) {
    double probability = EVEN;
    for (int length = 1; length <= run.size(); length++) {
      List<String> with = run.subList(run.size() - length, run.size());
      double before = counts.getOrDefault(with.subList(0, length - 1), 0);
      probability = (counts.getOrDefault(with, 0) + STRENGTH * probability) / (before + STRENGTH);
    }
    return probability;
  }
}
