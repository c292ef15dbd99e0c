package guildhall.market;

import static guildhall.sdk.Amount.credits;
import static guildhall.toyworld.ToyWorld.json;
import static guildhall.toyworld.ToyWorld.step;
import static guildhall.toyworld.Toys.ONE_CREDIT;
import static guildhall.toyworld.Toys.SHOUT;
import static guildhall.toyworld.Toys.TITLE;
import static guildhall.toyworld.Toys.shouter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import guildhall.governance.Limits;
import guildhall.runtime.Guildhall;
import guildhall.sdk.Agent;
import guildhall.sdk.Amount;
import guildhall.sdk.Ask;
import guildhall.sdk.Outcome;
import guildhall.sdk.Outcome.Delivered;
import guildhall.sdk.Outcome.NoOffer;
import guildhall.sdk.Terms;
import guildhall.task.ErrorCode;
import guildhall.task.Refused;
import guildhall.toyworld.ToyWorld;
import guildhall.toyworld.Toys.Word;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/// The most that one task, order or purchase may hold, whatever its payer has.
class LimitOfAmountTest {

  private static final Word HI = new Word("hi");
  private static final Limits FIVE = new Limits(16, 100, credits("5"));

  private static Outcome<Word> buy(ToyWorld world, Ask ask) throws InterruptedException {
    return world.node().orders().buy(Guildhall.LOCAL, "o-1", TITLE, HI, ask);
  }

  private static void assertNothingMoved(ToyWorld world) {
    assertThat(world.balance("local")).isEqualTo(1_000_000_000);
    assertThat(world.account("local").heldMicros()).isZero();
    assertThat(world.isSettled()).isTrue();
  }

  @Test
  void order_ceilingAboveTheLimit_isRefusedWithBothNumbersAndHoldsNothing() throws Exception {
    try (var world =
        ToyWorld.under(FIVE, Agent.named("ann").sells(TITLE, ONE_CREDIT, (in, _) -> in))) {
      assertThat(buy(world, Ask.atMost(credits("5.000001"))))
          .isEqualTo(
              new NoOffer<Word>(
                  "the ceiling of 5.000001 cr is more than one task, order or purchase may hold,"
                      + " which is 5 cr (limits.amount)"));
      assertNothingMoved(world);

      assertThat(buy(world, Ask.atMost(credits("5")))).isInstanceOf(Delivered.class);
    }
  }

  @Test
  void task_budgetAboveTheLimit_isRefusedAndHoldsNothing() throws Exception {
    try (var world = ToyWorld.under(FIVE, shouter("ann")).ready()) {
      assertThatThrownBy(() -> world.submit("5.000001", step("a", "toy.shout", json(HI))))
          .isInstanceOfSatisfying(
              Refused.class,
              refused -> {
                assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_BUDGET);
                assertThat(refused.getMessage())
                    .contains("5.000001 cr", "which is 5 cr (limits.amount)");
              });
      assertNothingMoved(world);
    }
  }

  @Test
  void purchase_atAnOwnersCostAboveTheLimit_isRefusedAndHoldsNothing() throws Exception {
    Queue<Outcome<Word>> bought = new ConcurrentLinkedQueue<>();
    Agent ann =
        Agent.named("ann")
            .ownedBy("local")
            .withOwnSpendingUpTo(credits("100"))
            .sells(
                TITLE,
                Terms.fee(Amount.ZERO),
                (in, call) -> {
                  bought.add(call.ask(SHOUT, in, Ask.atMost(credits("50")).fromOwnAccount()));
                  return in;
                });
    try (var world =
        ToyWorld.under(FIVE, ann, shouter("dear", Terms.fee(credits("5.000001")))).ready()) {
      assertThat(buy(world, Ask.atMost(credits("1")))).isInstanceOf(Delivered.class);

      assertThat(bought)
          .containsExactly(
              new NoOffer<>(
                  "the cheapest price of 5.000001 cr is more than one task, order or purchase may"
                      + " hold, which is 5 cr (limits.amount)"));
      assertNothingMoved(world);
    }
  }

  @Test
  void purchase_priceAboveTheCallersCeiling_isTooDearAndHoldsNothing() throws Exception {
    try (var world =
        ToyWorld.under(FIVE, Agent.named("ann").sells(TITLE, ONE_CREDIT, (in, _) -> in))) {
      assertThat(buy(world, Ask.atMost(credits("0.999999"))))
          .isEqualTo(new Outcome.TooDear<Word>(credits("1"), credits("0.999999")));
      assertNothingMoved(world);
    }
  }
}
