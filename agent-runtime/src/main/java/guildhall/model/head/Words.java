package guildhall.model.head;

import guildhall.model.head.Recipe.Sample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Chooses the words that tell labels apart best. Pure.
///
/// A word is as good as its chi-square statistic: the squared distances of how many examples of
/// each label have it from how many would if it said nothing, each by that number. A word of less
/// than three examples is none: it tells who wrote them and not what they mean.
final class Words {

  private static final int EXAMPLES_MIN = 3;

  private Words() {}

  private record Scored(int word, double score) {}

  /// The best words.
  ///
  /// @param most so many at most, 1 or more
  /// @return tokens in ascending order; empty if none says anything
  static int[] best(List<Sample> samples, int classes, int most) {
    int[] all = new int[classes];
    Map<Integer, int[]> counts = new TreeMap<>();
    for (Sample sample : samples) {
      all[sample.label()]++;
      for (int word : TextFeatures.words(sample.text())) {
        counts.computeIfAbsent(word, _ -> new int[classes])[sample.label()]++;
      }
    }
    List<Scored> scored = new ArrayList<>();
    counts.forEach((word, own) -> {
      double score = score(own, all);
      if (score > 0) {
        scored.add(new Scored(word, score));
      }
    });
    return scored.stream()
        .sorted(Comparator.comparingDouble(Scored::score).reversed().thenComparingInt(Scored::word))
        .limit(most)
        .mapToInt(Scored::word)
        .sorted()
        .toArray();
  }

  private static double score(int[] own, int[] all) {
    long with = sum(own);
    long examples = sum(all);
    if (with < EXAMPLES_MIN || with == examples) {
      return 0;
    }
    double score = 0;
    for (int c = 0; c < own.length; c++) {
      double apart = (double) own[c] * examples - (double) with * all[c];
      score += apart * apart / ((double) with * (examples - with) * all[c]);
    }
    return score;
  }

  private static long sum(int[] counts) {
    long sum = 0;
    for (int count : counts) {
      sum += count;
    }
    return sum;
  }
}
