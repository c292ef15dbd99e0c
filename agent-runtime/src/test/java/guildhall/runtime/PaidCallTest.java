package guildhall.runtime;

import static guildhall.toyworld.ToyWorld.json;
import static guildhall.toyworld.ToyWorld.step;
import static org.assertj.core.api.Assertions.assertThat;

import guildhall.sdk.Agent;
import guildhall.sdk.Amount;
import guildhall.sdk.Ask;
import guildhall.sdk.Call;
import guildhall.sdk.Capability;
import guildhall.sdk.Outcome;
import guildhall.sdk.Receipt;
import guildhall.sdk.Refusal;
import guildhall.sdk.Terms;
import guildhall.task.TaskState;
import guildhall.task.TaskView;
import guildhall.task.plan.Step;
import guildhall.toyworld.ToyWorld;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// A paid call from the task to the receipt: who wins, who is paid, and who is not.
class PaidCallTest {

  record Word(String word) {}

  static final Capability<Word, Word> SHOUT =
      Capability.of("toy.shout", Word.class, Word.class).repeatable();
  static final Capability<Word, Word> TITLE =
      Capability.of("toy.title", Word.class, Word.class).repeatable();

  static final Terms ONE_CREDIT = Terms.fee(Amount.credits("1"));

  static Word shout(Word in, Call call) {
    return new Word(in.word() + "!");
  }

  static Agent shouter(String name, Terms terms) {
    return Agent.named(name).sells(SHOUT, terms, PaidCallTest::shout);
  }

  @Test
  void step_oneBidder_isDeliveredAndPaidOnce() throws Exception {
    try (var world = ToyWorld.of(shouter("ann", ONE_CREDIT)).ready()) {
      String task = world.submit("5", step("a", "toy.shout", json(new Word("hey"))));
      TaskView end = world.end(task);
      assertThat(end.state()).isEqualTo(TaskState.COMPLETED);
      assertThat(world.balance("local")).isEqualTo(999_000_000);
      assertThat(world.balance("ann")).isEqualTo(950_000);
      assertThat(world.balance("@platform")).isEqualTo(50_000);
      Receipt receipt = world.receipt(task);
      assertThat(receipt.total()).isEqualTo(Amount.credits("1"));
      assertThat(receipt.parts().getFirst().lines())
          .extracting(Receipt.Line::role)
          .containsExactly("platform", "agent");
      assertThat(world.isSettled()).isTrue();
    }
  }

  @Test
  void step_cheaperBidBelowQualityFloor_losesWhateverItsPrice() throws Exception {
    Agent cheap = shouter("cheap", Terms.fee(Amount.micros(1)).withQuality(400));
    Agent good = shouter("good", ONE_CREDIT.withQuality(900));
    try (var world = ToyWorld.of(cheap, good).ready()) {
      String task =
          world.submit(
              "5",
              new Step(
                  "a",
                  "toy.shout",
                  json(new Word("hey")),
                  Optional.empty(),
                  Optional.of(800),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty()));
      var _ = world.end(task);
      var awarded = world.await(task, event -> event.type().equals("call.awarded")).data();
      assertThat(awarded.path("agent").asText()).isEqualTo("good");
      assertThat(awarded.path("bids").get(0).path("score").path("quality").asInt()).isEqualTo(900);
      assertThat(awarded.path("bids").get(1).path("verdict").asText())
          .isEqualTo("below_quality_floor");
      assertThat(awarded.path("bids").get(1).path("score").path("price").asInt())
          .isGreaterThan(awarded.path("bids").get(0).path("score").path("price").asInt());
      assertThat(world.balance("cheap")).isZero();
    }
  }

  @Test
  void step_onePriceRaised_changesTheWinner() throws Exception {
    assertThat(winner("1", "1.5")).isEqualTo("ann");
    assertThat(winner("2", "1.5")).isEqualTo("ben");
    assertThat(winner("1", "0.5")).isEqualTo("ben");
  }

  private static String winner(String ann, String ben) throws Exception {
    try (var world =
        ToyWorld.of(
                shouter("ann", Terms.fee(Amount.credits(ann))),
                shouter("ben", Terms.fee(Amount.credits(ben))))
            .ready()) {
      String task = world.submit("5", step("a", "toy.shout", json(new Word("hey"))));
      var _ = world.end(task);
      return world
          .await(task, event -> event.type().equals("call.awarded"))
          .data()
          .path("agent")
          .asText();
    }
  }

  @Test
  void step_agentThrows_isNotPaidAndRunnerUpIsTried() throws Exception {
    runnerUpDelivers(
        Agent.named("bad")
            .sells(
                SHOUT,
                Terms.fee(Amount.micros(10)),
                (_, _) -> {
                  throw new IllegalStateException("secret detail");
                }),
        "agent_threw");
  }

