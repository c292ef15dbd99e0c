package guildhall.task;

import static guildhall.toyworld.ToyWorld.json;
import static guildhall.toyworld.ToyWorld.step;
import static guildhall.toyworld.Toys.ONCE;
import static guildhall.toyworld.Toys.ONE_CREDIT;
import static guildhall.toyworld.Toys.SHOUT;
import static guildhall.toyworld.Toys.TITLE;
import static guildhall.toyworld.Toys.seller;
import static guildhall.toyworld.Toys.shouter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import guildhall.json.RecordJson;
import guildhall.ledger.Operation.Freeze;
import guildhall.runtime.Guildhall;
import guildhall.sdk.Agent;
import guildhall.sdk.Amount;
import guildhall.sdk.Ask;
import guildhall.sdk.Refusal;
import guildhall.task.plan.Plan;
import guildhall.task.plan.Step;
import guildhall.toyworld.ToyWorld;
import guildhall.toyworld.Toys.Word;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tasks on a node in memory: what runs when, what is asked, how it ends, and who pays.
class TaskTest {

  private static final Agent ECHO = seller("echo", SHOUT, (in, _) -> in);

  private static void awaitLatch(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
  }

  private static TaskRequest request(Optional<String> key, String body, Step... steps) {
    return new TaskRequest(
        Guildhall.LOCAL,
        "steps",
        new Plan(List.of(steps), Optional.empty()),
        json(Map.of()),
        Amount.credits("5"),
        Instant.now().plusSeconds(60),
        key,
        body);
  }

  private static Step word(String id, String word) {
    return step(id, "toy.shout", json(new Word(word)));
  }

