package guildhall.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import guildhall.attribution.Attribution;
import guildhall.attribution.Attribution.Weight;
import guildhall.ledger.LedgerStatus;
import guildhall.sdk.Amount;
import guildhall.sdk.Receipt;
import guildhall.sdk.Receipt.Line;
import guildhall.settlement.Engagement.State;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The commands that begin and end engagements, over a real book in memory: whatever is said twice
/// moves once, and what ends up with whom sums to what was paid.
class SettlementTest {

  private static final long HOUR = 3_600_000_000L;

  private final Counter counter = new Counter();

  @AfterEach
  void close() throws Exception {
    assertThat(counter.trialBalance()).isZero();
    counter.close();
  }

  private static Attribution weights(long whole, Weight... weights) {
    return new Attribution("use@1", List.of(weights), whole, weights.length == 0);
  }

  private static Function<String, Optional<String>> owners(Map<String, String> owners) {
    return key -> Optional.ofNullable(owners.get(key));
  }

  @Test
  void award_twice_holdsOnce() {
    assertThat(counter.award("t/a", 0, Optional.empty(), 100, 50)).isEqualTo(LedgerStatus.CREATED);
    assertThat(counter.award("t/a", 0, Optional.empty(), 100, 50)).isEqualTo(LedgerStatus.EXISTS);
    assertThat(counter.award("t/a", 0, Optional.empty(), 900, 0)).isEqualTo(LedgerStatus.EXISTS);
    assertThat(counter.openHolds()).isEqualTo(2);
    assertThat(counter.engagement("t/a#0").award().feeMicros()).isEqualTo(100);
  }

  @Test
  void award_moreThanIsLeft_isRefusedAndKeepsNothing() {
    assertThat(counter.award("t/a", 0, Optional.empty(), Counter.BUDGET, 1))
        .isEqualTo(LedgerStatus.EXCEEDS_EXPENSES);
    assertThat(counter.find("t/a#0")).isEmpty();
    assertThat(counter.openHolds()).isEqualTo(1);
  }

  @Test
  void settle_twice_paysOnce() {
    counter.award("t/a", 0, Optional.empty(), 1000, 0);
    assertThat(counter.settle("t/a#0", 1000, true)).isEqualTo(LedgerStatus.CREATED);
    assertThat(counter.settle("t/a#0", 1000, true)).isEqualTo(LedgerStatus.EXISTS);
    assertThat(counter.settle("t/a#0", 1, false)).isEqualTo(LedgerStatus.EXISTS);
    assertThat(counter.balance("ann")).isEqualTo(750);
    assertThat(counter.balance("@platform")).isEqualTo(50);
    assertThat(counter.balance("@royalties")).isEqualTo(200);
    assertThat(counter.spent()).isEqualTo(1000);
  }

  @Test
  void settle_moreThanTheFeeCharged_countsAsTheFee() {
    counter.award("t/a", 0, Optional.empty(), 1000, 0);
    counter.settle("t/a#0", Long.MAX_VALUE, false);
    assertThat(counter.spent()).isEqualTo(1000);
    assertThat(sum(counter.engagement("t/a#0").lines())).isEqualTo(1000);
  }

  @Test
  void settle_lessOrNothingCharged_paysJustThatAndClosesTheHold() {
    counter.award("t/a", 0, Optional.empty(), 1000, 500);
    counter.award("t/b", 0, Optional.empty(), 1000, 0);
    counter.settle("t/a#0", 333, true);
    counter.settle("t/b#0", 0, true);
    assertThat(counter.spent()).isEqualTo(333);
    assertThat(counter.engagement("t/b#0").lines()).isEmpty();
    assertThat(counter.engagement("t/b#0").state()).isEqualTo(State.COMPLETED);
    assertThat(counter.openHolds()).isEqualTo(1);
  }

  @Test
  void settle_negativeCharge_isRefusedAndTheBookGoesOn() {
    counter.award("t/a", 0, Optional.empty(), 1000, 500);
    counter.award("t/a#0/b", 0, Optional.of("t/a#0"), 10, 0);
    assertThatThrownBy(() -> counter.settle("t/a#0", -1, true))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(counter.engagement("t/a#0/b#0").state()).isEqualTo(State.FUNDED);
    assertThat(counter.settle("t/a#0", 1, true)).isEqualTo(LedgerStatus.CREATED);
  }

