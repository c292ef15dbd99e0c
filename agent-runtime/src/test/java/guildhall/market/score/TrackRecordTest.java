package guildhall.market.score;

import static guildhall.market.score.TrackRecord.lowerBoundPermille;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A record within its bounds: it rises with deliveries, falls with failures and rewards
/// experience.
class TrackRecordTest {

  @ParameterizedTest
  @CsvSource({"0, 0, 212", "1, 0, 431", "10, 0, 840", "0, 1, 98", "1, 1, 277", "100, 100, 465"})
  void lowerBoundPermille_known_isTheMeanLessADeviation(int delivered, int failed, int bound) {
    assertThat(lowerBoundPermille(delivered, failed)).isEqualTo(bound);
  }

  @Test
  void lowerBoundPermille_anything_staysWithinZeroAndThousand() {
    int[] counts = {0, 1, 2, 10, 1000, 1_000_000, Integer.MAX_VALUE};
    for (int delivered : counts) {
      for (int failed : counts) {
        assertThat(lowerBoundPermille(delivered, failed)).isBetween(0, 1000);
      }
    }
    assertThat(lowerBoundPermille(Integer.MAX_VALUE, 0)).isGreaterThan(990);
    assertThat(lowerBoundPermille(0, Integer.MAX_VALUE)).isZero();
  }

  @Test
  void lowerBoundPermille_oneMore_neverGoesTheWrongWay() {
    for (int delivered = 0; delivered < 60; delivered++) {
      for (int failed = 0; failed < 60; failed++) {
        int here = lowerBoundPermille(delivered, failed);
        assertThat(lowerBoundPermille(delivered + 1, failed)).isGreaterThanOrEqualTo(here - 1);
        assertThat(lowerBoundPermille(delivered, failed + 1)).isLessThanOrEqualTo(here + 1);
      }
    }
  }
}