  private static Step when(String id, String other, String value) {
    return new Step(
        id,
        "toy.shout",
        json(new Word(id)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(new Step.When(other, "/word", List.of(value))),
        Optional.empty());
  }

  private static Step approved(String word) {
    return new Step(
        "a",
        "toy.shout",
        json(new Word(word)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of("send " + word + "?"),
        Optional.empty(),
        Optional.empty());
  }

  private static Map<String, String> outcomes(ToyWorld world, String task) throws Refused {
    return world.task(task).steps().stream()
        .collect(Collectors.toMap(TaskFact.StepEnded::step, TaskFact.StepEnded::outcome));
  }

  private static JsonNode result(ToyWorld world, String task) throws Exception {
    return RecordJson.readTree(
        world.node().contents().get(world.task(task).result().orElseThrow()).orElseThrow());
  }

  private static void nothingMoved(ToyWorld world) {
    assertThat(world.balance("local")).isEqualTo(1_000_000_000);
    assertThat(world.account("local").heldMicros()).isZero();
    assertThat(world.isSettled()).isTrue();
  }

  @Test
  void steps_independent_runAtTheSameTime() throws Exception {
    CountDownLatch both = new CountDownLatch(2);
    Agent meet =
        seller(
            "meet",
            SHOUT,
            (in, _) -> {
              both.countDown();
              awaitLatch(both);
              return in;
            });
    try (var world = ToyWorld.of(meet).ready()) {
      assertThat(world.end(world.submit("5", word("a", "x"), word("b", "y"))).state())
          .isEqualTo(TaskState.COMPLETED);
    }
  }

  @Test
  void steps_dependent_getWhatTheyReferTo() throws Exception {
    try (var world = ToyWorld.of(shouter("ann")).ready()) {
      String task =
          world.submit(
              "5",
              step("b", "toy.shout", json(Map.of("word", Map.of("$step", "a", "path", "/word")))),
              word("a", "x"));
      assertThat(world.end(task).state()).isEqualTo(TaskState.COMPLETED);
      assertThat(result(world, task).path("word").asText()).as("of the last step").isEqualTo("x!");
      assertThat(world.task(task).steps())
          .extracting(TaskFact.StepEnded::step)
          .containsExactly("a", "b");
    }
  }

  @Test
  void when_conditionFails_skipsAndTheSkipCascades() throws Exception {
    try (var world = ToyWorld.of(ECHO).ready()) {
      String task =
          world.submit(
              "9",
              word("a", "yes"),
              when("b", "a", "yes"),
              when("c", "a", "no"),
              step("d", "toy.shout", json(Map.of("$step", "c"))),
              when("e", "d", "d"),
              word("f", "f"));
      assertThat(world.end(task).state()).isEqualTo(TaskState.COMPLETED);
      assertThat(outcomes(world, task))
          .isEqualTo(
              Map.of(
                  "a",
                  "delivered",
                  "b",
                  "delivered",
                  "c",
                  "skipped",
                  "d",
                  "skipped",
                  "e",
                  "skipped",
                  "f",
                  "delivered"));
      assertThat(world.balance("local")).isEqualTo(997_000_000);
      assertThat(world.isSettled()).isTrue();
    }
  }

  @Test
  void when_valueIsVeryLong_skipsAllTheSame() throws Exception {
    try (var world = ToyWorld.of(ECHO).ready()) {
      String task = world.submit("9", word("a", "x".repeat(100_000)), when("b", "a", "no"));
      assertThat(world.end(task).state()).isEqualTo(TaskState.COMPLETED);
      assertThat(outcomes(world, task)).containsEntry("b", "skipped");
    }
  }

  @Test
  void result_lastStepSkipped_isAnEmptyObject() throws Exception {
    try (var world = ToyWorld.of(ECHO).ready()) {
      String task = world.submit("9", word("a", "yes"), when("b", "a", "no"));
      assertThat(world.end(task).state()).isEqualTo(TaskState.COMPLETED);
      assertThat(result(world, task)).isEqualTo(json(Map.of()));
    }
  }

  private static String pending(ToyWorld world, String task) throws Exception {
    return world
        .await(task, event -> event.type().equals("approval.asked"))
        .data()
        .path("approval")
        .asText();
  }

  @Test
  void approval_given_runsTheStep() throws Exception {
    try (var world = ToyWorld.of(ECHO).ready()) {
      String task = world.submit("5", approved("x"));
      String approval = pending(world, task);
      assertThat(world.task(task).state()).isEqualTo(TaskState.INPUT_REQUIRED);
      assertThat(world.balance("echo")).isZero();
      world.node().tasks().decide(task, approval, true, "local");
      assertThat(world.end(task).state()).isEqualTo(TaskState.COMPLETED);
      assertThat(world.balance("echo")).isEqualTo(950_000);
      refused(
          ErrorCode.APPROVAL_NOT_PENDING,
          () -> world.node().tasks().decide(task, approval, true, "local"));
    }
  }

  @Test
  void approval_declined_endsTheStepAndCostsNothing() throws Exception {
    try (var world = ToyWorld.of(ECHO).ready()) {
      String task =
          world.submit("5", approved("x"), step("b", "toy.shout", json(Map.of("$step", "a"))));
      world.node().tasks().decide(task, pending(world, task), false, "local");
      assertThat(world.end(task).state()).isEqualTo(TaskState.COMPLETED);
      assertThat(outcomes(world, task)).isEqualTo(Map.of("a", "declined", "b", "skipped"));
      nothingMoved(world);
    }
  }

  @Test
  void approval_notAnsweredInTime_countsAsNo() throws Exception {
    try (var world = ToyWorld.of(ECHO).ready()) {
      TaskRequest request =
          new TaskRequest(
              Guildhall.LOCAL,
              "steps",
              new Plan(List.of(approved("x")), Optional.empty()),
              json(Map.of()),
              Amount.credits("5"),
              Instant.now().plusSeconds(2),
              Optional.empty(),
              "body");
      String task = world.node().tasks().submit(request).task();
      var _ = world.end(task);
      assertThat(outcomes(world, task)).isEqualTo(Map.of("a", "declined"));
      var decided = world.await(task, event -> event.type().equals("approval.decided")).data();
      assertThat(decided.path("approved").asBoolean()).isFalse();
      assertThat(decided.path("by").asText()).isEmpty();
      nothingMoved(world);
    }
  }

  @Test
  void approval_unknownOrOfSomebodyElse_isRefused() throws Exception {
    try (var world = ToyWorld.of(ECHO).ready()) {
      String task = world.submit("5", approved("x"));
      String approval = pending(world, task);
      TaskEngine tasks = world.node().tasks();
      refused(ErrorCode.APPROVAL_NOT_PENDING, () -> tasks.decide(task, "other", true, "local"));
      refused(ErrorCode.TASK_NOT_FOUND, () -> tasks.decide(task, approval, true, "eve"));
      refused(ErrorCode.TASK_NOT_FOUND, () -> tasks.decide("t0-0", approval, true, "local"));
      assertThat(world.task(task).state()).isEqualTo(TaskState.INPUT_REQUIRED);
    }
  }

  @Test
  void approval_ofTheSameStep_isBoundToItsInput() throws Exception {
    try (var world = ToyWorld.of(ECHO).ready()) {
      var one = world.await(world.submit("5", approved("x")), TaskTest::isQuestion).data();
      var other = world.await(world.submit("5", approved("y")), TaskTest::isQuestion).data();
      assertThat(one.path("subject")).isNotEqualTo(other.path("subject"));
      assertThat(one.path("approval")).isNotEqualTo(other.path("approval"));
    }
  }

  private static boolean isQuestion(TaskEvent event) {
    return event.type().equals("approval.asked");
  }

  @Test
  void approval_questionVeryLong_isAskedAllTheSame() throws Exception {
    try (var world = ToyWorld.of(ECHO).ready()) {
      String task = world.submit("5", approved("x".repeat(100_000)));
      assertThat(pending(world, task)).isNotEmpty();
    }
  }

  @Test
  void cancel_whileAsked_returnsTheBudgetAndWithdrawsTheQuestion() throws Exception {
    try (var world = ToyWorld.of(ECHO).ready()) {
      String task = world.submit("5", approved("x"));
      String approval = pending(world, task);
      world.node().tasks().cancel(task, "local");
      assertThat(world.end(task).state()).isEqualTo(TaskState.CANCELED);
      assertThat(world.task(task).pending()).isEmpty();
      refused(
          ErrorCode.APPROVAL_NOT_PENDING,
          () -> world.node().tasks().decide(task, approval, true, "local"));
      refused(ErrorCode.TASK_ENDED, () -> world.node().tasks().cancel(task, "local"));
      nothingMoved(world);
    }
  }

  @Test
  void cancel_inTheMiddle_keepsWhatWasDeliveredPaidAndInterruptsTheTree() throws Exception {
    CountDownLatch atWork = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(2);
    Agent hanging =
        seller(
            "hanging",
            TITLE,
            (in, _) -> {
              atWork.countDown();
              return forever(in, interrupted);
            });
    Agent buyer =
        Agent.named("buyer")
            .sells(
                ONCE,
                ONE_CREDIT.withExpensesUpTo(Amount.credits("2")),
                (in, call) -> {
                  try {
                    return call.ask(TITLE, in, Ask.atMost(Amount.credits("1"))).orThrow();
                  } finally {
                    interrupted.countDown(); // interrupted, or told that its purchase is
                  }
                });
    try (var world = ToyWorld.of(ECHO, hanging, buyer).ready()) {
      String task =
          world.submit("9", word("a", "x"), step("b", "toy.once", json(Map.of("$step", "a"))));
      awaitLatch(atWork);
      world.node().tasks().cancel(task, "local");
      awaitLatch(interrupted);
      assertThat(world.end(task).state()).isEqualTo(TaskState.CANCELED);
      assertThat(world.balance("local")).isEqualTo(999_000_000);
      assertThat(world.balance("echo")).isEqualTo(950_000);
      assertThat(world.balance("hanging") + world.balance("buyer")).isZero();
      assertThat(world.isSettled()).isTrue();
    }
  }

  private static Word forever(Word in, CountDownLatch interrupted) throws InterruptedException {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      interrupted.countDown();
      throw e;
    }
    return in;
  }

  @Test
  void cancel_againstDelivery_eitherPaysOrVoidsAndNothingElse() throws Exception {
    for (int round = 0; round < 30; round++) {
      CountDownLatch atWork = new CountDownLatch(1);
      CountDownLatch go = new CountDownLatch(1);
      Agent racer =
          seller(
              "racer",
              SHOUT,
              (in, _) -> {
                atWork.countDown();
                try {
                  go.await();
                } catch (InterruptedException _) {
                  return in; // an agent may deliver what nobody wants any more
                }
                return in;
              });
      try (var world = ToyWorld.of(racer).ready()) {
        String task = world.submit("5", word("a", "x"), word("b", "y"));
        awaitLatch(atWork);
        go.countDown();
        try {
          world.node().tasks().cancel(task, "local");
        } catch (Refused e) {
          assertThat(e.code()).isEqualTo(ErrorCode.TASK_ENDED);
        }
        var _ = world.end(task);
        assertThat(world.isSettled()).isTrue();
        assertThat(1_000_000_000 - world.balance("local"))
            .isEqualTo(world.receipt(task).total().micros())
            .isEqualTo(world.balance("racer") + world.balance("@platform"));
      }
    }
  }

  @Test
  void deadline_passesWhileAtWork_failsInterruptsAndReturnsTheBudget() throws Exception {
    CountDownLatch interrupted = new CountDownLatch(1);
    Agent slow =
        Agent.named("slow")
            .sells(
                SHOUT,
                ONE_CREDIT.withTime(Duration.ofSeconds(1)),
                (in, _) -> forever(in, interrupted));
    try (var world = ToyWorld.of(slow).ready()) {
      TaskRequest request =
          new TaskRequest(
              Guildhall.LOCAL,
              "steps",
              new Plan(
                  List.of(
                      new Step(
                          "a",
                          "toy.shout",
                          json(new Word("x")),
                          Optional.empty(),
                          Optional.empty(),
                          Optional.empty(),
                          Optional.empty(),
                          Optional.empty(),
                          Optional.empty())),
                  Optional.empty()),
              json(Map.of()),
              Amount.credits("5"),
              Instant.now().plusSeconds(2),
              Optional.empty(),
              "body");
      TaskView end = world.end(world.node().tasks().submit(request).task());
      assertThat(end.state()).isEqualTo(TaskState.FAILED);
      assertThat(end.code()).isEqualTo("deadline_passed");
      awaitLatch(interrupted);
      nothingMoved(world);
    }
  }

  @Test
  void submit_sameKeyAndBody_isTheSameTask() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    Agent counter =
        seller(
            "counter",
            SHOUT,
            (in, _) -> {
              runs.incrementAndGet();
              return in;
            });
    try (var world = ToyWorld.of(counter).ready()) {
      TaskEngine tasks = world.node().tasks();
      var first = tasks.submit(request(Optional.of("k"), "body", word("a", "x")));
      var _ = world.end(first.task());
      var second = tasks.submit(request(Optional.of("k"), "body", word("a", "x")));
      assertThat(first.created()).isTrue();
      assertThat(second.created()).isFalse();
      assertThat(second.task()).isEqualTo(first.task());
      refused(
          ErrorCode.IDEMPOTENCY_CONFLICT,
          () -> tasks.submit(request(Optional.of("k"), "other", word("a", "x"))));
      refused(
          ErrorCode.INVALID_PARAMETER,
          () -> tasks.submit(request(Optional.of("k".repeat(256)), "body", word("a", "x"))));
      assertThat(runs).hasValue(1);
      assertThat(world.balance("local")).isEqualTo(999_000_000);
    }
  }

