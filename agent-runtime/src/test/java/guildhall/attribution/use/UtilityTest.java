package guildhall.attribution.use;

import static org.assertj.core.api.Assertions.assertThat;

import guildhall.attribution.Source;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// How often a model is asked.
final class UtilityTest {

  /// Every player adds something of its own, so that all groups are looked into.
  private static long game(long mask) {
    return -1_000_000_000L + 1_000_000L * Long.bitCount(mask) + mask % 999_983;
  }

  @Test
  void asked_anyNumberOfClusters_isNeverExceeded() {
    for (int clusters = 1; clusters <= Estimate.PLAYERS_MAX; clusters++) {
      List<Read> reads =
          IntStream.range(100, 100 + clusters)
              .mapToObj(i -> Read.alone(new Source("d#" + i, "")))
              .toList();
      AtomicInteger asked = new AtomicInteger();
      var _ =
          UseMethod.weigh(
              reads,
              mask -> {
                asked.incrementAndGet();
                return game(mask);
              },
              1,
              7);
      assertThat(asked)
          .as(clusters + " clusters")
          .hasValueLessThanOrEqualTo(Utility.asked(clusters));
    }
  }

  @Test
  void asked_upTo20Clusters_isExactlyThat() {
    assertThat(IntStream.of(1, 2, 6, 8, 9, 20, 21, 64).map(Utility::asked))
        .containsExactly(2, 4, 64, 256, 64, 64, 384, 384);
  }
}
