package guildhall.sdk;

import guildhall.sdk.spi.CurrentCall;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// Everything a handler may touch besides its input. One per run of a handler; safe for use from
/// threads the handler starts, useless after it has returned.
///
/// Whatever is read through [#datanet], asked of a [#model] or a [#head] or bought through [#ask]
/// is remembered as evidence of what the answer was made from: the runtime records it, the author
/// does nothing and can leave nothing out.
public interface Call {

  /// {@return the call whose handler runs on this thread, for code that is not handed it: a
  /// library, or a method deep below the handler} Threads the handler starts have none.
  ///
  /// @throws IllegalStateException if no handler runs on this thread
  static Call current() {
    return CurrentCall.SCOPE.orElseThrow(() ->
        new IllegalStateException(
            "no call is handled on thread " + Thread.currentThread().getName()));
  }

  /// {@return identity of this call; the same again if it is run again after a crash}
  String id();

  /// {@return the task this call is part of}
  String task();

  /// {@return the time, which a test can set}
  InstantSource clock();

  /// {@return when the caller stops waiting} At this moment the handler is interrupted and not
  /// paid.
  Instant deadline();

  /// {@return whether nobody waits for this call any more: its deadline has passed, it was
  /// cancelled, or the runtime stops} What it does from then on is most likely not paid. For a
  /// handler that computes without blocking, which an interrupt does not reach; cheap enough for
  /// every round of a loop.
  boolean cancelled();

  /// {@return what this call may still spend on other agents and on what it reads: its quoted
  /// expenses less what was bought, is being bought or was read} What its owner pays is apart, see
  /// [Ask#fromOwnAccount].
  Amount budget();

  /// Tells the caller how far the work has come. Cheap; told at most once a second to the book, at
  /// once to those who listen.
  ///
  /// @param permille 0 to 1000; a value below the last one told counts as the last one
  /// @param note one short sentence
  void progress(int permille, String note);

  /// Writes a line to the operator's log under the names of the agent and the call. It is not kept
  /// in the book, costs nothing and never fails the call.
  ///
  /// @param line one line; breaks in it become spaces, and what is over 1,000 characters is cut
  void log(String line);

  /// Releases a piece of text to the caller, for a capability that is [Capability#metered].
  ///
  /// The runtime counts its characters (Unicode code points; half a surrogate pair is a `?`). They
  /// are paid under [Terms#metered] once they are in the book, which is before the caller hears
  /// them, and stay paid however this call ends. Pieces that come quickly share an entry. Waits
  /// while too much is on its way: 65,536 characters.
  ///
  /// If the call is run again after a crash, it should emit the same text again: what was released
  /// is skipped, and neither heard nor paid a second time. If its beginning is another, nothing
  /// more is released or paid of that run, but its result is delivered.
  ///
  /// @param text at most 16,384 `char`s; empty is nothing
  /// @throws IllegalArgumentException if it is longer
  /// @throws IllegalStateException if the capability is not metered, or the call has emitted more
  ///   than 1,000,000 characters
  /// @throws InterruptedException if this thread is interrupted, or nobody waits for this call any
  ///   more
  void emit(String text) throws InterruptedException;

  /// Lowers the fee of this call to what was really used (tokens, rows); never above the quoted
  /// fee. The last call counts. Without effect on a metered call.
  ///
  /// @param actual what it really costs, the quoted fee at most
  void charge(Amount actual);

  /// Binding offers for this input, best score first; empty when nobody sells it. Asking is free
  /// and moves nothing.
  ///
  /// @param <I> input record
  /// @param <O> output record
  /// @param what the capability
  /// @param input what it is asked
  /// @return the offers; empty when nobody sells it
  /// @throws InterruptedException when the call was cancelled or its deadline has passed
  <I extends Record, O extends Record> List<Quote> quotes(Capability<I, O> what, I input)
      throws InterruptedException;

  /// Buys from the best-scored offer under the conditions of `ask`, waits, and pays on delivery; on
  /// failure the next best is tried. The money comes from the payer at the root, out of this call's
  /// expenses. Safe to repeat: the n-th purchase of one capability with one input within one call
  /// is one purchase, also when the call is run again.
  ///
  /// If the cheapest offer within `ask.atMost()` is above [#budget], this call has overrun its
  /// expenses: the result says so and the call will not be paid. What the agent's owner pays, see
  /// [Ask#fromOwnAccount], counts neither as expenses nor as an overrun.
  ///
  /// @param <I> input record
  /// @param <O> output record
  /// @param what the capability
  /// @param input what it is asked
  /// @param ask the conditions
  /// @return how it ended
  /// @throws InterruptedException when the call was cancelled or its deadline has passed
  <I extends Record, O extends Record> Outcome<O> ask(Capability<I, O> what, I input, Ask ask)
      throws InterruptedException;

