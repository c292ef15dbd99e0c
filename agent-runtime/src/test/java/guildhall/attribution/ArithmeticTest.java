package guildhall.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// What all methods count with.
class ArithmeticTest {

  private static final int CASES = 100_000;

  @Test
  void draws_anySeed_areThoseOfSplitMix64() {
    for (long seed : new long[] {0, 1, -1, 1_234_567, Long.MIN_VALUE}) {
      Draws draws = new Draws(seed);
      SplittableRandom other = new SplittableRandom(seed);
      for (int i = 0; i < 1000; i++) {
        assertThat(draws.next()).isEqualTo(other.nextLong());
      }
    }
    assertThat(new Draws(1_234_567).next()).isEqualTo(6_457_827_717_110_365_317L);
  }

  @Test
  void proportion_anySize_isTheFloor() {
    Random random = new Random(1);
    for (int i = 0; i < CASES; i++) {
      long amount = random.nextLong() >>> (1 + random.nextInt(62));
      long part = random.nextLong() >>> (1 + random.nextInt(62));
      long whole = Math.max(part, 1 + (random.nextLong() >>> (2 + random.nextInt(61))));
      assertThat(Proportion.of(amount, part, whole))
          .isEqualTo(
              BigInteger.valueOf(amount)
                  .multiply(BigInteger.valueOf(part))
                  .divide(BigInteger.valueOf(whole))
                  .longValueExact());
    }
    assertThatThrownBy(() -> Proportion.of(1, 1, 0)).hasMessageContaining("1 * 1 / 0");
    assertThatThrownBy(() -> Proportion.of(Long.MAX_VALUE, 2, 1))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void largestRemainder_randomWeights_sumsExactlyAndRisesWithAWeight() {
    Random random = new Random(2);
    for (int i = 0; i < CASES; i++) {
      List<Long> weights = new ArrayList<>();
      int n = 1 + random.nextInt(8);
      for (int j = 0; j < n; j++) {
        weights.add((long) random.nextInt(4) * random.nextInt(30));
      }
      int mine = random.nextInt(n);
      weights.set(mine, weights.get(mine) + 1);
      long amount = random.nextInt(60);
      long[] before = LargestRemainder.split(amount, weights, Comparator.naturalOrder());
      weights.set(mine, weights.get(mine) + 1 + random.nextInt(20));
      long[] after = LargestRemainder.split(amount, weights, Comparator.naturalOrder());
      assertThat(LongStream.of(before).sum()).isEqualTo(amount);
      assertThat(after[mine]).as("%s", weights).isGreaterThanOrEqualTo(before[mine]);
    }
  }

  @Test
  void largestRemainder_ties_goByTheOrderThatIsGiven() {
    assertThat(LargestRemainder.split(1, List.of(1L, 1L, 1L), Comparator.naturalOrder()))
        .containsExactly(1, 0, 0);
    assertThat(LargestRemainder.split(1, List.of(1L, 1L, 1L), Comparator.reverseOrder()))
        .containsExactly(0, 0, 1);
  }

  @Test
  void largestRemainder_badInput_isRefused() {
    assertThatThrownBy(() -> LargestRemainder.split(-1, List.of(1L), Comparator.naturalOrder()))
        .hasMessageContaining("-1");
    assertThatThrownBy(() -> LargestRemainder.split(1, List.of(-2L), Comparator.naturalOrder()))
        .hasMessageContaining("-2");
    assertThatThrownBy(() -> LargestRemainder.split(1, List.of(), Comparator.naturalOrder()))
        .hasMessageContaining("all weights are 0");
  }
}