  @Test
  void settle_withOpenAndDeliveredChildren_voidsTheOpenAndKeepsTheDeliveredPaid() {
    counter.award("t/a", 0, Optional.empty(), 1000, 500);
    counter.award("t/a#0/b", 0, Optional.of("t/a#0"), 100, 100);
    counter.award("t/a#0/c", 0, Optional.of("t/a#0"), 200, 0);
    counter.award("t/a#0/b#0/d", 0, Optional.of("t/a#0/b#0"), 50, 0);
    counter.settle("t/a#0/c#0", 200, false);
    assertThat(counter.settle("t/a#0", 1000, false)).isEqualTo(LedgerStatus.CREATED);
    assertThat(counter.engagement("t/a#0/b#0").code()).isEqualTo("canceled");
    assertThat(counter.engagement("t/a#0/b#0/d#0").state()).isEqualTo(State.REJECTED);
    assertThat(counter.spent()).isEqualTo(1200);
    assertThat(counter.openHolds()).isEqualTo(1);
    assertThat(counter.settle("t/a#0/b#0", 100, false)).isEqualTo(LedgerStatus.HOLD_VOIDED);
    assertThat(counter.spent()).isEqualTo(1200);
  }

  @Test
  void settle_ownAgentHired_paysTheOthersAndNotItself() {
    counter.awardTo("local", "t/a", 1000);
    counter.settle("t/a#0", 1000, true);
    Engagement engagement = counter.engagement("t/a#0");
    assertThat(engagement.chargedMicros()).isEqualTo(250);
    assertThat(sum(engagement.lines())).isEqualTo(250);
    assertThat(counter.spent()).isEqualTo(250);
  }

  @Test
  void reject_afterDeliveryBelow_keepsItPaidAndReturnsTheRest() {
    counter.award("t/a", 0, Optional.empty(), 1000, 500);
    counter.award("t/a#0/b", 0, Optional.of("t/a#0"), 100, 0);
    counter.settle("t/a#0/b#0", 100, false);
    assertThat(counter.reject("t/a#0", "agent_threw", "x".repeat(100_000)))
        .isEqualTo(LedgerStatus.CREATED);
    assertThat(counter.engagement("t/a#0").reason()).hasSize(500);
    assertThat(counter.spent()).isEqualTo(100);
    assertThat(counter.openHolds()).isEqualTo(1);
  }

  @Test
  void anyCommand_unknownCall_throwsAndTheBookGoesOn() {
    assertThatThrownBy(() -> counter.settle("t/no#0", 1, false)).hasMessageContaining("t/no#0");
    assertThatThrownBy(() -> counter.reject("t/no#0", "refused", ""))
        .hasMessageContaining("t/no#0");
    assertThatThrownBy(() -> counter.distribute("t/no#0", weights(1), "local", owners(Map.of())))
        .hasMessageContaining("t/no#0");
    assertThat(counter.award("t/a", 0, Optional.empty(), 1, 0)).isEqualTo(LedgerStatus.CREATED);
  }

  private record Transition(State from, State to) {}

  /// Rows: a command, the state it finds, its answer, and the state after it.
  private static final String TRANSITIONS =
      """
      settle  FUNDED     created       COMPLETED
      settle  COMPLETED  exists        COMPLETED
      settle  REJECTED   hold_voided   REJECTED
      settle  EXPIRED    hold_expired  EXPIRED
      reject  FUNDED     created       REJECTED
      reject  COMPLETED  hold_settled  COMPLETED
      reject  REJECTED   hold_voided   REJECTED
      reject  EXPIRED    hold_expired  EXPIRED
      expire  FUNDED     -             EXPIRED
      expire  COMPLETED  -             COMPLETED
      expire  REJECTED   -             REJECTED
      expire  EXPIRED    -             EXPIRED
      cancel  FUNDED     -             REJECTED
      cancel  COMPLETED  -             COMPLETED
      cancel  REJECTED   -             REJECTED
      cancel  EXPIRED    -             EXPIRED
      """;

  @Test
  void transitions_everyCommandInEveryState_takeExactlyTheDeclaredOnes() {
    Set<Transition> taken = new HashSet<>();
    for (String row : TRANSITIONS.lines().toList()) {
      String[] word = row.split(" +", -1);
      State from = State.valueOf(word[1]);
      String call = bring("t/r" + taken.size() + "-" + word[0] + "-" + word[1], from);
      long spent = counter.spent();
      assertThat(apply(word[0], call)).as(row).isEqualTo(word[2]);
      State to = counter.engagement(call).state();
      assertThat(to).as(row).isEqualTo(State.valueOf(word[3]));
      long paid = to == State.COMPLETED && from != to ? 10 : 0;
      assertThat(counter.spent() - spent).as(row).isEqualTo(paid);
      if (from != to) {
        taken.add(new Transition(from, to));
      }
    }
    Set<Transition> declared = new HashSet<>();
    EnumSet.complementOf(EnumSet.of(State.FUNDED))
        .forEach(end -> declared.add(new Transition(State.FUNDED, end)));
    assertThat(taken).isEqualTo(declared);
    counter.pass(2 * HOUR);
    assertThat(counter.openHolds()).as("of any task").isZero();
  }