  /// Makes several purchases at once and waits until enough have delivered, or as many as were
  /// wanted cannot deliver any more, or all have ended. Every branch has ended when this returns or
  /// throws.
  ///
  /// Each branch is an ordinary [#ask(Capability, Record, Ask)], counted in the order of the
  /// branches, and so is bought once also when the call is run again; what had been delivered comes
  /// back in the same order, and what had been cancelled stays so. Each holds its price out of
  /// [#budget] while it is under way, so the quoted expenses must cover all of them together.
  ///
  /// Who pays: the payer at the root, each branch that has delivered. A branch that is cancelled is
  /// not paid and its hold returns, but for what it had bought itself and others had delivered; one
  /// that had delivered before the cancel reached it stays paid.
  ///
  /// @param <O> output record
  /// @param fanOut what is bought, and how much of it is enough
  /// @return how it ended
  /// @throws InterruptedException if this thread is interrupted; the branches that have not ended
  ///   are cancelled
  <O extends Record> Outcomes<O> ask(FanOut<O> fanOut) throws InterruptedException;

  /// {@return a published datanet, to search, in its newest version}
  ///
  /// A private one is read for the owner of this call's agent, or for the principal at the root of
  /// the task: one of them has to be among its readers, or own it. Each opening looks at its
  /// charter anew. That it was read, and what, is written down for its owner however the call ends.
  ///
  /// @param name a datanet's name
  /// @throws IllegalArgumentException if there is none of that name
  /// @throws ReadRefused if it is private and neither of them may read it
  Datanet datanet(String name);

  /// Contributes to a datanet, see [#contribute(String, List)].
  ///
  /// @param datanet a datanet's name
  /// @param what what is contributed
  /// @return what became of it
  /// @throws IllegalStateException if this call has ended, on a thread the handler has started
  /// @throws InterruptedException when the call was cancelled or its deadline has passed
  default Contributed contribute(String datanet, Contribution what) throws InterruptedException {
    return contribute(datanet, List.of(what)).getFirst();
  }

  /// Contributes to a datanet, all that passes its checks in one step, or nothing of it. The
  /// contributor is the owner of this call's agent, who earns by what is accepted.
  ///
  /// **Who pays.** The payer of this call pays nothing for it, and [#budget] stays as it is. What
  /// the checks decline may cost a fee by the datanet's charter: the agent's owner pays it, from
  /// its own account, whatever becomes of the call. So an agent should not hand on whatever its
  /// callers write.
  ///
  /// **Once.** The n-th contribution without an id to one datanet in one call has the same id
  /// whenever the call is run: the same text is [Contributed.There] then and adds nothing, another
  /// text is [Contributed.Why#ID_TAKEN].
  ///
  /// It is no evidence of what the answer was made from, and this call earns nothing by it: not as
  /// something it has read, nor as a text that its answer repeats. It can be read when the
  /// datanet's owner has published it. It stays, whatever becomes of the call.
  ///
  /// @param datanet a datanet's name
  /// @param all 1 to 1,000, all under one licence; each id once
  /// @return what became of each, in their order
  /// @throws IllegalArgumentException if they are not so, or are more than 8 MiB together from an
  ///   agent in a process of its own
  /// @throws IllegalStateException if this call has ended, on a thread the handler has started
  /// @throws InterruptedException when the call was cancelled or its deadline has passed; what was
  ///   handed in may have been taken all the same
  List<Contributed> contribute(String datanet, List<Contribution> all) throws InterruptedException;

  /// {@return a model of this runtime}
  ///
  /// @param name as the operator or the test has called it
  /// @throws IllegalArgumentException if there is none of that name
  Model model(String name);

  /// {@return a head that was trained in this runtime}
  ///
  /// @param name under which it was trained
  /// @throws IllegalArgumentException if there is none of that name
  Head head(String name);

  /// Sends `body` as JSON to an endpoint the operator has configured, at most one effect per key.
  ///
  /// The key goes along as `Idempotency-Key`. What the endpoint acknowledged is remembered in the
  /// book and not sent again; until it has acknowledged, sending is retried under the same key
  /// until the deadline.
  ///
  /// @param endpoint a name from the operator's configuration, never an address
  /// @param key unique for the effect within this task
  /// @param body what is sent
  /// @return what is known of the effect
  /// @throws InterruptedException when the call was cancelled or its deadline has passed
  Effect send(String endpoint, String key, Record body) throws InterruptedException;

  /// What the agent keeps between its calls, see [AgentState]. The same object each time.
  ///
  /// Calls of one agent that use its state take turns, in the order in which they first asked for
  /// it; calls that never ask run side by side. The first time, this waits until the calls before
  /// have ended. The time of this call goes on meanwhile: at its deadline it is late.
  ///
  /// Do not wait for another call of the same agent while having its state. The market offers an
  /// agent nothing that it asks for itself, however far round. But two agents that each have their
  /// state and buy from the other, in two chains of calls, wait until a deadline parts them: buy
  /// first, then ask for the state.
  ///
  /// @return its values by their keys
  /// @throws IllegalStateException if this call has ended, on a thread the handler has started
  /// @throws InterruptedException when the call was cancelled or its deadline has passed
  AgentState state() throws InterruptedException;
}