  @Test
  void submit_moreThanTheAccountHas_isRefusedAndMovesNothing() throws Exception {
    try (var world = ToyWorld.of(ECHO).ready()) {
      refused(ErrorCode.INSUFFICIENT_FUNDS, () -> world.submit("1000.000001", word("a", "x")));
      world
          .node()
          .book()
          .await(draft ->
              world
                  .node()
                  .state()
                  .ledger()
                  .decide(new Freeze("local", true), draft.timeMicros(), draft.position())
                  .appendTo(draft));
      refused(ErrorCode.INSUFFICIENT_FUNDS, () -> world.submit("1", word("a", "x")));
      nothingMoved(world);
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 60, INVALID_BUDGET", "1, -1, INVALID_DEADLINE", "1, 700000, INVALID_DEADLINE"})
  void submit_badBudgetOrDeadline_isRefused(String budget, long seconds, ErrorCode code)
      throws Exception {
    try (var world = ToyWorld.of(ECHO).ready()) {
      TaskRequest request =
          new TaskRequest(
              Guildhall.LOCAL,
              "steps",
              new Plan(List.of(word("a", "x")), Optional.empty()),
              json(Map.of()),
              Amount.credits(budget),
              Instant.now().plus(Duration.ofSeconds(seconds)),
              Optional.empty(),
              "body");
      refused(code, () -> world.node().tasks().submit(request));
      nothingMoved(world);
    }
  }

  @Test
  void submit_planThatCannotRun_isRefused() throws Exception {
    try (var world = ToyWorld.of(ECHO).ready()) {
      refused(ErrorCode.INVALID_PLAN, () -> world.submit("1"));
      refused(
          ErrorCode.INVALID_PLAN,
          () -> world.submit("1", step("a", "toy.shout", json(Map.of("$input", "no-pointer")))));
      nothingMoved(world);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "toy.unknown | {\"word\":\"x\"}          | no_offer      | nobody sells toy.unknown",
        "toy.shout   | {\"word\":7}              | invalid_input | /word",
        "toy.shout   | {}                        | invalid_input | word",
        "toy.shout   | {\"word\":\"x\",\"y\":1}  | invalid_input | /y",
        "toy.shout   | null                      | invalid_input | missing",
        "toy.shout   | {\"$input\":\"/nowhere\"} | invalid_input | missing",
      })
  void step_cannotBeBought_failsTheTaskAndCostsNothing(
      String capability, String input, String code, String because) throws Exception {
    try (var world = ToyWorld.of(ECHO).ready()) {
      TaskView end =
          world.end(
              world.submit(
                  "5",
                  step(
                      "a",
                      capability,
                      RecordJson.readTree(input.getBytes(StandardCharsets.UTF_8)))));
      assertThat(end.state()).isEqualTo(TaskState.FAILED);
      assertThat(end.code()).isEqualTo(code);
      assertThat(end.reason()).startsWith("step a: ").contains(because);
      nothingMoved(world);
    }
  }

  @Test
  void step_fails_stopsTheOthersAndTakesNothingForThem() throws Exception {
    CountDownLatch interrupted = new CountDownLatch(1);
    CountDownLatch atWork = new CountDownLatch(1);
    Agent slow =
        seller(
            "slow",
            TITLE,
            (in, _) -> {
              atWork.countDown();
              return forever(in, interrupted);
            });
    Agent bad =
        seller(
            "bad",
            SHOUT,
            (_, _) -> {
              awaitLatch(atWork);
              throw new Refusal("no");
            });
    try (var world = ToyWorld.of(slow, bad).ready()) {
      String task = world.submit("5", word("a", "x"), step("b", "toy.title", json(new Word("y"))));
      assertThat(world.end(task).code()).isEqualTo("refused");
      awaitLatch(interrupted);
      nothingMoved(world);
    }
  }

  @Test
  void refusal_veryLongAndNoText_endsTheTaskAndNotTheBook() throws Exception {
    String sentence = "\ud83d" + "no ".repeat(50_000);
    Agent bad =
        seller(
            "bad",
            SHOUT,
            (_, _) -> {
              throw new Refusal(sentence);
            });
    Agent shy =
        Agent.named("shy")
            .sells(
                SHOUT,
                _ -> {
                  throw new Refusal(sentence);
                },
                (in, _) -> in);
    try (var world = ToyWorld.of(bad, shy).ready()) {
      TaskView end = world.end(world.submit("5", word("a", "x")));
      assertThat(end.code()).isEqualTo("refused");
      assertThat(end.reason()).hasSizeLessThanOrEqualTo(500);
      assertThat(world.end(world.submit("5", word("a", "x"))).state()).isEqualTo(TaskState.FAILED);
      nothingMoved(world);
    }
  }

  private interface Telling {
    void tell() throws Refused;
  }

  private static void refused(ErrorCode code, Telling telling) {
    assertThatThrownBy(telling::tell)
        .isInstanceOfSatisfying(Refused.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