  @Test
  void step_agentRefuses_isNotPaidAndRunnerUpIsTried() throws Exception {
    runnerUpDelivers(
        Agent.named("bad")
            .sells(
                SHOUT,
                Terms.fee(Amount.micros(10)),
                (_, _) -> {
                  throw new Refusal("not today");
                }),
        "refused");
  }

  @Test
  @SuppressWarnings("NullAway") // an agent that breaks its contract is what is tested
  void step_agentReturnsInvalidRecord_isNotPaidAndRunnerUpIsTried() throws Exception {
    runnerUpDelivers(
        Agent.named("bad").sells(SHOUT, Terms.fee(Amount.micros(10)), (_, _) -> new Word(null)),
        "invalid_result");
    runnerUpDelivers(
        Agent.named("bad").sells(SHOUT, Terms.fee(Amount.micros(10)), (_, _) -> null),
        "invalid_result");
  }

  @Test
  void step_agentHangsPastItsDeadline_isInterruptedNotPaidAndRunnerUpIsTried() throws Exception {
    CountDownLatch interrupted = new CountDownLatch(1);
    runnerUpDelivers(
        Agent.named("bad")
            .sells(
                SHOUT,
                Terms.fee(Amount.micros(10)).withTime(Duration.ofMillis(50)),
                (in, _) -> {
                  try {
                    new CountDownLatch(1).await();
                  } catch (InterruptedException e) {
                    interrupted.countDown();
                    throw e;
                  }
                  return in;
                }),
        "deadline_passed");
    assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void step_agentOverrunsItsExpenses_isNotPaidAndRunnerUpIsTried() throws Exception {
    Agent dear =
        Agent.named("dear").sells(TITLE, ONE_CREDIT, (in, _) -> new Word("Sir " + in.word()));
    Agent greedy =
        Agent.named("bad")
            .sells(
                SHOUT,
                Terms.fee(Amount.micros(10)).withExpensesUpTo(Amount.micros(100)),
                (in, call) -> {
                  Outcome<Word> title = call.ask(TITLE, in, Ask.atMost(Amount.credits("1")));
                  assertThat(title).isInstanceOf(Outcome.TooDear.class);
                  return in;
                });
    try (var world = ToyWorld.of(dear, greedy, shouter("good", ONE_CREDIT)).ready()) {
      runnerUpDelivers(world, "expenses_overrun");
      assertThat(world.balance("dear")).isZero();
    }
  }

  private static void runnerUpDelivers(Agent bad, String code) throws Exception {
    try (var world = ToyWorld.of(bad, shouter("good", ONE_CREDIT)).ready()) {
      runnerUpDelivers(world, code);
    }
  }

  private static void runnerUpDelivers(ToyWorld world, String code) throws Exception {
    String task = world.submit("5", step("a", "toy.shout", json(new Word("hey"))));
    TaskView end = world.end(task);
    assertThat(end.state()).isEqualTo(TaskState.COMPLETED);
    var rejected = world.await(task, event -> event.type().equals("call.rejected")).data();
    assertThat(rejected.path("code").asText()).isEqualTo(code);
    assertThat(rejected.path("reason").asText()).doesNotContain("secret");
    assertThat(world.balance("bad")).isZero();
    assertThat(world.balance("good")).isEqualTo(950_000);
    assertThat(world.balance("local")).isEqualTo(999_000_000);
    assertThat(world.isSettled()).isTrue();
  }

  @Test
  void step_everyAgentFails_taskFailsWithWhyAndCostsNothing() throws Exception {
    Agent bad =
        Agent.named("bad")
            .sells(
                SHOUT,
                ONE_CREDIT,
                (_, _) -> {
                  throw new IllegalStateException("secret");
                });
    try (var world = ToyWorld.of(bad).ready()) {
      String task = world.submit("5", step("a", "toy.shout", json(new Word("hey"))));
      TaskView end = world.end(task);
      assertThat(end.state()).isEqualTo(TaskState.FAILED);
      assertThat(end.code()).isEqualTo("agent_threw");
      assertThat(end.reason()).contains("step a", "bad").doesNotContain("secret");
      assertThat(world.balance("local")).isEqualTo(1_000_000_000);
      assertThat(world.isSettled()).isTrue();
    }
  }

  @Test
  void ask_fromWithinACall_isPaidByTheUserAtTheRoot() throws Exception {
    Agent titles =
        Agent.named("titles").sells(TITLE, ONE_CREDIT, (in, _) -> new Word("Sir " + in.word()));
    Agent ann =
        Agent.named("ann")
            .sells(
                SHOUT,
                ONE_CREDIT.withExpensesUpTo(Amount.credits("2")),
                (in, call) ->
                    shout(call.ask(TITLE, in, Ask.atMost(Amount.credits("2"))).orThrow(), call));
    try (var world = ToyWorld.of(titles, ann).ready()) {
      String task = world.submit("5", step("a", "toy.shout", json(new Word("hey"))));
      TaskView end = world.end(task);
      assertThat(end.state()).isEqualTo(TaskState.COMPLETED);
      assertThat(world.balance("local")).isEqualTo(998_000_000);
      assertThat(world.balance("titles")).isEqualTo(950_000);
      assertThat(world.balance("ann")).isEqualTo(950_000);
      Receipt call = world.receipt(task).parts().getFirst();
      assertThat(call.total()).isEqualTo(Amount.credits("2"));
      assertThat(call.parts()).singleElement().extracting(Receipt::agent).isEqualTo("titles");
      assertThat(world.isSettled()).isTrue();
    }
  }

  @Test
  void ask_sellerFailsAfterBuying_purchaseStaysPaidAsSunkCost() throws Exception {
    Agent titles =
        Agent.named("titles").sells(TITLE, ONE_CREDIT, (in, _) -> new Word("Sir " + in.word()));
    Agent bad =
        Agent.named("bad")
            .sells(
                SHOUT,
                ONE_CREDIT.withExpensesUpTo(Amount.credits("2")),
                (in, call) -> {
                  var _ = call.ask(TITLE, in, Ask.atMost(Amount.credits("2"))).orThrow();
                  throw new Refusal("changed my mind");
                });
    try (var world = ToyWorld.of(titles, bad).ready()) {
      String task = world.submit("5", step("a", "toy.shout", json(new Word("hey"))));
      TaskView end = world.end(task);
      assertThat(end.state()).isEqualTo(TaskState.FAILED);
      assertThat(end.code()).isEqualTo("refused");
      assertThat(world.balance("local")).isEqualTo(999_000_000);
      assertThat(world.balance("bad")).isZero();
      assertThat(world.receipt(task).total()).isEqualTo(Amount.credits("1"));
      assertThat(world.isSettled()).isTrue();
    }
  }

  @Test
  void ask_inACircle_isRefusedBeforeTheSpend() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    Agent circle =
        Agent.named("circle")
            .sells(
                SHOUT,
                ONE_CREDIT.withExpensesUpTo(Amount.credits("3")),
                (in, call) -> {
                  runs.incrementAndGet();
                  return call.ask(SHOUT, in, Ask.atMost(Amount.credits("2"))).orThrow();
                });
    try (var world = ToyWorld.of(circle).ready()) {
      String task = world.submit("5", step("a", "toy.shout", json(new Word("hey"))));
      TaskView end = world.end(task);
      assertThat(end.state()).isEqualTo(TaskState.FAILED);
      assertThat(end.reason()).contains("in_call_chain");
      assertThat(runs).hasValue(1);
      assertThat(world.balance("local")).isEqualTo(1_000_000_000);
    }
  }

