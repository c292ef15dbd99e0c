package guildhall.host;

import static guildhall.sdk.Amount.credits;
import static guildhall.toyworld.ToyWorld.json;
import static guildhall.toyworld.ToyWorld.step;
import static guildhall.toyworld.Toys.SHOUT;
import static guildhall.toyworld.Toys.seller;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import guildhall.book.MemoryContentStore;
import guildhall.book.MemoryJournal;
import guildhall.host.state.AgentStateSet;
import guildhall.runtime.Guildhall;
import guildhall.sdk.Agent;
import guildhall.sdk.Ask;
import guildhall.sdk.Call;
import guildhall.sdk.StateKey;
import guildhall.settlement.SettlementFact.Settled;
import guildhall.task.TaskState;
import guildhall.toyworld.CrashJournal;
import guildhall.toyworld.ToyWorld;
import guildhall.toyworld.Toys.Word;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What an agent keeps over stops and crashes of the node, and that it is written with the payment.
final class AgentStateRestartTest {

  private static final int SETTLED = 31;
  private static final int AGENT_STATE_SET = 52;

  record Seen(int times) {}

  private static final StateKey<Seen> SEEN = StateKey.of("toy.seen", Seen.class);

  private final MemoryJournal journal = new MemoryJournal();
  private final MemoryContentStore contents = new MemoryContentStore();

  private static Word count(Call call) throws InterruptedException {
    Seen seen = call.state().update(SEEN, new Seen(0), each -> new Seen(each.times() + 1));
    return new Word("" + seen.times());
  }

  private static Agent counter() {
    return seller("ann", SHOUT, (_, call) -> count(call));
  }

  private static String buy(ToyWorld world, String order) throws Exception {
    return world
        .node()
        .orders()
        .buy(Guildhall.LOCAL, order, SHOUT, new Word("hi"), Ask.atMost(credits("5")))
        .orThrow()
        .word();
  }

  private static List<AgentStateSet> written(ToyWorld world) {
    return world.node().book().feed().read(0, 10_000).stream()
        .filter(entry -> entry.fact() instanceof AgentStateSet)
        .map(entry -> (AgentStateSet) entry.fact())
        .toList();
  }

  @Test
  void restart_betweenTwoCalls_keepsTheState() throws Exception {
    try (ToyWorld world = ToyWorld.on(journal, contents, Map.of(), counter()).ready()) {
      assertThat(buy(world, "o-1")).isEqualTo("1");
      assertThat(buy(world, "o-2")).isEqualTo("2");
    }
    try (ToyWorld world = ToyWorld.on(journal, contents, Map.of(), counter()).ready()) {
      assertThat(buy(world, "o-3")).isEqualTo("3");
      assertThat(written(world)).hasSize(3);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {SETTLED, AGENT_STATE_SET})
  void restart_bookBrokeAtTheSettlement_countsTheCallOnce(int fact) throws Exception {
    AtomicInteger runs = new AtomicInteger();
    Agent ann =
        seller(
            "ann",
            SHOUT,
            (_, call) -> {
              runs.incrementAndGet();
              return count(call);
            });
    CrashJournal crashing = new CrashJournal(journal);
    crashing.crashBefore(fact);
    try (ToyWorld world = ToyWorld.on(crashing, contents, Map.of(), ann)) {
      assertThatThrownBy(() -> buy(world, "o-1")).isInstanceOf(RuntimeException.class);
    }

    try (ToyWorld world = ToyWorld.on(journal, contents, Map.of(), ann).ready()) {
      assertThat(written(world)).isEmpty();
      assertThat(buy(world, "o-1")).isEqualTo("1");
      assertThat(buy(world, "o-1")).isEqualTo("1");
      assertThat(runs).hasValue(2);
      assertThat(written(world)).hasSize(1);
      assertThat(world.balance(Guildhall.LOCAL)).isEqualTo(credits("999").micros());
      assertThat(world.isSettled()).isTrue();
    }
  }

  @Test
  void settlement_callThatHasWritten_isOneGroupWithWhatItWrote() throws Exception {
    try (ToyWorld world = ToyWorld.on(journal, contents, Map.of(), counter()).ready()) {
      buy(world, "o-1");

      var entries = world.node().book().feed().read(0, 10_000);
      int settled =
          entries.indexOf(
              entries.stream().filter(each -> each.fact() instanceof Settled).findFirst().get());
      assertThat(entries.get(settled + 1).fact()).isInstanceOf(AgentStateSet.class);
      assertThat(entries.get(settled + 1).timeMicros())
          .isEqualTo(entries.get(settled).timeMicros());
    }
  }

  @Test
  void put_valueThatIsKeptAlready_writesNothing() throws Exception {
    Agent ann =
        seller(
            "ann",
            SHOUT,
            (in, call) -> {
              call.state().put(SEEN, new Seen(7));
              call.state().remove(StateKey.of("toy.unknown", Seen.class));
              return in;
            });
    try (ToyWorld world = ToyWorld.on(journal, contents, Map.of(), ann).ready()) {
      buy(world, "o-1");
      buy(world, "o-2");

      assertThat(written(world)).hasSize(1);
    }
  }

  @Test
  void cancel_callHasWrittenAndDeliversAllTheSame_writesNothing() throws Exception {
    CountDownLatch atWork = new CountDownLatch(1);
    CountDownLatch returned = new CountDownLatch(1);
    Agent stubborn =
        seller(
            "ann",
            SHOUT,
            (_, call) -> {
              try {
                Word counted = count(call);
                atWork.countDown();
                new CountDownLatch(1).await();
                return counted;
              } catch (InterruptedException _) {
                return new Word("all the same");
              } finally {
                returned.countDown();
              }
            });
    try (ToyWorld world = ToyWorld.on(journal, contents, Map.of(), stubborn).ready()) {
      String task = world.submit("9", step("a", SHOUT.name(), json(new Word("x"))));
      assertThat(atWork.await(20, TimeUnit.SECONDS)).isTrue();

      world.node().tasks().cancel(task, Guildhall.LOCAL);

      assertThat(world.end(task).state()).isEqualTo(TaskState.CANCELED);
      assertThat(returned.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(written(world)).isEmpty();
      assertThat(world.isSettled()).isTrue();
    }
  }
}
