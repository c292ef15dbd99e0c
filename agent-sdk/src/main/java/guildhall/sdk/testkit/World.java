package guildhall.sdk.testkit;

import guildhall.sdk.Agent;
import guildhall.sdk.Amount;
import guildhall.sdk.Ask;
import guildhall.sdk.Capability;
import guildhall.sdk.Completion;
import guildhall.sdk.Datanet.Passage;
import guildhall.sdk.Handler;
import guildhall.sdk.Model;
import guildhall.sdk.Outcome;
import guildhall.sdk.Prompt;
import guildhall.sdk.Receipt;
import guildhall.sdk.StateKey;
import guildhall.sdk.Terms;
import guildhall.sdk.spi.Charter;
import guildhall.sdk.spi.Fault;
import guildhall.sdk.spi.Offer;
import guildhall.sdk.spi.WorldRuntime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/// A market in memory for a test: the runtime that runs agents for real, with its ledger, its
/// contract net and its holds, on a clock that only the test moves.
///
/// Peers may follow a [Script], and [Faults] may strike their calls.
///
/// The test buys as the principal [#BUYER], who has 1,000 credits. Each world is alone: two of them
/// share nothing. Safe for any thread.
public final class World implements AutoCloseable {

  /// The principal who buys.
  public static final String BUYER = "buyer";

  /// What the clock shows at first.
  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private static final Amount FUNDS = Amount.credits("1000");

  private static final long PATIENCE_SECONDS = 20;

  private final WorldRuntime runtime;
  private final AtomicInteger orders = new AtomicInteger();
  private final AtomicInteger peers = new AtomicInteger();

  private volatile Optional<Faults> faults = Optional.empty();

  private World(WorldRuntime runtime) {
    this.runtime = runtime;
  }

  /// {@return a world with these agents}
  ///
  /// @param agents none is fine, [#host] takes more
  /// @throws IllegalStateException if no runtime is on the class path
  public static World of(Agent... agents) {
    World world = new World(factory().start(START));
    try {
      world.fund(BUYER, FUNDS);
      for (Agent agent : agents) {
        world.host(agent);
      }
      return world;
    } catch (RuntimeException | Error e) {
      world.close();
      throw e;
    }
  }

  private static WorldRuntime.Factory factory() {
    return ServiceLoader.load(WorldRuntime.Factory.class)
        .findFirst()
        .orElseThrow(() ->
            new IllegalStateException("a world needs agent-runtime on the test's class path"));
  }

  /// Hosts one more agent.
  ///
  /// @param agent what it sells is found when this returns
  /// @return this world
  /// @throws IllegalArgumentException if its name is taken, or it sells a capability under other
  ///   records than those known here
  public World host(Agent agent) {
    runtime.host(agent);
    return this;
  }

  /// Hosts an agent that sells one thing, for others to buy: `peer-1`, `peer-2` and so on.
  ///
  /// @param <I> input record
  /// @param <O> output record
  /// @param what the capability
  /// @param fee what it costs
  /// @param how the work
  /// @return this world
  public <I extends Record, O extends Record> World peer(
      Capability<I, O> what, Amount fee, Handler<I, O> how) {
    String name = "peer-" + peers.incrementAndGet();
    return host(Agent.named(name).sells(what, Terms.fee(fee), how));
  }

  /// Publishes passages in a datanet, contributed by one principal, as its next version.
  ///
  /// @param datanet lower case letters, digits and hyphens
  /// @param contributor whom its royalties go to
  /// @param passages what it says, an id once
  /// @return this world
  /// @throws IllegalArgumentException if a name is malformed, or a passage cannot be indexed
  public World datanet(String datanet, String contributor, Passage... passages) {
    runtime.publish(datanet, contributor, List.of(passages));
    return this;
  }

  /// Makes a datanet that takes contributions from calls, or changes the terms of one's own.
  ///
  /// @param datanet lower case letters, digits, dots and hyphens
  /// @param owner the principal it belongs to
  /// @param charter the terms
  /// @return this world
  /// @throws IllegalArgumentException if the name is malformed or taken, or the terms cannot be
  public World charter(String datanet, String owner, Charter charter) {
    runtime.charter(datanet, owner, charter);
    return this;
  }

  /// Judges a contribution that waits, as a reviewer does.
  ///
  /// @param datanet where it waits
  /// @param id under which it waits
  /// @param reviewer one that the charter names
  /// @param approved how
  /// @return this world
  /// @throws IllegalArgumentException if it cannot be judged by this reviewer now
  public World review(String datanet, String id, String reviewer, boolean approved) {
    runtime.review(datanet, id, reviewer, approved);
    return this;
  }

  /// Publishes what was accepted, as the datanet's owner does: calls read it from now on.
  ///
  /// @param datanet its name
  /// @return the version
  /// @throws IllegalArgumentException if nothing was accepted or withdrawn since the last one
  public int publish(String datanet) {
    return runtime.publish(datanet);
  }

  /// {@return what calls have contributed to a datanet: what waits, was accepted and was rejected,
  /// in this order} What was declined is not kept.
  ///
  /// @param datanet its name
  public List<Offer> offers(String datanet) {
    return runtime.offers(datanet);
  }

  /// From now on calls find a model of that name, which answers what the test says.
  ///
  /// @param name as a call asks for it
  /// @param answers asked on the threads of the calls
  /// @return this world
  public World model(String name, Function<Prompt, Completion> answers) {
    runtime.model(name, answers);
    return this;
  }

