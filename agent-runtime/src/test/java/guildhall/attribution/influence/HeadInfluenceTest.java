package guildhall.attribution.influence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Influence against the head trained again without a row, a group, a half.
class HeadInfluenceTest {

  private static final int ROWS = 400;
  private static final int CLASSES = 3;
  private static final int GROUPS = 20;
  private static final int SUBSETS = 40;
  private static final int INPUTS = 12;

  private final Examples examples = new Examples(5, CLASSES, 8, 2.5);
  private final TrainingRows rows = TrainingRows.of(CLASSES, examples.rows(ROWS));
  private final HeadTraining training = HeadTraining.of(1e-2, ROWS);
  private final SoftmaxHead head = Examples.fitted(SoftmaxHead.fit(rows, training));
  private final HeadInfluence influence = HeadInfluence.of(head, rows).orElseThrow();
  private final double[][] inputs = examples.inputs(INPUTS);
  private final int[] labels = IntStream.range(0, INPUTS).map(_ -> examples.label()).toArray();

  @Test
  void at_everyRow_isThatOfRetrainingWithoutIt() {
    SoftmaxHead[] without = new SoftmaxHead[ROWS];
    for (int i = 0; i < ROWS; i++) {
      boolean[] kept = all(true);
      kept[i] = false;
      without[i] = retrained(kept);
    }
    for (int t = 0; t < INPUTS; t++) {
      RowInfluence found = influence.at(inputs[t], labels[t]);
      double[] exact = rises(without, t);
      assertThat(Correlation.spearman(found.oneStep, exact)).isGreaterThan(0.995);
      assertThat(Correlation.spearman(found.first, exact)).isGreaterThan(0.99);
      assertThat(distance(found.oneStep, exact))
          .isLessThan(0.05)
          .isLessThan(distance(found.first, exact) / 2);
    }
  }

  /// The sum of all distances by the sum of all sizes.
  private static double distance(double[] found, double[] exact) {
    double apart = 0;
    double size = 0;
    for (int i = 0; i < exact.length; i++) {
      apart += Math.abs(found[i] - exact[i]);
      size += Math.abs(exact[i]);
    }
    return apart / size;
  }

  @Test
  void without_groups_isThatOfRetrainingWithoutThem() {
    SoftmaxHead[] found = new SoftmaxHead[GROUPS];
    SoftmaxHead[] exact = new SoftmaxHead[GROUPS];
    for (int g = 0; g < GROUPS; g++) {
      int group = g;
      int[] members = IntStream.range(0, ROWS).filter(i -> i % GROUPS == group).toArray();
      boolean[] kept = all(true);
      Arrays.stream(members).forEach(i -> kept[i] = false);
      found[g] = influence.without(members).orElseThrow();
      exact[g] = retrained(kept);
    }
    for (int t = 0; t < INPUTS; t++) {
      assertThat(Correlation.spearman(rises(found, t), rises(exact, t))).isGreaterThan(0.98);
    }
  }

  @Test
  void without_oneRow_isItsOneStep() {
    RowInfluence rise = influence.at(inputs[0], labels[0]);
    for (int i = 0; i < 50; i++) {
      double moved = influence.without(i).orElseThrow().loss(inputs[0], labels[0]);
      assertThat(moved - head.loss(inputs[0], labels[0])).isCloseTo(rise.oneStep(i), within(1e-12));
    }
  }

  @Test
  void without_nobody_isTheHead() {
    assertThat(influence.without().orElseThrow().probabilities(inputs[0]))
        .containsExactly(head.probabilities(inputs[0]));
  }

