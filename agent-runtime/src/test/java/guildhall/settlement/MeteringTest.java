package guildhall.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import guildhall.ledger.LedgerStatus;
import guildhall.sdk.Receipt.Line;
import guildhall.settlement.Engagement.State;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What metered text costs, and that it stays paid however its call ends.
class MeteringTest {

  private static final long HOUR = 3_600_000_000L;

  private final Counter counter = new Counter();

  @AfterEach
  void close() throws Exception {
    assertThat(counter.trialBalance()).isZero();
    counter.close();
  }

  @Test
  void feeMicros_isInProportionRoundedDownAndAtMostTheCeiling() {
    assertThat(Metering.feeMicros(0, 700, 1000)).isZero();
    assertThat(Metering.feeMicros(1, 700, 1000)).isZero();
    assertThat(Metering.feeMicros(2, 700, 1000)).isEqualTo(1);
    assertThat(Metering.feeMicros(999, 700, 1000)).isEqualTo(699);
    assertThat(Metering.feeMicros(1428, 700, 1000)).isEqualTo(999);
    assertThat(Metering.feeMicros(1429, 700, 1000)).isEqualTo(1000);
    assertThat(Metering.feeMicros(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE))
        .isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void meter_inAnySteps_paysTheSameAsAtOnce() {
    Random random = new Random(7);
    for (int round = 0; round < 20; round++) {
      String call = "t/r" + round;
      long price = 1L + random.nextInt(5000);
      long before = counter.spent();
      counter.awardMetered(call, "ann", price, 3000);
      long characters = 0;
      for (int step = 0; step < 10; step++) {
        characters += 1L + random.nextInt(300);
        assertThat(counter.meter(call + "#0", characters, step > 4))
            .isEqualTo(LedgerStatus.CREATED);
        assertThat(counter.spent() - before).isEqualTo(Metering.feeMicros(characters, price, 3000));
      }
      counter.reject(call + "#0", "agent_threw", "");
    }
    assertThat(
            counter.balance("ann") + counter.balance("@platform") + counter.balance("@royalties"))
        .isEqualTo(counter.spent());
    assertThat(counter.openHolds()).as("the task's").isEqualTo(1);
  }

  @Test
  void meter_lessOrTheSameAgain_paysNothingMore() {
    counter.awardMetered("t/a", "ann", 1000, 900);
    counter.meter("t/a#0", 500, false);
    assertThat(counter.meter("t/a#0", 500, false)).isEqualTo(LedgerStatus.EXISTS);
    assertThat(counter.meter("t/a#0", 499, false)).isEqualTo(LedgerStatus.EXISTS);
    assertThat(counter.spent()).isEqualTo(500);
    assertThat(counter.engagement("t/a#0").streamed().characters()).isEqualTo(500);
  }

  @Test
  void settle_afterMetering_paysNothingMoreAndReturnsTheRest() {
    counter.awardMetered("t/a", "ann", 1000, 900);
    counter.meter("t/a#0", 300, false);
    counter.meter("t/a#0", 500, true);
    assertThat(counter.settle("t/a#0", 900, true)).isEqualTo(LedgerStatus.CREATED);
    Engagement engagement = counter.engagement("t/a#0");
    assertThat(engagement.chargedMicros()).isEqualTo(500).isEqualTo(counter.spent());
    assertThat(engagement.lines())
        .extracting(Line::role)
        .containsExactly("platform", "agent", "royalty");
    assertThat(sum(engagement.lines())).isEqualTo(500);
    assertThat(counter.balance("@royalties")).as("a fifth of the last 200").isEqualTo(40);
    assertThat(counter.receipt().total().micros()).isEqualTo(500);
    assertThat(counter.openHolds()).isEqualTo(1);
  }

  @Test
  void end_ofEachKind_keepsWhatWasMeteredAndReturnsTheRest() {
    List<String> ends = List.of("reject", "cancel", "expire");
    for (int i = 0; i < ends.size(); i++) {
      long before = counter.spent();
      counter.newTask();
      counter.awardMetered("t/e" + i, "ann", 1000, 900);
      counter.meter("t/e" + i + "#0", 250, false);
      switch (ends.get(i)) {
        case "reject" -> counter.reject("t/e" + i + "#0", "agent_threw", "");
        case "cancel" -> counter.voidTask();
        default -> counter.pass(2 * HOUR);
      }
      Engagement engagement = counter.engagement("t/e" + i + "#0");
      assertThat(engagement.state()).isIn(State.REJECTED, State.EXPIRED);
      assertThat(engagement.chargedMicros()).isEqualTo(250);
      assertThat(counter.spent() - before).as(ends.get(i)).isEqualTo(250);
      assertThat(counter.meter("t/e" + i + "#0", 900, false).ok()).isFalse();
      assertThat(counter.spent() - before).as(ends.get(i)).isEqualTo(250);
    }
  }

  @Test
  void meter_ownAgentHired_paysTheOthersAndNotItself() {
    counter.awardMetered("t/a", "local", 1000, 900);
    counter.meter("t/a#0", 400, false);
    counter.settle("t/a#0", 900, false);
    assertThat(counter.spent()).isEqualTo(20);
    assertThat(counter.engagement("t/a#0").chargedMicros()).isEqualTo(20);
  }

  private static long sum(List<Line> lines) {
    return lines.stream().mapToLong(line -> line.amount().micros()).sum();
  }
}
