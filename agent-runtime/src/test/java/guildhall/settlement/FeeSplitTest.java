package guildhall.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import guildhall.governance.Policy;
import guildhall.governance.Policy.ScoreWeights;
import guildhall.sdk.Receipt.Line;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// A fee goes to the platform, the pool and the owner, to the last micro-credit.
class FeeSplitTest {

  private static Policy policy(int platform, int royalty) {
    return new Policy(1, platform, royalty, 0, new ScoreWeights(350, 150, 300, 150, 50));
  }

  private static long sum(List<Line> lines) {
    return lines.stream().mapToLong(line -> line.amount().micros()).sum();
  }

  @Test
  void lines_anyFeeAndPolicy_sumToTheFee() {
    Random random = new Random(7);
    for (int round = 0; round < 2000; round++) {
      int platform = random.nextInt(10_001);
      int royalty = random.nextInt(10_001 - platform);
      long fee = random.nextLong() >>> (1 + random.nextInt(62));
      List<Line> lines =
          FeeSplit.lines(policy(platform, royalty), "r" + round, fee, "ann", random.nextBoolean());
      assertThat(sum(lines)).isEqualTo(fee);
      assertThat(lines).allSatisfy(line -> assertThat(line.amount().micros()).isPositive());
    }
  }

  @Test
  void lines_madeFromData_hasARoyaltyPart() {
    assertThat(FeeSplit.lines(policy(500, 2000), "r", 1_000_000, "ann", true))
        .extracting(Line::account, Line::role, line -> line.amount().micros())
        .containsExactly(
            tuple("@platform", "platform", 50_000L),
            tuple("@royalties", "royalty", 200_000L),
            tuple("ann", "agent", 750_000L));
  }

  @Test
  void lines_notMadeFromData_hasNone() {
    assertThat(FeeSplit.lines(policy(500, 2000), "r", 1_000_000, "ann", false))
        .extracting(Line::role)
        .containsExactly("platform", "agent");
  }

  @Test
  void lines_noFee_areNone() {
    assertThat(FeeSplit.lines(policy(500, 2000), "r", 0, "ann", true)).isEmpty();
  }

  @Test
  void lines_oneMicro_goesToTheLargestPart() {
    assertThat(FeeSplit.lines(policy(500, 2000), "r", 1, "ann", true))
        .singleElement()
        .extracting(Line::role)
        .isEqualTo("agent");
  }
}