  /// An engagement in a state, under a task of its own.
  private String bring(String request, State state) {
    counter.newTask();
    assertThat(counter.award(request, 0, Optional.empty(), 10, 0)).isEqualTo(LedgerStatus.CREATED);
    String call = request + "#0";
    switch (state) {
      case FUNDED -> {}
      case COMPLETED -> counter.settle(call, 10, false);
      case REJECTED -> counter.reject(call, "refused", "");
      case EXPIRED -> counter.pass(2 * HOUR);
    }
    assertThat(counter.engagement(call).state()).isEqualTo(state);
    return call;
  }

  private String apply(String command, String call) {
    return switch (command) {
      case "settle" -> counter.settle(call, 10, false).code();
      case "reject" -> counter.reject(call, "refused", "").code();
      case "expire" -> {
        counter.pass(2 * HOUR);
        yield "-";
      }
      case "cancel" -> {
        counter.voidTask();
        yield "-";
      }
      default -> throw new IllegalArgumentException(command);
    };
  }

  @Test
  void distribute_contributors_getTheirPartsOnce() {
    counter.award("t/a", 0, Optional.empty(), 1000, 0);
    counter.settle("t/a#0", 1000, true);
    Attribution half =
        weights(1000, new Weight("d#1", 300), new Weight("d#2", 100), new Weight("d#3", 100));
    var owners = owners(Map.of("d#1", "cid", "d#2", "dot", "d#3", "cid"));
    assertThat(counter.distribute("t/a#0", half, "local", owners))
        .containsExactly(
            new Line("cid", "royalty", Amount.micros(80), "d#1 d#3"),
            new Line("dot", "royalty", Amount.micros(20), "d#2"),
            new Line("@residual", "residual", Amount.micros(100), "not attributable"));
    assertThat(counter.distribute("t/a#0", half, "local", owners)).isEmpty();
    assertThat(counter.balance("@vesting")).isEqualTo(200);
    counter.pass(HOUR);
    assertThat(counter.balance("@vesting")).isZero();
    assertThat(counter.balance("cid")).isEqualTo(80);
    assertThat(counter.balance("dot")).isEqualTo(20);
    assertThat(counter.balance("@residual")).isEqualTo(100);
    assertThat(counter.balance("@royalties")).isZero();
  }

  @Test
  void distribute_unknownContributorOrRootPayer_earnsNothingAndNobodyElseEarnsItsPart() {
    counter.award("t/a", 0, Optional.empty(), 1000, 0);
    counter.settle("t/a#0", 1000, true);
    Attribution all = weights(4, new Weight("d#1", 1), new Weight("d#2", 1), new Weight("d#3", 2));
    assertThat(
            counter.distribute("t/a#0", all, "local", owners(Map.of("d#1", "cid", "d#3", "local"))))
        .extracting(Line::account, line -> line.amount().micros())
        .containsExactly(tuple("cid", 50L), tuple("@residual", 150L));
  }

  @Test
  void distribute_commons_openTheirAccountOnceAndArePaid() {
    Attribution commons = new Attribution("m@1", List.of(new Weight("d#1", 1)), 4, false, 2, 1000);
    for (String step : List.of("t/a", "t/b")) {
      counter.award(step, 0, Optional.empty(), 1000, 0);
      counter.settle(step + "#0", 1000, true);
      assertThat(counter.distribute(step + "#0", commons, "local", owners(Map.of("d#1", "cid"))))
          .extracting(Line::account, Line::role, line -> line.amount().micros())
          .containsExactly(
              tuple("cid", "royalty", 50L),
              tuple("@commons", "commons", 100L),
              tuple("@residual", "residual", 50L));
    }
    counter.pass(HOUR);
    assertThat(counter.balance("@vesting")).isZero();
    assertThat(counter.balance("@commons")).isEqualTo(200);
    assertThat(counter.balance("cid")).isEqualTo(100);
    assertThat(counter.balance("@residual")).isEqualTo(100);
    assertThat(counter.balance("@unclaimed")).isZero();
    assertThat(counter.balance("@royalties")).isZero();
  }

