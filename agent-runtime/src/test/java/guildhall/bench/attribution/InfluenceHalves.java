package guildhall.bench.attribution;

import guildhall.attribution.influence.Correlation;
import guildhall.attribution.influence.Examples;
import guildhall.attribution.influence.HeadInfluence;
import guildhall.attribution.influence.HeadTraining;
import guildhall.attribution.influence.Row;
import guildhall.attribution.influence.RowInfluence;
import guildhall.attribution.influence.SoftmaxHead;
import guildhall.attribution.influence.TrainingRows;
import guildhall.bench.attribution.InfluencePart.Kind;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// Heads trained on halves of some rows, and how well sums of influences foretell their losses:
/// LDS, a correlation over the halves for one input; its mean over the inputs.
///
/// The same sum of what training again without each row, or each group, gives is the most that any
/// such sum can be expected to reach: what that lacks to 1 is no error of an influence, but that
/// influences do not add up.
final class InfluenceHalves {

  private static final int HALVES = 40;

  private final Examples examples;
  private final List<Row> rows;
  private final TrainingRows training;
  private final HeadTraining settings = HeadTraining.of(InfluencePart.LAMBDA, InfluencePart.ROWS);
  private final double[][] inputs;
  private final int[] labels;
  private final SoftmaxHead head;
  private final HeadInfluence influence;

  /// Fits a head of rows of their own.
  InfluenceHalves(long seed) {
    examples = InfluencePart.examples(seed);
    rows = examples.rows(InfluencePart.ROWS);
    training = TrainingRows.of(InfluencePart.CLASSES, rows);
    inputs = examples.inputs(InfluencePart.INPUTS);
    head = Examples.fitted(SoftmaxHead.fit(training, settings));
    influence = HeadInfluence.of(head, training).orElseThrow();
    labels = IntStream.range(0, inputs.length).map(t -> Examples.answer(head, inputs[t])).toArray();
  }

  /// Halves, and what heads trained on them say.
  static final class Halves {
    private final boolean[][] in; // by half, and by row or group
    private final double[][] rises; // of every input's loss, by half

    private Halves(boolean[][] in, double[][] rises) {
      this.in = in;
      this.rises = rises;
    }
  }

  /// Halves of the rows.
  ///
  /// @param penalty of the heads, as a part of that of all rows
  Halves ofRows(double penalty) {
    boolean[][] in = halves(rows.size());
    return new Halves(in, rises(HALVES, half -> row -> in[half][row], penalty));
  }

  /// Halves of the groups. The penalty stays as large as for all rows.
  Halves ofGroups() {
    boolean[][] in = halves(InfluencePart.GROUPS);
    return new Halves(in, rises(HALVES, half -> row -> in[half][group(row)], 1));
  }

  private boolean[][] halves(int size) {
    return IntStream.range(0, HALVES).mapToObj(_ -> examples.half(size)).toArray(boolean[][]::new);
  }

  private static int group(int row) {
    return row % InfluencePart.GROUPS;
  }

  /// What training again without each group gives, shape `[inputs][groups]`.
  double[][] exactGroups() {
    return rises(InfluencePart.GROUPS, left -> row -> group(row) != left, 1);
  }

  /// The same by a Newton step.
  double[][] newtonGroups() {
    return rises(
        IntStream.range(0, InfluencePart.GROUPS)
            .mapToObj(
                left -> without(IntStream.range(0, rows.size()).filter(row -> group(row) == left)))
            .toList());
  }

  /// What training again without each row gives, shape `[inputs][rows]`: from the Newton step on.
  double[][] exactRows() {
    return rises(
        IntStream.range(0, rows.size())
            .parallel()
            .mapToObj(left -> refitted(without(IntStream.of(left)), row -> row != left, settings))
            .toList());
  }

  /// Influences of all rows, shape `[inputs][rows]`.
  double[][] influences(Kind kind) {
    return IntStream.range(0, inputs.length)
        .mapToObj(t -> {
          RowInfluence found = influence.at(inputs[t], labels[t]);
          return IntStream.range(0, rows.size()).mapToDouble(i -> kind.of(found, i)).toArray();
        })
        .toArray(double[][]::new);
  }

  /// The baseline's influences of all rows.
  double[][] dataInf() {
    DataInf baseline = new DataInf(head, rows);
    return IntStream.range(0, inputs.length)
        .mapToObj(t -> baseline.at(inputs[t], labels[t]))
        .toArray(double[][]::new);
  }

  private SoftmaxHead without(IntStream left) {
    return influence.without(left.toArray()).orElseThrow();
  }

  private SoftmaxHead refitted(SoftmaxHead from, IntPredicate kept, HeadTraining how) {
    boolean[] flags = new boolean[rows.size()];
    for (int i = 0; i < flags.length; i++) {
      flags[i] = kept.test(i);
    }
    return Examples.fitted(from.refit(training.only(flags), how));
  }

  private double[][] rises(int count, IntFunction<IntPredicate> kept, double penalty) {
    HeadTraining how =
        new HeadTraining(penalty * settings.penalty(), settings.gradientMax(), settings.stepsMax());
    return rises(
        IntStream.range(0, count)
            .parallel()
            .mapToObj(i -> refitted(head, kept.apply(i), how))
            .toList());
  }

  private double[][] rises(List<SoftmaxHead> heads) {
    double[][] rises = new double[inputs.length][heads.size()];
    for (int t = 0; t < inputs.length; t++) {
      double before = head.loss(inputs[t], labels[t]);
      for (int i = 0; i < heads.size(); i++) {
        rises[t][i] = heads.get(i).loss(inputs[t], labels[t]) - before;
      }
    }
    return rises;
  }

  /// LDS.
  ///
  /// @param influences by input, and by row or group
  static double linear(double[][] influences, Halves halves) {
    double sum = 0;
    for (int t = 0; t < influences.length; t++) {
      double[] foretold = new double[HALVES];
      for (int half = 0; half < HALVES; half++) {
        for (int i = 0; i < influences[t].length; i++) {
          foretold[half] -= halves.in[half][i] ? influences[t][i] : 0;
        }
      }
      sum += Correlation.spearman(foretold, halves.rises[t]);
    }
    return sum / influences.length;
  }
}