  @Test
  void charge_lessThanTheFee_paysOnlyThat() throws Exception {
    Agent metered =
        Agent.named("meter")
            .sells(
                SHOUT,
                ONE_CREDIT,
                (in, call) -> {
                  call.charge(Amount.credits("0.2"));
                  return in;
                });
    try (var world = ToyWorld.of(metered).ready()) {
      var _ = world.end(world.submit("5", step("a", "toy.shout", json(new Word("hey")))));
      assertThat(world.balance("local")).isEqualTo(999_800_000);
      assertThat(world.balance("meter")).isEqualTo(190_000);
      assertThat(world.isSettled()).isTrue();
    }
  }

  @Test
  void cancel_whileAtWork_interruptsTheAgentAndReturnsTheBudget() throws Exception {
    CountDownLatch atWork = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    Agent slow =
        Agent.named("slow")
            .sells(
                SHOUT,
                ONE_CREDIT,
                (in, _) -> {
                  atWork.countDown();
                  try {
                    new CountDownLatch(1).await();
                  } catch (InterruptedException e) {
                    interrupted.countDown();
                    throw e;
                  }
                  return in;
                });
    try (var world = ToyWorld.of(slow).ready()) {
      String task = world.submit("5", step("a", "toy.shout", json(new Word("hey"))));
      assertThat(atWork.await(20, TimeUnit.SECONDS)).isTrue();
      world.node().tasks().cancel(task, "local");
      assertThat(world.end(task).state()).isEqualTo(TaskState.CANCELED);
      assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(world.balance("local")).isEqualTo(1_000_000_000);
      assertThat(world.isSettled()).isTrue();
    }
  }
}