  @Test
  void distribute_abstention_goesToTheResidualAccount() {
    counter.award("t/a", 0, Optional.empty(), 1000, 0);
    counter.settle("t/a#0", 1000, true);
    assertThat(counter.distribute("t/a#0", weights(0), "local", owners(Map.of())))
        .singleElement()
        .extracting(Line::account, line -> line.amount().micros())
        .containsExactly("@residual", 200L);
  }

  @Test
  void distribute_notSettledOrNothingDue_doesNothing() {
    counter.award("t/a", 0, Optional.empty(), 1000, 0);
    assertThat(counter.distribute("t/a#0", weights(0), "local", owners(Map.of()))).isEmpty();
    counter.settle("t/a#0", 1000, false);
    assertThat(counter.distribute("t/a#0", weights(0), "local", owners(Map.of()))).isEmpty();
    assertThat(counter.balance("@residual")).isZero();
  }

  @Test
  void distribute_moreContributionsThanAnEntryHolds_paysAndTheBookGoesOn() {
    counter.award("t/a", 0, Optional.empty(), 1_000_000, 0);
    counter.settle("t/a#0", 1_000_000, true);
    Weight[] weights =
        IntStream.range(0, 4000)
            .mapToObj(i -> new Weight("datanet#" + "k".repeat(100) + i, 1000 + i % 1000))
            .toArray(Weight[]::new);
    List<Line> lines =
        counter.distribute(
            "t/a#0",
            weights(IntStream.range(0, 4000).mapToLong(i -> 1000 + i % 1000).sum(), weights),
            "local",
            key -> Optional.of("owner-" + "o".repeat(50) + key.hashCode() % 1000));
    assertThat(sum(lines)).isEqualTo(200_000);
    assertThat(lines).as("long keys leave room for fewer").hasSizeBetween(150, 200);
    assertThat(lines.getLast().role()).isEqualTo("residual");
    assertThat(counter.award("t/b", 0, Optional.empty(), 1, 0)).isEqualTo(LedgerStatus.CREATED);
  }

  @Test
  void receipts_tree_totalsWhatThePayerPaidAndShowsHowFinalItIs() {
    counter.award("t/a", 0, Optional.empty(), 1000, 500);
    counter.award("t/a#0/b", 0, Optional.of("t/a#0"), 100, 0);
    counter.settle("t/a#0/b#0", 100, true);
    assertThat(counter.receipt().state()).as("still at work").isEqualTo(Receipt.State.SETTLED);
    counter.settle("t/a#0", 1000, false);
    counter.award("t/b", 0, Optional.empty(), 70, 0);
    counter.reject("t/b#0", "refused", "");
    Receipt settled = counter.receipt();
    assertThat(settled.total().micros()).isEqualTo(1100).isEqualTo(counter.spent());
    assertThat(settled.parts()).singleElement().extracting(Receipt::id).isEqualTo("t/a#0");
    assertThat(settled.state()).isEqualTo(Receipt.State.SETTLED);
    counter.distribute(
        "t/a#0/b#0", weights(1, new Weight("d#1", 1)), "local", owners(Map.of("d#1", "cid")));
    Receipt distributed = counter.receipt();
    assertThat(distributed.state()).isEqualTo(Receipt.State.DISTRIBUTED);
    assertThat(distributed.total()).isEqualTo(settled.total());
    assertThat(distributed.parts().getFirst().parts().getFirst().lines())
        .extracting(Line::role)
        .containsExactly("platform", "royalty", "agent");
    counter.pass(HOUR - 1_000_000);
    assertThat(counter.receipt().state()).isEqualTo(Receipt.State.DISTRIBUTED);
    counter.pass(1_000_000);
    assertThat(counter.receipt().state()).isEqualTo(Receipt.State.FINAL);
  }

  @Test
  void records_countWhatIsTheAgentsDoingAndNothingElse() {
    String[] codes = {"agent_threw", "refused", "canceled", "interrupted", "deadline_passed"};
    for (int i = 0; i < codes.length; i++) {
      counter.award("t/r" + i, 0, Optional.empty(), 1, 0);
      counter.reject("t/r" + i + "#0", codes[i], "");
    }
    counter.award("t/ok", 0, Optional.empty(), 1, 0);
    counter.settle("t/ok#0", 1, false);
    assertThat(counter.record()).containsExactly(1, 2);
  }

  private static long sum(List<Line> lines) {
    return lines.stream().mapToLong(line -> line.amount().micros()).sum();
  }
}
