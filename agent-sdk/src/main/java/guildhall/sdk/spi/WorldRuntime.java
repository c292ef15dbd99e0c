package guildhall.sdk.spi;

import guildhall.sdk.Agent;
import guildhall.sdk.Amount;
import guildhall.sdk.Ask;
import guildhall.sdk.Capability;
import guildhall.sdk.Completion;
import guildhall.sdk.Datanet.Passage;
import guildhall.sdk.Model;
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

    /// {@return a runtime without agents}
    ///
    /// @param start the time its clock shows until it is moved
    WorldRuntime start(Instant start);
  }

  /// Hosts an agent; it is found in the market when this returns.
  ///
  /// @param agent as its author wrote it
  /// @throws IllegalArgumentException as the runtime's own host does
  void host(Agent agent);

  /// Publishes passages in a datanet, each contributed by this principal, as its next version.
  ///
  /// @param datanet its name
  /// @param contributor whom the royalties go to
  /// @param passages what it says, an id once
  /// @throws IllegalArgumentException as the runtime's own datanets do
  void publish(String datanet, String contributor, List<Passage> passages);

  /// Makes a datanet that takes contributions, or changes the terms of one's own.
  ///
  /// @param datanet its name
  /// @param owner who publishes it
  /// @param charter the terms
  /// @throws IllegalArgumentException as the runtime's own datanets do
  void charter(String datanet, String owner, Charter charter);

  /// Judges a contribution that waits, for a reviewer.
  ///
  /// @param datanet where it waits
  /// @param id under which it waits
  /// @param reviewer one that the charter names
  /// @param approved how
  /// @throws IllegalArgumentException if it cannot be judged by this reviewer now
  void review(String datanet, String id, String reviewer, boolean approved);

  /// Publishes what was accepted as the next version, for the datanet's owner.
  ///
  /// @param datanet its name
  /// @return the version
  /// @throws IllegalArgumentException if nothing was accepted or withdrawn since the last one
  int publish(String datanet);

  /// {@return what waits, was accepted and was rejected, in this order}
  ///
  /// @param datanet its name
  List<Offer> offers(String datanet);

  /// From now on there is a model of that name.
  ///
  /// @param name its name
  /// @param answers asked on the threads of the calls
  void model(String name, Function<Prompt, Completion> answers);

  /// Trains a head on the newest version of a datanet.
  ///
  /// @param name its name
  /// @param owner the principal who has it trained
  /// @param datanet whose examples have a label
  /// @throws IllegalArgumentException if it cannot be trained; the sentence says why
  void head(String name, String owner, String datanet);

  /// From now on there is this model; if it can score, it does.
  ///
  /// @param model found by its name
  void model(Model model);

  /// Gives a principal money out of the treasury.
  ///
  /// @param principal whose
  /// @param amount how much
  void fund(String principal, Amount amount);

  /// Buys for a principal and waits for the end.
  ///
  /// @param <I> input record
  /// @param <O> output record
  /// @param principal who pays
  /// @param order identity of the purchase; the same again gives the same outcome
  /// @param what the capability
  /// @param input what it is asked
  /// @param ask the conditions
  /// @return how it ended
  /// @throws InterruptedException if this thread is interrupted
  <I extends Record, O extends Record> Outcome<O> ask(
      String principal, String order, Capability<I, O> what, I input, Ask ask)
      throws InterruptedException;

  /// {@return the posted balance of an account in micro-credits, 0 if there is none; below zero for
  /// the treasury alone}
  ///
  /// @param account its name
  long balanceMicros(String account);

  /// {@return the receipt of a call, or empty if it was never awarded}
  ///
  /// @param call the call's id
  Optional<Receipt> receipt(String call);

  /// {@return what an agent keeps under a key, as of the last call that was delivered; empty if
  /// nothing}
  ///
  /// @param <T> what is kept
  /// @param agent the agent's name
  /// @param key which
  /// @throws IllegalStateException if what it keeps does not fit the key's record
  <T extends Record> Optional<T> state(String agent, StateKey<T> key);

  /// Waits until the royalties of every call delivered so far are distributed.
  ///
  /// @throws InterruptedException if this thread is interrupted
  void awaitRoyalties() throws InterruptedException;

  /// {@return what is wrong with the books: money that came from nowhere, money that is still held}
  /// Empty if all is well.
  List<String> problems();

  /// {@return what its clock shows}
  Instant now();

  /// Moves its clock on; deadlines on the way pass.
  ///
  /// @param time zero or more
  void advance(Duration time);

  /// From now on these faults strike, and those of before do not.
  ///
  /// @param plan decides what befalls which call
  void faults(FaultPlan plan);

  /// {@return completed when a fault has struck so many calls since the start, and a slow call is
  /// held back}
  ///
  /// @param fault which
  /// @param calls how many, counted from the start
  CompletableFuture<Boolean> struck(Fault fault, int calls);

  @Override
  void close();
}
