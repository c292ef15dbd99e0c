package guildhall.task;

import static guildhall.toyworld.ToyWorld.json;
import static guildhall.toyworld.ToyWorld.step;
import static guildhall.toyworld.Toys.ONCE;
import static guildhall.toyworld.Toys.ONE_CREDIT;
import static guildhall.toyworld.Toys.SHOUT;
import static guildhall.toyworld.Toys.TITLE;
import static guildhall.toyworld.Toys.seller;
import static org.assertj.core.api.Assertions.assertThat;

import guildhall.book.BookClock;
import guildhall.book.BookUnavailable;
import guildhall.book.MemoryContentStore;
import guildhall.book.MemoryJournal;
import guildhall.runtime.Guildhall;
import guildhall.sdk.Agent;
import guildhall.sdk.Amount;
import guildhall.sdk.Ask;
import guildhall.sdk.Call;
import guildhall.sdk.Handler;
import guildhall.sdk.Refusal;
import guildhall.settlement.Engagement;
import guildhall.settlement.SettlementFact.Settled;
import guildhall.task.plan.Plan;
import guildhall.task.plan.Step;
import guildhall.toyworld.CrashJournal;
import guildhall.toyworld.ToyWorld;
import guildhall.toyworld.Toys.Word;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// A node that stops in the middle of a task, and the next one on the same book: what was delivered
/// is neither done nor paid again, and what is not known is asked.
class RestartTest {

  private static final int STEP_ENDED = 73;
  private static final int TASK_ENDED = 74;

  private final MemoryJournal journal = new MemoryJournal();
  private final MemoryContentStore contents = new MemoryContentStore();

  private ToyWorld life(Agent... agents) {
    return ToyWorld.on(journal, contents, Map.of(), agents);
  }

  private static Word hang(CountDownLatch atWork) throws InterruptedException {
    atWork.countDown();
    new CountDownLatch(1).await();
    return new Word("never");
  }

