package guildhall.attribution.influence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Linear regression and its exact leave-one-out residual.
class RidgeHeadTest {

  private final Examples examples = new Examples(2, 2, 5, 1);
  private final double[][] features = examples.inputs(40);
  private final double[] targets = examples.noise(40, 3);

  @Test
  void leaveOneOutResidual_everyRow_isThatOfRetrainingWithoutIt() {
    RidgeHead head = RidgeHead.fit(features, targets, 0.3).head().orElseThrow();
    for (int i = 0; i < targets.length; i++) {
      int left = i;
      int[] others = IntStream.range(0, targets.length).filter(j -> j != left).toArray();
      RidgeHead without =
          RidgeHead.fit(
                  IntStream.of(others).mapToObj(j -> features[j]).toArray(double[][]::new),
                  IntStream.of(others).mapToDouble(j -> targets[j]).toArray(),
                  0.3)
              .head()
              .orElseThrow();
      assertThat(head.leaveOneOutResidual(i))
          .isCloseTo(targets[i] - without.predict(features[i]), within(1e-10));
      assertThat(head.residual(i)).isCloseTo(targets[i] - head.predict(features[i]), within(1e-10));
    }
  }

  @Test
  void fit_hostileInput_givesAStatus() {
    assertThat(status(new double[0][], new double[0], 1)).isEqualTo(HeadStatus.EMPTY);
    assertThat(status(new double[1][SoftmaxHead.PARAMETERS_MAX], new double[1], 1))
        .isEqualTo(HeadStatus.TOO_LARGE);
    assertThat(status(new double[][] {{Double.NaN}}, new double[1], 1))
        .isEqualTo(HeadStatus.OUT_OF_RANGE);
    assertThat(status(new double[][] {{1}}, new double[] {1e300}, 1))
        .isEqualTo(HeadStatus.OUT_OF_RANGE);
    assertThat(status(new double[][] {{1, 1}}, new double[1], 1e-300))
        .isEqualTo(HeadStatus.ILL_CONDITIONED);
    assertThatThrownBy(() -> status(new double[1][1], new double[2], 1))
        .hasMessageContaining("2 targets");
    assertThatThrownBy(() -> status(new double[1][1], new double[1], 0))
        .hasMessageContaining("penalty 0");
  }

  @Test
  void leaveOneOutResidual_rowThatDecidesAlone_isFinite() {
    RidgeHead head =
        RidgeHead.fit(new double[][] {{1e6}, {0}}, new double[] {1e6, 1}, 1e-3)
            .head()
            .orElseThrow();
    assertThat(head.leaveOneOutResidual(0)).isFinite();
  }

  private static HeadStatus status(double[][] features, double[] targets, double penalty) {
    return RidgeHead.fit(features, targets, penalty).status();
  }
}
