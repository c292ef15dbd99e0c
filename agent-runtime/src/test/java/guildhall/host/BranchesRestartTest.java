package guildhall.host;

import static guildhall.toyworld.ToyWorld.json;
import static guildhall.toyworld.ToyWorld.step;
import static guildhall.toyworld.Toys.ONCE;
import static guildhall.toyworld.Toys.ONE_CREDIT;
import static guildhall.toyworld.Toys.SHOUT;
import static guildhall.toyworld.Toys.TITLE;
import static guildhall.toyworld.Toys.seller;
import static org.assertj.core.api.Assertions.assertThat;

import guildhall.book.MemoryContentStore;
import guildhall.book.MemoryJournal;
import guildhall.sdk.Agent;
import guildhall.sdk.Amount;
import guildhall.sdk.Ask;
import guildhall.sdk.Capability;
import guildhall.sdk.FanOut;
import guildhall.sdk.FanOut.Branch;
import guildhall.sdk.Outcome;
import guildhall.sdk.Outcomes;
import guildhall.task.TaskState;
import guildhall.toyworld.CrashJournal;
import guildhall.toyworld.ToyWorld;
import guildhall.toyworld.Toys.Word;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// A call that asked several at once, is cut off by a crash and run again: it sees the same and
/// buys nothing twice.
class BranchesRestartTest {

  private final MemoryJournal journal = new MemoryJournal();
  private final MemoryContentStore contents = new MemoryContentStore();
  private final CrashJournal crashing = new CrashJournal(journal);
  private final BlockingQueue<Outcomes<Word>> seen = new LinkedBlockingQueue<>();
  private final AtomicInteger works = new AtomicInteger();

  private static Branch<Word, Word> branch(Capability<Word, Word> what) {
    return new Branch<>(what, new Word("x"), Ask.atMost(Amount.credits("1")));
  }

  /// Breaks the book in its first life, as soon as its branches have ended.
  private Agent buyer(FanOut<Word> fanOut) {
    return Agent.named("buyer")
        .sells(
            SHOUT,
            ONE_CREDIT.withExpensesUpTo(Amount.credits("9")),
            (in, call) -> {
              Outcomes<Word> outcomes = call.ask(fanOut);
              if (seen.isEmpty()) {
                crashing.crashAfter(0);
              }
              seen.add(outcomes);
              return in;
            });
  }

  private ToyWorld firstLife(Agent... agents) throws Exception {
    return ToyWorld.on(crashing, contents, Map.of(), agents).ready();
  }

  private void twoLives(Agent... agents) throws Exception {
    String task;
    try (ToyWorld world = firstLife(agents)) {
      task = world.submit("12", step("a", "toy.shout", json(new Word("x"))));
      assertThat(crashing.crashed().get(20, TimeUnit.SECONDS)).isTrue();
    }
    try (ToyWorld world = ToyWorld.on(journal, contents, Map.of(), agents).ready()) {
      assertThat(world.end(task).state()).isEqualTo(TaskState.COMPLETED);
      assertThat(world.isSettled()).isTrue();
      assertThat(world.balance("local")).isEqualTo(1_000_000_000 - paidMicros());
    }
  }

  private long paidMicros() {
    return 1_000_000 + seen.element().spent().micros();
  }

  @Test
  void all_sameInputThreeTimes_eachBranchFindsItsOwnAgain() throws Exception {
    Agent titler =
        seller("titler", TITLE, (in, _) -> new Word(in.word() + works.incrementAndGet()));

    twoLives(titler, buyer(FanOut.all(List.of(branch(TITLE), branch(TITLE), branch(TITLE)))));

    assertThat(works).hasValue(3);
    assertThat(paidMicros()).isEqualTo(4_000_000);
    assertThat(seen).hasSize(2);
    assertThat(seen.poll()).isEqualTo(seen.poll());
  }

  @Test
  void first_theOthersWereCancelled_staysSoAndAsksNobodyElse() throws Exception {
    CountDownLatch atWork = new CountDownLatch(1);
    AtomicInteger hung = new AtomicInteger();
    Agent quick =
        seller(
            "quick",
            TITLE,
            (in, _) -> {
              assertThat(atWork.await(20, TimeUnit.SECONDS)).isTrue();
              works.incrementAndGet();
              return in;
            });

    twoLives(
        quick,
        hanging("slow", hung, atWork),
        hanging("slower", hung, atWork),
        buyer(FanOut.first(List.of(branch(ONCE), branch(TITLE)))));

    assertThat(works).hasValue(1);
    assertThat(hung).hasValue(1);
    assertThat(paidMicros()).isEqualTo(2_000_000);
    assertThat(seen.element().all().getFirst()).isEqualTo(new Outcome.Cancelled<Word>(Amount.ZERO));
    assertThat(seen).hasSize(2);
    assertThat(seen.poll()).isEqualTo(seen.poll());
  }

  private static Agent hanging(String name, AtomicInteger hung, CountDownLatch atWork) {
    return seller(
        name,
        ONCE,
        (in, _) -> {
          hung.incrementAndGet();
          atWork.countDown();
          new CountDownLatch(1).await();
          return in;
        });
  }
}