  private static void awaitLatch(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void restart_idempotentStepAtWork_runsAgainUnderTheSameIdAndBuysNothingTwice() throws Exception {
    AtomicInteger titles = new AtomicInteger();
    Agent titler =
        seller("titler", TITLE, (in, _) -> new Word(in.word() + titles.incrementAndGet()));
    Queue<String> calls = new ConcurrentLinkedQueue<>();
    CountDownLatch atWork = new CountDownLatch(1);
    String task;
    try (var world = life(titler, buyer("ann", calls, atWork, true)).ready()) {
      task = world.submit("9", step("a", "toy.shout", json(new Word("x"))));
      awaitLatch(atWork);
    }
    try (var world = life(titler, buyer("ann", calls, atWork, false)).ready()) {
      TaskView end = world.end(task);
      assertThat(end.state()).isEqualTo(TaskState.COMPLETED);
      assertThat(titles).hasValue(2);
      assertThat(calls).hasSize(2);
      assertThat(calls.stream().distinct()).hasSize(1);
      assertThat(world.balance("local")).isEqualTo(997_000_000);
      assertThat(world.balance("titler")).isEqualTo(1_900_000);
      assertThat(world.isSettled()).isTrue();
    }
  }

  /// Buys the same title twice, then hangs or delivers.
  private static Agent buyer(
      String name, Queue<String> calls, CountDownLatch atWork, boolean hangs) {
    return Agent.named(name)
        .sells(
            SHOUT,
            ONE_CREDIT.withExpensesUpTo(Amount.credits("4")),
            (in, call) -> {
              calls.add(call.id());
              Word both = new Word(title(in, call).word() + title(in, call).word());
              assertThat(both.word()).isEqualTo("x1x2");
              return hangs ? hang(atWork) : both;
            });
  }

  private static Word title(Word in, Call call) throws Refusal, InterruptedException {
    return call.ask(TITLE, in, Ask.atMost(Amount.credits("2"))).orThrow();
  }

  @Test
  void restart_stepDelivered_isNotRunOrPaidAgain() throws Exception {
    AtomicInteger shouts = new AtomicInteger();
    Agent ann = seller("ann", SHOUT, (in, _) -> new Word(in.word() + shouts.incrementAndGet()));
    CountDownLatch atWork = new CountDownLatch(1);
    String task;
    try (var world = life(ann, seller("tim", TITLE, (_, _) -> hang(atWork))).ready()) {
      task =
          world.submit(
              "9",
              step("a", "toy.shout", json(new Word("x"))),
              step("b", "toy.title", json(Map.of("$step", "a"))));
      awaitLatch(atWork);
    }
    try (var world = life(ann, seller("tim", TITLE, (in, _) -> in)).ready()) {
      assertThat(world.end(task).state()).isEqualTo(TaskState.COMPLETED);
      assertThat(shouts).hasValue(1);
      assertThat(world.balance("local")).isEqualTo(998_000_000);
      assertThat(
              world.events(task).stream()
                  .filter(event -> event.type().equals("step.ended"))
                  .map(event -> event.data().path("step").asText()))
          .containsExactly("a", "b");
      assertThat(world.isSettled()).isTrue();
    }
  }

  @Test
  void restart_runningHandler_isInterruptedAndNotBlamed() throws Exception {
    CountDownLatch atWork = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    Agent slow =
        seller(
            "slow",
            SHOUT,
            (_, _) -> {
              try {
                return hang(atWork);
              } finally {
                interrupted.countDown();
              }
            });
    String task;
    try (var world = life(slow).ready()) {
      task = world.submit("9", step("a", "toy.shout", json(new Word("x"))));
      awaitLatch(atWork);
    }
    awaitLatch(interrupted);
    try (var world = life(seller("slow", SHOUT, (in, _) -> in)).ready()) {
      assertThat(world.end(task).state()).isEqualTo(TaskState.COMPLETED);
      assertThat(world.events(task)).noneMatch(event -> event.type().equals("call.rejected"));
    }
  }

  private String interrupt() throws Exception {
    CountDownLatch atWork = new CountDownLatch(1);
    try (var world = life(seller("ann", ONCE, (_, _) -> hang(atWork))).ready()) {
      String task = world.submit("9", step("a", "toy.once", json(new Word("x"))));
      awaitLatch(atWork);
      return task;
    }
  }

  private static String asked(ToyWorld world, String task) throws Exception {
    var event =
        world.await(
            task,
            each ->
                each.type().equals("approval.asked")
                    && pending(world, task).equals(each.data().path("approval").asText()));
    assertThat(event.data().path("kind").asText()).isEqualTo("interrupted");
    assertThat(world.task(task).state()).isEqualTo(TaskState.INPUT_REQUIRED);
    return event.data().path("approval").asText();
  }

  private static String pending(ToyWorld world, String task) {
    try {
      var pending = world.task(task).pending();
      return pending.isEmpty() ? "" : pending.getFirst().approval();
    } catch (Refused e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void restart_stepNotIdempotent_asksAndRunsAgainWhenApproved() throws Exception {
    String task = interrupt();
    AtomicInteger runs = new AtomicInteger();
    Agent ann =
        seller(
            "ann",
            ONCE,
            (in, call) -> {
              assertThat(call.id()).isEqualTo(task + "/a#0");
              runs.incrementAndGet();
              return in;
            });
    String first;
    try (var world = life(ann).ready()) {
      first = asked(world, task);
    }
    try (var world = life(ann).ready()) {
      assertThat(asked(world, task)).as("the question survives").isEqualTo(first);
      assertThat(runs).hasValue(0);
      world.node().tasks().decide(task, "", true, "local");
      assertThat(world.end(task).state()).isEqualTo(TaskState.COMPLETED);
      assertThat(runs).hasValue(1);
      assertThat(world.balance("ann")).isEqualTo(950_000);
      assertThat(world.isSettled()).isTrue();
    }
  }

  @Test
  void restart_interruptedAgainAfterLeave_asksAgain() throws Exception {
    String task = interrupt();
    CountDownLatch again = new CountDownLatch(1);
    String first;
    try (var world = life(seller("ann", ONCE, (_, _) -> hang(again))).ready()) {
      first = asked(world, task);
      world.node().tasks().decide(task, first, true, "local");
      awaitLatch(again);
    }
    AtomicInteger runs = new AtomicInteger();
    Agent ann =
        seller(
            "ann",
            ONCE,
            (in, _) -> {
              runs.incrementAndGet();
              return in;
            });
    try (var world = life(ann).ready()) {
      assertThat(asked(world, task)).isNotEqualTo(first);
      assertThat(runs).hasValue(0);
      world.node().tasks().decide(task, "", true, "local");
      assertThat(world.end(task).state()).isEqualTo(TaskState.COMPLETED);
      assertThat(runs).hasValue(1);
    }
  }

  @Test
  void restart_interruptedAndDeclined_isVoidedAndTheTaskFails() throws Exception {
    String task = interrupt();
    try (var world = life(seller("ann", ONCE, (in, _) -> in)).ready()) {
      world.node().tasks().decide(task, asked(world, task), false, "local");
      TaskView end = world.end(task);
      assertThat(end.state()).isEqualTo(TaskState.FAILED);
      assertThat(end.code()).isEqualTo("interrupted");
      assertThat(world.balance("local")).isEqualTo(1_000_000_000);
      assertThat(world.balance("ann")).isZero();
      assertThat(world.isSettled()).isTrue();
      int[] record =
          world
              .node()
              .book()
              .await(_ -> world.node().state().engagements().record("ann", "toy.once"));
      assertThat(record).as("a crash is not the agent's failure").containsExactly(0, 0);
    }
  }

  /// The runtime as it comes back half a minute later: the hold of the call that was cut off has
  /// run out, the task has not.
  private ToyWorld halfAMinuteLater(Agent... agents) {
    BookClock system = BookClock.system();
    return ToyWorld.at(() -> system.nowMicros() + 30_000_000, journal, contents, Map.of(), agents)
        .ready();
  }

  @Test
  void restart_afterTheHoldRanOut_stillAsksAndHiresNobodyElse() throws Exception {
    String task = interrupt();
    AtomicInteger runs = new AtomicInteger();
    Handler<Word, Word> count =
        (in, _) -> {
          runs.incrementAndGet();
          return in;
        };
    try (var world = halfAMinuteLater(seller("ann", ONCE, count), seller("ben", ONCE, count))) {
      var _ = asked(world, task);
      assertThat(runs).hasValue(0);
      assertThat(world.balance("local")).isEqualTo(1_000_000_000);
      world.node().tasks().decide(task, "", true, "local");
      assertThat(world.end(task).state()).isEqualTo(TaskState.COMPLETED);
      assertThat(runs).hasValue(1);
      assertThat(world.balance("local")).isEqualTo(999_000_000);
      assertThat(world.isSettled()).isTrue();
    }
  }

  @Test
  void restart_afterTheHoldRanOutAndDeclined_failsAndBlamesNobody() throws Exception {
    String task = interrupt();
    try (var world = halfAMinuteLater(seller("ann", ONCE, (in, _) -> in))) {
      world.node().tasks().decide(task, asked(world, task), false, "local");
      assertThat(world.end(task).code()).isEqualTo("interrupted");
      assertThat(world.balance("local")).isEqualTo(1_000_000_000);
      int[] record =
          world
              .node()
              .book()
              .await(_ -> world.node().state().engagements().record("ann", "toy.once"));
      assertThat(record).containsExactly(0, 0);
      assertThat(world.isSettled()).isTrue();
    }
  }

  @Test
  void restart_questionPending_survivesUnderItsId() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    Agent ann =
        seller(
            "ann",
            ONCE,
            (in, _) -> {
              runs.incrementAndGet();
              return in;
            });
    Step step =
        new Step(
            "a",
            "toy.once",
            json(new Word("x")),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of("send it?"),
            Optional.empty(),
            Optional.empty());
    String task;
    String approval;
    try (var world = life(ann).ready()) {
      task = world.submit("9", step);
      approval =
          world
              .await(task, event -> event.type().equals("approval.asked"))
              .data()
              .path("approval")
              .asText();
    }
    try (var world = life(ann).ready()) {
      assertThat(world.task(task).state()).isEqualTo(TaskState.INPUT_REQUIRED);
      world.node().tasks().decide(task, approval, true, "local");
      assertThat(world.end(task).state()).isEqualTo(TaskState.COMPLETED);
      assertThat(world.events(task).stream().filter(each -> each.type().equals("approval.asked")))
          .hasSize(1);
      assertThat(runs).hasValue(1);
    }
  }

  @Test
  void restart_betweenAFailedStepAndTheEndOfItsTask_failsWithoutTryingAgain() throws Exception {
    Agent bad =
        seller(
            "bad",
            SHOUT,
            (_, _) -> {
              throw new Refusal("no");
            });
    CrashJournal life = new CrashJournal(journal);
    String task;
    try (var world = ToyWorld.on(life, contents, Map.of(), bad).ready()) {
      life.crashBefore(TASK_ENDED);
      task = world.submit("9", step("a", "toy.shout", json(new Word("x"))));
      assertThat(life.crashed().get(20, TimeUnit.SECONDS)).isTrue();
    }
    try (var world = life(bad, seller("good", SHOUT, (in, _) -> in)).ready()) {
      TaskView end = world.end(task);
      assertThat(end.state()).isEqualTo(TaskState.FAILED);
      assertThat(end.code()).isEqualTo("refused");
      assertThat(world.balance("good")).isZero();
      assertThat(world.balance("local")).isEqualTo(1_000_000_000);
      assertThat(world.isSettled()).isTrue();
    }
  }

  @Test
  void restart_betweenDeliveryAndTheEndOfItsStep_isNotRunAgain() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    Agent ann = seller("ann", ONCE, (_, _) -> new Word("run " + runs.incrementAndGet()));
    CrashJournal life = new CrashJournal(journal);
    String task;
    try (var world = ToyWorld.on(life, contents, Map.of(), ann).ready()) {
      life.crashBefore(STEP_ENDED);
      task = world.submit("9", step("a", "toy.once", json(new Word("x"))));
      assertThat(life.crashed().get(20, TimeUnit.SECONDS)).isTrue();
    }
    try (var world = life(ann).ready()) {
      assertThat(world.end(task).state()).isEqualTo(TaskState.COMPLETED);
      assertThat(runs).hasValue(1);
      assertThat(world.balance("local")).isEqualTo(999_000_000);
    }
  }

  /// Seeded: prints which seed, so that a found one can be kept as a test of its own.
  @Test
  void restart_atRandomEntries_paysEachCallOnceAndLeavesNothingHeld() throws Exception {
    int restarts = 0;
    for (long seed = 1; restarts < 40; seed++) {
      restarts += new Crashes(seed).run();
    }
  }

  /// One task through as many crashes as it takes.
  private static final class Crashes {
    private final MemoryJournal journal = new MemoryJournal();
    private final MemoryContentStore contents = new MemoryContentStore();
    private final AtomicReference<ToyWorld> world = new AtomicReference<>();
    private final Queue<String> runAfterTheEnd = new ConcurrentLinkedQueue<>();
    private final Random random;
    private final String name;

    Crashes(long seed) {
      this.random = new Random(seed);
      this.name = "seed " + seed;
    }

    int run() throws Exception {
      TaskRequest request = request();
      int restarts = 0;
      boolean ended = false;
      while (!ended) {
        CrashJournal life = new CrashJournal(journal);
        try (var now = ToyWorld.on(life, contents, Map.of(), agents())) {
          world.set(now);
          life.crashAfter(1 + random.nextInt(8 + restarts));
          ended = live(now, life, request);
          if (ended) {
            check(now);
          } else {
            restarts++;
          }
        }
      }
      return restarts;
    }

    /// @return false if it crashed first
    private boolean live(ToyWorld now, CrashJournal life, TaskRequest request) throws Exception {
      try {
        now.ready();
        String task = now.node().tasks().submit(request).task();
        CompletableFuture<Boolean> end = new CompletableFuture<>();
        try (var _ =
            now.node()
                .book()
                .feed()
                .subscribe(
                    "end",
                    0,
                    entry ->
                        TaskEvents.of(entry)
                            .filter(each -> each.type().equals("task.ended"))
                            .ifPresent(_ -> end.complete(true)))) {
          var _ = CompletableFuture.anyOf(end, life.crashed()).get(20, TimeUnit.SECONDS);
        }
        if (!end.isDone()) {
          return false;
        }
        assertThat(now.task(task).state()).as(name).isEqualTo(TaskState.COMPLETED);
        return true;
      } catch (BookUnavailable _) {
        return false;
      }
    }

    private TaskRequest request() {
      return new TaskRequest(
          Guildhall.LOCAL,
          "steps",
          new Plan(
              List.of(
                  step("a", "toy.shout", json(new Word("a"))),
                  step("b", "toy.shout", json(new Word("b"))),
                  step("c", "toy.shout", json(Map.of("$step", "a"))),
                  step("d", "toy.title", json(Map.of("$step", "b")))),
              Optional.empty()),
          json(Map.of()),
          Amount.credits("50"),
          Instant.now().plusSeconds(120),
          Optional.of("key"),
          "body");
    }

    private Agent[] agents() {
      Agent titler =
          seller(
              "titler",
              TITLE,
              (in, call) -> {
                note(call);
                return new Word("Sir " + in.word());
              });
      Agent shouter =
          Agent.named("shouter")
              .sells(
                  SHOUT,
                  ONE_CREDIT.withExpensesUpTo(Amount.credits("4")),
                  (in, call) -> {
                    note(call);
                    return new Word(title(title(in, call), call).word() + title(in, call).word());
                  });
      return new Agent[] {titler, shouter};
    }

    private void note(Call call) {
      ToyWorld now = world.get();
      Engagement engagement =
          now.node()
              .book()
              .await(_ -> now.node().state().engagements().find(call.id()).orElseThrow());
      if (engagement.state() != Engagement.State.FUNDED) {
        runAfterTheEnd.add(call.id());
      }
    }

    private void check(ToyWorld now) {
      Map<String, Integer> settled = new HashMap<>();
      for (var entry : now.node().book().feed().read(0, 10_000)) {
        if (entry.fact() instanceof Settled fact) {
          settled.merge(fact.call(), 1, Integer::sum);
        }
      }
      // three shouts with three titles each, and a title
      assertThat(settled).as(name).hasSize(13).allSatisfy((_, times) -> assertThat(times).isOne());
      assertThat(runAfterTheEnd).as(name).isEmpty();
      assertThat(now.balance("local")).as(name).isEqualTo(1_000_000_000 - 13_000_000);
      assertThat(now.balance("titler")).as(name).isEqualTo(10 * 950_000);
      assertThat(now.isSettled()).as(name).isTrue();
    }
  }
}
