package guildhall.host;

import static guildhall.toyworld.ToyWorld.json;
import static guildhall.toyworld.ToyWorld.step;
import static guildhall.toyworld.Toys.SHOUT;
import static guildhall.toyworld.Toys.seller;
import static guildhall.toyworld.Toys.shouter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import guildhall.sdk.Agent;
import guildhall.sdk.Amount;
import guildhall.sdk.Capability;
import guildhall.task.TaskState;
import guildhall.task.plan.Step;
import guildhall.toyworld.ToyWorld;
import guildhall.toyworld.Toys.Word;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Agents that are taken away or frozen while the runtime runs.
class HostRemovalTest {

  private static final Step HEY = step("a", "toy.shout", json(new Word("hey")));

  private static Agent waiting(String name) {
    return seller(
        name,
        SHOUT,
        (in, _) -> {
          Gate.pass();
          return in;
        });
  }

  /// Other records under a known name.
  record Count(int count) {}

  @BeforeEach
  void setUp() {
    Gate.shut();
  }

  @Test
  void undeploy_idleAgent_isNotAskedAndNameAndCapabilityAreFree() throws Exception {
    try (var world = ToyWorld.of(shouter("ann")).ready()) {
      world.node().undeploy("ann", Duration.ZERO);
      assertThat(world.node().market().selling("toy.shout")).isEmpty();
      assertThat(world.end(world.submit("5", HEY)).code()).isEqualTo("no_offer");
      Capability<Count, Count> other = Capability.of("toy.shout", Count.class, Count.class);
      world.node().host(Agent.named("ann").sells(other, Amount.credits("1"), (in, _) -> in));
      assertThat(world.node().agents().capability("toy.shout")).contains(other);
    }
  }

  @Test
  void undeploy_anotherSellsItToo_capabilityIsKept() throws Exception {
    try (var world = ToyWorld.of(shouter("ann"), shouter("bob")).ready()) {
      world.node().undeploy("ann", Duration.ZERO);
      assertThat(world.node().agents().capability("toy.shout")).contains(SHOUT);
      assertThat(world.end(world.submit("5", HEY)).state()).isEqualTo(TaskState.COMPLETED);
      assertThat(world.balance("bob")).isEqualTo(950_000);
    }
  }

  @Test
  void undeploy_unknownAgentOrBadDrain_saysSo() {
    try (var world = ToyWorld.of(shouter("ann"))) {
      assertThatThrownBy(() -> world.node().undeploy("bob", Duration.ZERO))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("bob");
      assertThatThrownBy(() -> world.node().undeploy("ann", Duration.ofSeconds(-1)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("0 to 24 hours");
      assertThat(world.node().market().isHere("ann")).isTrue();
    }
  }

  @Test
  void host_nameIsStillAtWork_isRefusedUntilItsCallHasEnded() throws Exception {
    try (var world = ToyWorld.of(waiting("ann")).ready()) {
      String task = world.submit("5", HEY);
      Gate.awaitArrival();
      var removed = world.node().agents().remove("ann", Duration.ofMinutes(10));
      assertThatThrownBy(() -> world.node().host(shouter("ann")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("still at work: ann");
      Gate.open();
      var _ = removed.toCompletionStage().toCompletableFuture().join();
      world.node().host(shouter("ann"));
      assertThat(world.end(task).state()).isEqualTo(TaskState.COMPLETED);
    }
  }

  @Test
  void undeploy_drainIsOver_callIsCancelledUnpaidAndNobodysFault() throws Exception {
    try (var world = ToyWorld.of(waiting("ann")).ready()) {
      String task = world.submit("5", HEY);
      Gate.awaitArrival();
      world.node().undeploy("ann", Duration.ZERO);
      assertThat(world.end(task).code()).isEqualTo("canceled");
      assertThat(world.balance("ann")).isZero();
      assertThat(record(world, "ann")).containsExactly(0, 0);
      assertThat(world.isSettled()).isTrue();
    }
  }

  private static int[] record(ToyWorld world, String agent) {
    return world
        .node()
        .book()
        .await(_ -> world.node().state().engagements().record(agent, "toy.shout"));
  }

  /// The dearer one is the runner-up.
  @Test
  void undeploy_drainIsOver_nextInTurnIsTried() throws Exception {
    Agent dear =
        Agent.named("dear").sells(SHOUT, Amount.credits("2"), (in, _) -> new Word(in.word()));
    try (var world = ToyWorld.of(waiting("ann"), dear).ready()) {
      String task = world.submit("5", HEY);
      Gate.awaitArrival();
      world.node().undeploy("ann", Duration.ZERO);
      assertThat(world.end(task).state()).isEqualTo(TaskState.COMPLETED);
      assertThat(world.balance("ann")).isZero();
      assertThat(world.balance("dear")).isEqualTo(1_900_000);
    }
  }

  @Test
  void freeze_callRuns_isCancelledAndAgentIsNotAskedUntilUnfrozen() throws Exception {
    try (var world = ToyWorld.of(waiting("ann")).ready()) {
      String task = world.submit("5", HEY);
      Gate.awaitArrival();
      world.node().freeze("ann");
      assertThat(world.end(task).code()).isEqualTo("canceled");
      assertThat(world.node().market().isHere("ann")).isFalse();
      assertThat(world.end(world.submit("5", HEY)).code()).isEqualTo("no_offer");
      Gate.open();
      world.node().unfreeze("ann");
      assertThat(world.end(world.submit("5", HEY)).state()).isEqualTo(TaskState.COMPLETED);
      assertThat(world.balance("ann")).isEqualTo(950_000);
    }
  }

  @Test
  void freeze_agentIsHostedAnew_staysFrozen() throws Exception {
    try (var world = ToyWorld.of(shouter("ann")).ready()) {
      world.node().freeze("ann");
      world.node().undeploy("ann", Duration.ZERO);
      world.node().host(shouter("ann"));
      assertThat(world.node().market().isHere("ann")).isFalse();
      world.node().unfreeze("ann");
      assertThat(world.node().market().isHere("ann")).isTrue();
    }
  }

  @Test
  void freeze_unknownOrUnfreezeNotFrozen_saysSo() {
    try (var world = ToyWorld.of(shouter("ann"))) {
      assertThatThrownBy(() -> world.node().freeze("bob"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("bob");
      assertThatThrownBy(() -> world.node().unfreeze("ann"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("ann");
    }
  }
}
