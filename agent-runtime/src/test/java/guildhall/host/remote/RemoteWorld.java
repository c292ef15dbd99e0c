package guildhall.host.remote;

import static guildhall.toyworld.ToyWorld.json;
import static guildhall.toyworld.ToyWorld.step;
import static org.assertj.core.api.Assertions.assertThat;

import guildhall.book.ContentStore;
import guildhall.book.Journal;
import guildhall.book.MemoryContentStore;
import guildhall.book.MemoryJournal;
import guildhall.host.remote.faultagent.FaultAgent;
import guildhall.outbound.AllowedOrigins;
import guildhall.sdk.Agent;
import guildhall.settlement.SystemAccounts;
import guildhall.task.TaskView;
import guildhall.toyworld.ToyWorld;
import guildhall.toyworld.Toys;
import guildhall.toyworld.Toys.Word;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A node, a faulty agent that joins it, and what is bought.
final class RemoteWorld implements AutoCloseable {

  /// Looks only when a call has got no answer.
  static final RemoteAgents.Pace ON_TROUBLE =
      new RemoteAgents.Pace(Duration.ofHours(1), Duration.ofMillis(10), Duration.ofSeconds(30));

  static final RemoteAgents.Pace OFTEN =
      new RemoteAgents.Pace(Duration.ofMillis(50), Duration.ofMillis(10), Duration.ofSeconds(30));

  /// What the owner gets of a credit.
  static final long PAID = 950_000;

  final FaultAgent agent;
  final ToyWorld toys;
  final RemoteAgents remotes;

  private RemoteWorld(FaultAgent agent, ToyWorld toys, RemoteAgents.Pace pace) {
    this.agent = agent;
    this.toys = toys;
    this.remotes =
        toys.node()
            .remoteAgents(
                AllowedOrigins.parse(agent.allowed()), List.of(Toys.SHOUT, Toys.ONCE), pace);
  }

  static RemoteWorld of(FaultAgent agent, RemoteAgents.Pace pace, Agent... others) {
    return on(agent, pace, new MemoryJournal(), new MemoryContentStore(), others);
  }

  static RemoteWorld on(
      FaultAgent agent,
      RemoteAgents.Pace pace,
      Journal journal,
      ContentStore contents,
      Agent... others) {
    return new RemoteWorld(agent, ToyWorld.on(journal, contents, Map.of(), others), pace);
  }

  /// The agent has joined as `far`, owned by `owner`.
  static RemoteWorld joined(FaultAgent agent, Agent... others) throws InterruptedException {
    RemoteWorld world = of(agent, ON_TROUBLE, others);
    assertThat(world.join()).isEmpty();
    var _ = world.toys.ready();
    return world;
  }

  Optional<String> join() throws InterruptedException {
    return remotes.join(listing());
  }

  RemoteListing listing() {
    return new RemoteListing("far", agent.card(), "owner");
  }

  /// Buys and waits for the end of it.
  TaskView buy(String capability, String word) throws Exception {
    return toys.end(submit(capability, word));
  }

  String submit(String capability, String word) throws Exception {
    return toys.submit("5", step("a", capability, json(new Word(word))));
  }

  boolean isListed() {
    return toys.node().agents().standing("far", "toy.shout").isPresent();
  }

  /// Waits until it is, or is not, which a look of its keeper decides.
  void awaitListed(boolean wanted) throws Exception {
    CompletableFuture<Boolean> seen = new CompletableFuture<>();
    long timer =
        toys.vertx()
            .setPeriodic(
                10,
                _ -> {
                  if (isListed() == wanted) {
                    seen.complete(true);
                  }
                });
    assertThat(seen.get(20, TimeUnit.SECONDS)).isTrue();
    var _ = toys.vertx().cancelTimer(timer);
  }

  /// The owner and the operator have got their parts of so many credits, the buyer has paid just
  /// these, and nothing is held or lost.
  void assertPaid(int credits) {
    assertThat(toys.balance("owner")).isEqualTo(credits * PAID);
    assertThat(toys.balance(SystemAccounts.PLATFORM)).isEqualTo(credits * (1_000_000 - PAID));
    assertThat(toys.balance("local")).isEqualTo(1_000_000_000L - credits * 1_000_000L);
    assertThat(toys.isSettled()).isTrue();
  }

  @Override
  public void close() throws IOException {
    toys.close();
    agent.close();
  }
}