  @Test
  void at_sumOverHalves_foretellsTheirLoss() {
    boolean[][] halves = new boolean[SUBSETS][];
    SoftmaxHead[] retrained = new SoftmaxHead[SUBSETS];
    for (int s = 0; s < SUBSETS; s++) {
      halves[s] = examples.half(ROWS);
      retrained[s] = retrained(halves[s]);
    }
    double[] scores = new double[INPUTS];
    for (int t = 0; t < INPUTS; t++) {
      RowInfluence found = influence.at(inputs[t], labels[t]);
      double[] foretold = new double[SUBSETS];
      for (int s = 0; s < SUBSETS; s++) {
        for (int i = 0; i < ROWS; i++) {
          foretold[s] -= halves[s][i] ? found.oneStep(i) : 0;
        }
      }
      scores[t] = Correlation.spearman(foretold, rises(retrained, t));
    }
    assertThat(Correlation.mean(scores)).isGreaterThanOrEqualTo(0.95);
  }

  private static boolean[] all(boolean value) {
    boolean[] all = new boolean[ROWS];
    Arrays.fill(all, value);
    return all;
  }

  private SoftmaxHead retrained(boolean[] kept) {
    return Examples.fitted(head.refit(rows.only(kept), training));
  }

  private double[] rises(SoftmaxHead[] heads, int input) {
    double before = head.loss(inputs[input], labels[input]);
    return Arrays.stream(heads)
        .mapToDouble(each -> each.loss(inputs[input], labels[input]) - before)
        .toArray();
  }

  @Test
  void medianLeverage_ofBinaryRegression_isTheHatMatrix() {
    Examples two = new Examples(3, 2, 3, 1);
    TrainingRows some = TrainingRows.of(2, two.rows(31));
    SoftmaxHead binary = Examples.fitted(SoftmaxHead.fit(some, HeadTraining.of(1e-9, 31)));
    double[] leverages = new double[31];
    double sum = 0;
    for (int i = 0; i < 31; i++) {
      leverages[i] = hat(binary, some, i);
      sum += leverages[i];
    }
    assertThat(sum).isCloseTo(4, within(1e-4)); // parameters that are free
    Arrays.sort(leverages);
    assertThat(HeadInfluence.of(binary, some).orElseThrow().medianLeverage())
        .isCloseTo(leverages[15], within(1e-6));
  }

  /// `p (1 - p) x' (X' P X)^-1 x` with one parameter a feature.
  private static double hat(SoftmaxHead head, TrainingRows rows, int index) {
    double[][] gram = new double[rows.width()][rows.width()];
    for (int i = 0; i < rows.size(); i++) {
      for (int j = 0; j < rows.width(); j++) {
        Dense.add(spread(head, rows, i) * rows.values(i)[j], rows.values(i), gram[j], 0);
      }
    }
    double[] solved = Factor.of(gram).orElseThrow().solve(rows.values(index));
    return spread(head, rows, index) * Dense.dot(rows.values(index), solved, 0);
  }

  private static double spread(SoftmaxHead head, TrainingRows rows, int index) {
    double probability = Softmax.probabilities(head.logits(rows.values(index)))[0];
    return probability * (1 - probability);
  }

  @Test
  void at_rowsThatAreCertain_doNothing() {
    List<Row> some = examples.rows(30);
    TrainingRows withNull =
        TrainingRows.of(CLASSES, Stream.concat(some.stream(), Stream.of(certain())).toList());
    SoftmaxHead fitted = Examples.fitted(SoftmaxHead.fit(withNull, training));
    RowInfluence found = HeadInfluence.of(fitted, withNull).orElseThrow().at(inputs[0], labels[0]);
    assertThat(found.oneStep(30)).isCloseTo(0, within(1e-12));
    assertThat(found.first(30)).isCloseTo(0, within(1e-12));
    assertThat(found.bounded(30)).isCloseTo(0, within(1e-12));
  }

  /// Far on the right side of what the head says without it.
  private Row certain() {
    double[] features = examples.draw(0);
    for (int j = 0; j < features.length; j++) {
      features[j] *= 1e4;
    }
    return Row.of("d#certain", 1_000, features, Examples.answer(head, features));
  }
}
