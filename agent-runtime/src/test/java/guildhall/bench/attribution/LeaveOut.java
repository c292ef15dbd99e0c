package guildhall.bench.attribution;

import guildhall.attribution.influence.Correlation;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// What leaving datanets out of a model does to texts, and how well credits foretell it.
///
/// A credit is a figure per datanet for a text. Texts are named by their place among those of the
/// model.
final class LeaveOut {

  private static final int BEST = 6;

  private final FiveGrams model;
  private final int texts;
  private final double[][] falls; // by text and datanet
  private final boolean[][] halves; // by half and datanet: whether it is in
  private final double[][] scores; // by text and half

  /// Scores everything.
  ///
  /// @param texts of the model
  /// @param halves how many halves of the datanets
  LeaveOut(FiveGrams model, int texts, int halves, Random random) {
    this.model = model;
    this.texts = texts;
    this.falls = new double[texts][];
    this.scores = new double[texts][halves];
    this.halves = new boolean[halves][];
    int[][] out = new int[halves][];
    for (int half = 0; half < halves; half++) {
      out[half] = some(model.datanets() / 2, random);
      this.halves[half] = new boolean[model.datanets()];
      Arrays.fill(this.halves[half], true);
      for (int datanet : out[half]) {
        this.halves[half][datanet] = false;
      }
    }
    for (int text = 0; text < texts; text++) {
      falls[text] = model.leaveOneOut(text);
      for (int half = 0; half < halves; half++) {
        scores[text][half] = model.logLikelihood(text, out[half]);
      }
    }
  }

  private int[] some(int count, Random random) {
    int[] all = IntStream.range(0, model.datanets()).toArray();
    for (int i = 0; i < count; i++) {
      int other = i + random.nextInt(all.length - i);
      int drawn = all[other];
      all[other] = all[i];
      all[i] = drawn;
    }
    return Arrays.copyOf(all, count);
  }

  /// By how much a text's likelihood falls without each datanet, in nats.
  double[] falls(int text) {
    return falls[text];
  }

  /// Pearson's correlation of credits with leaving one out, mean over the texts. A text whose
  /// credits are all the same counts as 0.
  double pearson(IntFunction<double[]> credits) {
    return mean(text -> Correlation.pearson(credits.apply(text), falls[text]));
  }

  /// Which part of the six most credited datanets is among the six that matter most, mean over the
  /// texts; a datanet without credit is not among the credited.
  double overlap(IntFunction<double[]> credits) {
    return mean(text -> {
      int[] matter = best(falls[text], BEST);
      double[] credit = credits.apply(text);
      long both =
          Arrays.stream(best(credit, BEST))
              .filter(each -> credit[each] > 0 && Arrays.stream(matter).anyMatch(m -> m == each))
              .count();
      return (double) both / BEST;
    });
  }

  /// Spearman's correlation, over the halves, of the credits of those who are in with the text's
  /// likelihood; mean over the texts.
  double linear(IntFunction<double[]> credits) {
    return mean(text -> {
      double[] credit = credits.apply(text);
      double[] foretold = new double[halves.length];
      for (int half = 0; half < foretold.length; half++) {
        for (int datanet = 0; datanet < credit.length; datanet++) {
          foretold[half] += halves[half][datanet] ? credit[datanet] : 0;
        }
      }
      return Correlation.spearman(foretold, scores[text]);
    });
  }

  /// By how much likelihood falls without the most credited datanets, mean over the texts, in nats.
  double fallWithout(int count, IntFunction<double[]> credits) {
    return mean(text ->
        model.logLikelihood(text) - model.logLikelihood(text, best(credits.apply(text), count)));
  }

  /// Like [#fallWithout], but without any datanets by lot, several draws a text.
  double fallWithoutAny(int count, int draws, Random random) {
    return mean(text -> {
      double sum = 0;
      for (int draw = 0; draw < draws; draw++) {
        sum += model.logLikelihood(text) - model.logLikelihood(text, some(count, random));
      }
      return sum / draws;
    });
  }

  /// The places of the largest values, the largest first; of equal ones the first.
  private static int[] best(double[] values, int count) {
    return IntStream.range(0, values.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -values[i]))
        .limit(count)
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /// A figure of a text.
  private interface OfText {
    double of(int text);
  }

  private double mean(OfText figure) {
    double sum = 0;
    for (int text = 0; text < texts; text++) {
      double value = figure.of(text);
      sum += Double.isNaN(value) ? 0 : value;
    }
    return sum / texts;
  }
}
