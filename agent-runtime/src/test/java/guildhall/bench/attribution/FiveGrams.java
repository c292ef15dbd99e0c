package guildhall.bench.attribution;

import java.util.List;

/// A language model that any datanets can be taken out of, exactly: interpolated five-grams.
///
/// With `c` the counts of the datanets that are in, a token `w` behind the tokens `h` has the
/// probability `p(w | h) = (c(hw) + s p(w | h')) / (c(h) + s)`, where `h'` is `h` without its first
/// token; behind nothing, `p'` is the same for every word. At most four tokens count as `h`. That a
/// document ends is one more thing that may follow, and is never asked for.
///
/// Counts are kept by datanet, and only of runs that stand in the texts that will be asked for, so
/// taking one out is a subtraction, and what is left is the model of the other datanets bit by bit.
///
/// Source: MacKay and Peto 1995, a hierarchical Dirichlet language model. The strength `s` was set
/// before anything was measured, and is fitted to nothing.
final class FiveGrams {

  static final double STRENGTH = 2;

  private final int[][][] endings; // by text, token and length less one: the run
  private final int[][] counts; // by run and datanet
  private final int[] sums; // by run
  private final int[] tokens; // by datanet
  private final double even;

  private FiveGrams(int[][][] endings, int[][] counts, int[] tokens, int words) {
    this.endings = endings;
    this.counts = counts;
    this.tokens = tokens;
    this.even = 1.0 / words;
    this.sums = new int[counts.length];
    for (int run = 0; run < sums.length; run++) {
      for (int count : counts[run]) {
        sums[run] += count;
      }
    }
  }

  /// Counts.
  ///
  /// @param words that there are, in the datanets or not; the same for models that are compared
  /// @param datanets documents of each, a document as its tokens
  /// @param texts that can be asked for
  static FiveGrams of(int words, List<List<int[]>> datanets, List<int[]> texts) {
    Runs runs = new Runs();
    int[][][] endings = texts.stream().map(runs::add).toArray(int[][][]::new);
    int[][] counts = new int[runs.size()][datanets.size()];
    int[] tokens = new int[datanets.size()];
    for (int datanet = 0; datanet < tokens.length; datanet++) {
      for (int[] document : datanets.get(datanet)) {
        tokens[datanet] += document.length;
        count(document, runs, counts, datanet);
      }
    }
    return new FiveGrams(endings, counts, tokens, words);
  }

  private static void count(int[] document, Runs runs, int[][] counts, int datanet) {
    for (int from = 0; from < document.length; from++) {
      int run = runs.longer(Runs.EMPTY, document[from]);
      for (int next = from + 1; run != Runs.MISSING; next++) {
        counts[run][datanet]++;
        boolean more = next < document.length && next < from + Runs.LONGEST;
        run = more ? runs.longer(run, document[next]) : Runs.MISSING;
      }
    }
  }

  /// How many datanets it was given.
  int datanets() {
    return tokens.length;
  }

  /// The logarithm of a text's probability.
  ///
  /// @param text its place among the texts
  /// @param out datanets that are taken out, each once
  /// @return in nats
  double logLikelihood(int text, int... out) {
    int[][] ending = endings[text];
    int all = total(out);
    double sum = 0;
    for (int t = 0; t < ending.length; t++) {
      double probability = (count(ending[t][0], out) + STRENGTH * even) / (all + STRENGTH);
      for (int length = 2; length <= Runs.LONGEST && length <= t + 1; length++) {
        int with = count(ending[t][length - 1], out);
        int before = count(ending[t - 1][length - 2], out);
        probability = (with + STRENGTH * probability) / (before + STRENGTH);
      }
      sum += StrictMath.log(probability);
    }
    return sum;
  }

  private int count(int run, int[] out) {
    int count = sums[run];
    for (int datanet : out) {
      count -= counts[run][datanet];
    }
    return count;
  }

  private int total(int[] out) {
    int total = 0;
    for (int each : tokens) {
      total += each;
    }
    for (int datanet : out) {
      total -= tokens[datanet];
    }
    return total;
  }

  /// What each datanet does for a text: by how much its likelihood falls without it, in nats.
  double[] leaveOneOut(int text) {
    double with = logLikelihood(text);
    double[] falls = new double[tokens.length];
    for (int datanet = 0; datanet < falls.length; datanet++) {
      falls[datanet] = with - logLikelihood(text, datanet);
    }
    return falls;
  }

  /// How often each datanet has the runs of five tokens of a text, added up.
  ///
  /// @param most of a run that counts: 1 if it only matters whether the datanet has it
  double[] shared(int text, int most) {
    double[] shared = new double[tokens.length];
    int[][] ending = endings[text];
    for (int t = Runs.LONGEST - 1; t < ending.length; t++) {
      int[] of = counts[ending[t][Runs.LONGEST - 1]];
      for (int datanet = 0; datanet < shared.length; datanet++) {
        shared[datanet] += Math.min(most, of[datanet]);
      }
    }
    return shared;
  }
}
