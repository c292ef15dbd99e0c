package guildhall.attribution.influence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The head: its derivatives, its minimum, and the input that gives none.
class SoftmaxHeadTest {

  private static final int CLASSES = 3;
  private static final double EPS = 1e-5;

  private final Examples examples = new Examples(1, CLASSES, 4, 2);
  private final TrainingRows rows = TrainingRows.of(CLASSES, examples.rows(60));
  private final Objective objective = new Objective(rows, 0.7);
  private final double[] at = examples.noise(CLASSES * 5, 0.5);

  @Test
  void gradient_anywhere_isThatOfFiniteDifferences() {
    double[] gradient = objective.gradient(at);
    for (int j = 0; j < at.length; j++) {
      double slope = (objective.value(moved(j, EPS)) - objective.value(moved(j, -EPS))) / (2 * EPS);
      assertThat(gradient[j]).isCloseTo(slope, within(1e-6));
    }
  }

  @Test
  void hessian_anywhere_isThatOfFiniteDifferences() {
    double[][] hessian = objective.hessian(at);
    for (int j = 0; j < at.length; j++) {
      double[] up = objective.gradient(moved(j, EPS));
      double[] down = objective.gradient(moved(j, -EPS));
      for (int k = 0; k < at.length; k++) {
        assertThat(hessian[j][k]).isCloseTo((up[k] - down[k]) / (2 * EPS), within(1e-6));
      }
    }
  }

  private double[] moved(int index, double by) {
    double[] moved = at.clone();
    moved[index] += by;
    return moved;
  }

  @Test
  void fit_separableAndNoisyRows_reachesTheGradient() {
    for (double lambda : new double[] {1e-6, 1e-3, 1}) {
      HeadTraining training = HeadTraining.of(lambda, rows.size());
      HeadFit fit = SoftmaxHead.fit(rows, training);
      assertThat(fit.status()).isEqualTo(HeadStatus.FITTED);
      assertThat(Dense.largest(Examples.fitted(fit).gradient(rows)))
          .isLessThanOrEqualTo(training.gradientMax() * rows.size() * rows.largest());
      assertThat(fit.steps()).isBetween(1, 40);
    }
  }

  @Test
  void refit_fromAnotherHead_givesTheSameHead() {
    HeadTraining training = HeadTraining.of(1e-2, rows.size());
    boolean[] kept = examples.half(rows.size());
    SoftmaxHead all = Examples.fitted(SoftmaxHead.fit(rows, training));
    SoftmaxHead cold = Examples.fitted(SoftmaxHead.fit(rows.only(kept), training));
    SoftmaxHead warm = Examples.fitted(all.refit(rows.only(kept), training));
    double[] input = examples.draw(0);
    assertThat(warm.probabilities(input)).containsExactly(cold.probabilities(input), within(1e-9));
    assertThat(all.loss(input, 0)).isNotCloseTo(cold.loss(input, 0), within(1e-6));
  }

  @Test
  void probabilities_ofAnyInput_sumToOneAndAreTheLoss() {
    SoftmaxHead head = Examples.fitted(SoftmaxHead.fit(rows, HeadTraining.of(1e-3, rows.size())));
    for (double[] input : new double[][] {examples.draw(1), {1e6, -1e6, 1e6, 0}, {0, 0, 0, 0}}) {
      double[] probabilities = head.probabilities(input);
      assertThat(DoubleStream.of(probabilities).sum()).isCloseTo(1, within(1e-12));
      assertThat(head.loss(input, 2)).isNotNegative().isFinite();
      if (probabilities[2] > 1e-300) {
        assertThat(head.loss(input, 2)).isCloseTo(-Math.log(probabilities[2]), within(1e-9));
      }
    }
  }

  @Test
  void fit_hostileRows_givesAStatus() {
    assertThat(status(List.of())).isEqualTo(HeadStatus.EMPTY);
    assertThat(status(wide(SoftmaxHead.PARAMETERS_MAX))).isEqualTo(HeadStatus.TOO_LARGE);
    for (double hostile :
        new double[] {Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 1e300}) {
      List<Row> some = new ArrayList<>(examples.rows(20));
      some.add(Row.of("d#hostile", 99, new double[] {0, hostile, 0, 0}, 1));
      HeadFit fit = SoftmaxHead.fit(TrainingRows.of(CLASSES, some), HeadTraining.of(1e-3, 21));
      assertThat(fit.status()).isEqualTo(HeadStatus.OUT_OF_RANGE);
      assertThat(fit.row()).isEqualTo(20);
      assertThat(fit.head()).isEmpty();
    }
    assertThat(status(List.of(row(0, 1), row(1, 1)))).isEqualTo(HeadStatus.ONE_CLASS);
    assertThat(status(List.of(row(0, 1), row(1, 2)))).isEqualTo(HeadStatus.FITTED);
  }

  @Test
  void fit_noPenaltyToSpeakOf_isIllConditioned() {
    TrainingRows few = TrainingRows.of(CLASSES, List.of(row(0, 1), row(1, 2)));
    assertThat(SoftmaxHead.fit(few, new HeadTraining(1e-300, 1e-11, 50)).status())
        .isEqualTo(HeadStatus.ILL_CONDITIONED);
  }

  @Test
  void fit_tooFewSteps_isNotConverged() {
    HeadFit fit = SoftmaxHead.fit(rows, new HeadTraining(1, 1e-11, 1));
    assertThat(fit.status()).isEqualTo(HeadStatus.NOT_CONVERGED);
    assertThat(fit.steps()).isEqualTo(1);
    assertThat(fit.head()).isEmpty();
  }

  @Test
  void rows_thatDoNotFitTogether_areRefusedByName() {
    assertThatThrownBy(() -> TrainingRows.of(2, List.of(row(0, 2))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("d#0 of class 2");
    assertThatThrownBy(() -> TrainingRows.of(3, List.of(row(0, 2), row(0, 1))))
        .hasMessageContaining("d#0");
    assertThatThrownBy(
            () -> TrainingRows.of(3, List.of(row(0, 2), Row.of("d#1", 1, new double[] {1}, 1))))
        .hasMessageContaining("d#1");
    assertThatThrownBy(() -> Row.of("d#1", 1, new double[] {1}, -1)).hasMessageContaining("-1");
  }

  private static Row row(int id, int label) {
    return Row.of("d#" + id, id, new double[] {id, 1}, label);
  }

  private static List<Row> wide(int features) {
    return IntStream.range(0, 2)
        .mapToObj(i -> Row.of("d#" + i, i, new double[features], i))
        .toList();
  }

  private static HeadStatus status(List<Row> rows) {
    return SoftmaxHead.fit(TrainingRows.of(CLASSES, rows), HeadTraining.of(1e-3, rows.size()))
        .status();
  }
}