  /// Trains a head on the newest version of a datanet whose passages have a field `label`, as the
  /// runtime does for an owner: of what reaches the head, a fifth is the owner's and the rest goes
  /// to the contributors of its examples. From now on calls find it.
  ///
  /// @param name as a call asks for it
  /// @param owner the principal who has it trained
  /// @param datanet what it learns from
  /// @return this world
  /// @throws IllegalArgumentException if it cannot be trained; the sentence says why
  public World head(String name, String owner, String datanet) {
    runtime.head(name, owner, datanet);
    return this;
  }

  /// From now on calls find this model. If it is a [guildhall.sdk.spi.ScoringModel] the royalties
  /// of what it answers follow what it says.
  ///
  /// @param model found by its name
  /// @return this world
  public World model(Model model) {
    runtime.model(model);
    return this;
  }

  /// From now on these go wrong, and no others. After a crash the runtime starts again on its book
  /// and contents with every agent hosted anew, and what the test buys goes on: it gets the outcome
  /// after the restart.
  ///
  /// @param these instead of those of before
  /// @return this world
  public World faults(Faults these) {
    faults = Optional.of(these);
    runtime.faults(these);
    return this;
  }

  /// Waits until a fault has struck so many calls of this world: what a test does before it moves
  /// the clock on for a slow one.
  ///
  /// @param fault which
  /// @param calls since the world began
  /// @return this world
  /// @throws AssertionError if it has not within 20 seconds of real time
  /// @throws InterruptedException if this thread is interrupted
  public World awaitFault(Fault fault, int calls) throws InterruptedException {
    try {
      var _ = runtime.struck(fault, calls).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return this;
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError(fault + " has not struck " + calls + " times" + underWhat(), e);
    }
  }

  /// Gives a principal money.
  ///
  /// @param principal whose account
  /// @param amount how much
  /// @return this world
  public World fund(String principal, Amount amount) {
    runtime.fund(principal, amount);
    return this;
  }

  /// Buys at any quality within a minute of the world's time and waits for the end.
  ///
  /// @param <I> input record
  /// @param <O> output record
  /// @param what the capability
  /// @param input what it is asked
  /// @param atMost ceiling for fee plus expenses
  /// @return how it ended
  public <I extends Record, O extends Record> Outcome<O> ask(
      Capability<I, O> what, I input, Amount atMost) {
    return ask(what, input, Ask.atMost(atMost));
  }

  /// Buys and waits for the end.
  ///
  /// @param <I> input record
  /// @param <O> output record
  /// @param what the capability
  /// @param input what it is asked
  /// @param ask the conditions
  /// @return how it ended
  public <I extends Record, O extends Record> Outcome<O> ask(
      Capability<I, O> what, I input, Ask ask) {
    try {
      return start(what, input, ask).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /// Starts to buy, so that the test can move the clock meanwhile.
  ///
  /// @param <I> input record
  /// @param <O> output record
  /// @param what the capability
  /// @param input what it is asked
  /// @param ask the conditions
  /// @return completed with the end; fails with what [WorldRuntime#ask] throws
  public <I extends Record, O extends Record> CompletableFuture<Outcome<O>> start(
      Capability<I, O> what, I input, Ask ask) {
    String order = "order-" + orders.incrementAndGet();
    CompletableFuture<Outcome<O>> end = new CompletableFuture<>();
    Thread.ofVirtual()
        .name(order)
        .start(() -> {
          try {
            end.complete(runtime.ask(BUYER, order, what, input, ask));
          } catch (InterruptedException | RuntimeException | Error e) {
            end.completeExceptionally(e);
          }
        });
    return end;
  }

  /// {@return the posted balance of an account, what is held of it included; zero if there is none}
  ///
  /// @param account its name
  /// @throws IllegalArgumentException for an account below zero, which only the treasury's can be
  public Amount balance(String account) {
    return Amount.micros(runtime.balanceMicros(account));
  }

  /// {@return what the [#BUYER] has spent in all}
  public Amount spent() {
    return Amount.micros(FUNDS.micros() - runtime.balanceMicros(BUYER));
  }

  /// {@return the receipt of what was delivered}
  ///
  /// @param id as [Outcome.Delivered#receipt] has it
  /// @throws IllegalArgumentException if there is none of that id
  public Receipt receipt(String id) {
    return runtime
        .receipt(id)
        .orElseThrow(() -> new IllegalArgumentException("there is no receipt " + id));
  }

  /// {@return what an agent keeps under a key, as of the last call that was delivered; empty if
  /// nothing}
  ///
  /// @param <T> what is kept
  /// @param agent the agent's name
  /// @param key what it is kept under
  /// @throws IllegalStateException if what it keeps does not fit the key's record
  public <T extends Record> Optional<T> state(String agent, StateKey<T> key) {
    return runtime.state(agent, key);
  }

  /// Waits until the royalties of all that was delivered so far are distributed, which takes place
  /// after the delivery.
  ///
  /// @return this world
  /// @throws AssertionError if they are not within 20 seconds of real time
  /// @throws InterruptedException if this thread is interrupted
  public World awaitRoyalties() throws InterruptedException {
    runtime.awaitRoyalties();
    return this;
  }

  /// {@return what the clock shows}
  public Instant now() {
    return runtime.now();
  }

  /// Moves the clock on; what is still at work when its deadline passes has failed.
  ///
  /// @param time zero or more
  /// @return this world
  public World advance(Duration time) {
    runtime.advance(time);
    return this;
  }

  /// Asserts that no money came from nowhere, went nowhere or is still held.
  ///
  /// @return this world
  /// @throws AssertionError that says what is wrong, and under which seed of faults
  public World assertBalanced() {
    List<String> problems = runtime.problems();
    if (!problems.isEmpty()) {
      throw new AssertionError(String.join("; ", problems) + underWhat());
    }
    return this;
  }

  private String underWhat() {
    return faults.map(these -> ", under " + these).orElse("");
  }

  @Override
  public void close() {
    runtime.close();
  }
}
