package guildhall.sdk.spi;

import guildhall.sdk.Agent;
import guildhall.sdk.Amount;
import guildhall.sdk.Ask;
import guildhall.sdk.Capability;
import guildhall.sdk.Completion;
import guildhall.sdk.Datanet.Passage;
import guildhall.sdk.Outcome;
import guildhall.sdk.Prompt;
import guildhall.sdk.Receipt;
import guildhall.sdk.StateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// A whole runtime in memory, as a test of agents needs it. Its methods may wait and are called on
/// the test's threads.
public interface WorldRuntime extends AutoCloseable {

  /// Makes such runtimes; found by [java.util.ServiceLoader].
  interface Factory {

    /// A runtime without agents.
    ///
    /// @param start the time its clock shows until it is moved
    WorldRuntime start(Instant start);
  }

  /// Hosts an agent; it is found in the market when this returns.
  ///
  /// @throws IllegalArgumentException as the runtime's own host does
  void host(Agent agent);

  /// Publishes passages in a datanet, each contributed by this principal, as its next version.
  ///
  /// @throws IllegalArgumentException as the runtime's own datanets do
  void publish(String datanet, String contributor, List<Passage> passages);

  /// From now on there is a model of that name.
  void model(String name, Function<Prompt, Completion> answers);

  /// Gives a principal money out of the treasury.
  void fund(String principal, Amount amount);

  /// Buys for a principal and waits for the end.
  ///
  /// @param order identity of the purchase; the same again gives the same outcome
  <I extends Record, O extends Record> Outcome<O> ask(
      String principal, String order, Capability<I, O> what, I input, Ask ask)
      throws InterruptedException;

  /// The posted balance of an account in micro-credits, 0 if there is none; below zero for the
  /// treasury alone.
  long balanceMicros(String account);

  /// The receipt of a call, or empty if it was never awarded.
  Optional<Receipt> receipt(String call);

  /// What an agent keeps under a key, as of the last call that was delivered; empty if nothing.
  ///
  /// @throws IllegalStateException if what it keeps does not fit the key's record
  <T extends Record> Optional<T> state(String agent, StateKey<T> key);

  /// Waits until the royalties of every call delivered so far are distributed.
  void awaitRoyalties() throws InterruptedException;

  /// What is wrong with the books: money that came from nowhere, money that is still held. Empty if
  /// all is well.
  List<String> problems();

  /// What its clock shows.
  Instant now();

  /// Moves its clock on; deadlines on the way pass.
  void advance(Duration time);

  /// From now on these faults strike, and those of before do not.
  void faults(FaultPlan plan);

  /// Completed when a fault has struck so many calls since the start, and a slow call is held back.
  CompletableFuture<Boolean> struck(Fault fault, int calls);

  @Override
  void close();
}
