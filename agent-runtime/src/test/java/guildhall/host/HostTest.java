package guildhall.host;

import static guildhall.toyworld.ToyWorld.json;
import static guildhall.toyworld.ToyWorld.step;
import static guildhall.toyworld.Toys.ONE_CREDIT;
import static guildhall.toyworld.Toys.SHOUT;
import static guildhall.toyworld.Toys.TITLE;
import static guildhall.toyworld.Toys.seller;
import static org.assertj.core.api.Assertions.assertThat;

import guildhall.ledger.Operation.VoidHold;
import guildhall.sdk.Agent;
import guildhall.sdk.Amount;
import guildhall.sdk.Ask;
import guildhall.task.TaskState;
import guildhall.task.plan.Step;
import guildhall.toyworld.ToyWorld;
import guildhall.toyworld.Toys.Word;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Runs of handlers: who is to blame for what, and that nothing runs that nobody wants.
class HostTest {

  private static final Step HEY = step("a", "toy.shout", json(new Word("hey")));

  private static void awaitLatch(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void progress_buyerThrowsWhileHearing_isNotTheSellersFault() throws Exception {
    Agent seller =
        seller(
            "seller",
            TITLE,
            (in, call) -> {
              call.progress(500, "half");
              return in;
            });
    Agent buyer =
        Agent.named("buyer")
            .sells(
                SHOUT,
                ONE_CREDIT.withExpensesUpTo(Amount.credits("1")),
                (in, call) ->
                    call.ask(
                            TITLE,
                            in,
                            Ask.atMost(Amount.credits("1"))
                                .withProgress(_ -> {
                                  throw new IllegalStateException("deaf");
                                }))
                        .orThrow());
    try (var world = ToyWorld.of(seller, buyer).ready()) {
      assertThat(world.end(world.submit("5", HEY)).state()).isEqualTo(TaskState.COMPLETED);
      assertThat(world.balance("seller")).isEqualTo(950_000);
    }
  }

  @Test
  void progress_toldBackwardsOrOutOfRange_neverGoesDown() throws Exception {
    Queue<Integer> heard = new ConcurrentLinkedQueue<>();
    Agent seller =
        seller(
            "seller",
            TITLE,
            (in, call) -> {
              List.of(-5, 300, 100, 5000).forEach(told -> call.progress(told, ""));
              return in;
            });
    Agent buyer =
        Agent.named("buyer")
            .sells(
                SHOUT,
                ONE_CREDIT.withExpensesUpTo(Amount.credits("1")),
                (in, call) ->
                    call.ask(
                            TITLE,
                            in,
                            Ask.atMost(Amount.credits("1"))
                                .withProgress(progress -> heard.add(progress.permille())))
                        .orThrow());
    try (var world = ToyWorld.of(seller, buyer).ready()) {
      var _ = world.end(world.submit("5", HEY));
      assertThat(heard).containsExactly(0, 300, 300, 1000);
    }
  }

  @Test
  void handler_throwsAnError_isTheAgentsFailure() throws Exception {
    Agent bad =
        seller(
            "bad",
            SHOUT,
            (_, _) -> {
              throw new StackOverflowError();
            });
    try (var world = ToyWorld.of(bad).ready()) {
      assertThat(world.end(world.submit("5", HEY)).code()).isEqualTo("agent_threw");
      assertThat(world.isSettled()).isTrue();
    }
  }

  /// The award is in the book, its message is on the way, and the task is cancelled in between.
  @Test
  void run_arrivesAfterItsTaskHasEnded_isNotRun() throws Exception {
    CountDownLatch atWork = new CountDownLatch(1);
    AtomicInteger runs = new AtomicInteger();
    Agent slow =
        seller(
            "slow",
            SHOUT,
            (in, _) -> {
              runs.incrementAndGet();
              atWork.countDown();
              new CountDownLatch(1).await();
              return in;
            });
    try (var world = ToyWorld.of(slow).ready()) {
      String task = world.submit("5", HEY);
      awaitLatch(atWork);
      world.node().tasks().cancel(task, "local");
      var _ = world.end(task);
      var award =
          world
              .node()
              .book()
              .await(_ ->
                  world.node().state().engagements().find(task + "/a#0").orElseThrow().award());
      awaitNoRuns(world);
      CallEnd end =
          world
              .vertx()
              .eventBus()
              .<CallEnd>request(
                  Addresses.calls("local"), new RunCall(award, new Word("hey"), _ -> {}))
              .toCompletionStage()
              .toCompletableFuture()
              .get(20, TimeUnit.SECONDS)
              .body();
      assertThat(end).isEqualTo(new CallEnd.Cancelled());
      assertThat(runs).hasValue(1);
    }
  }

  /// Money was safe before: the hold is settled. But the work would be done twice.
  @Test
  void run_arrivesAgainAfterItWasDelivered_isNotRunAgain() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    Agent seller =
        seller(
            "seller",
            SHOUT,
            (in, _) -> {
              runs.incrementAndGet();
              return in;
            });
    try (var world = ToyWorld.of(seller).ready()) {
      String task = world.submit("5", HEY);
      assertThat(world.end(task).state()).isEqualTo(TaskState.COMPLETED);
      var award =
          world
              .node()
              .book()
              .await(_ ->
                  world.node().state().engagements().find(task + "/a#0").orElseThrow().award());
      awaitNoRuns(world);
      long paid = world.balance("seller");
      var again =
          world
              .vertx()
              .eventBus()
              .<CallEnd>request(
                  Addresses.calls("local"), new RunCall(award, new Word("hey"), _ -> {}))
              .toCompletionStage()
              .toCompletableFuture();
      assertThat(again).failsWithin(20, TimeUnit.SECONDS);
      assertThat(runs).hasValue(1);
      assertThat(world.balance("seller")).isEqualTo(paid);
    }
  }

  private static void awaitNoRuns(ToyWorld world) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (world.node().agents().runningCount() > 0 && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(world.node().agents().runningCount()).isZero();
  }

  @Test
  void deliver_afterItsHoldWasVoided_isNotPaidAndTellsNobodyTheResult() throws Exception {
    CountDownLatch atWork = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Agent slow =
        seller(
            "slow",
            SHOUT,
            (in, _) -> {
              atWork.countDown();
              awaitLatch(go);
              return in;
            });
    try (var world = ToyWorld.of(slow).ready()) {
      String task = world.submit("5", HEY);
      awaitLatch(atWork);
      var node = world.node();
      var _ =
          node.book()
              .await(draft -> {
                var hold =
                    node.state().engagements().find(task + "/a#0").orElseThrow().award().hold();
                return node.state()
                    .ledger()
                    .decide(new VoidHold(hold), draft.timeMicros(), draft.position())
                    .appendTo(draft);
              });
      go.countDown();
      assertThat(world.end(task).code()).isEqualTo("canceled");
      assertThat(world.balance("slow")).isZero();
      assertThat(world.isSettled()).isTrue();
    }
  }
}
