package guildhall.child;

import guildhall.sdk.Amount;
import guildhall.sdk.Completion;
import guildhall.sdk.Contributed;
import guildhall.sdk.Datanet.Passage;
import guildhall.sdk.Effect;
import guildhall.sdk.Prediction;
import guildhall.sdk.Quote;
import guildhall.sdk.ReadRefused;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What the runtime says to a child.
public sealed interface FromRuntime {

  /// What would this cost?
  ///
  /// @param loadPermille how busy the agent is
  record Price(long job, String agent, String capability, String json, int loadPermille)
      implements FromRuntime {}

  /// Do this.
  ///
  /// @param call its id
  /// @param task what it is part of
  /// @param deadline when the buyer stops waiting
  record Work(
      long job,
      String agent,
      String capability,
      String json,
      String call,
      String task,
      Instant deadline)
      implements FromRuntime {}

  /// Nobody waits for that job any more: its thread is interrupted. It has to end all the same, and
  /// soon.
  record Cancel(long job) implements FromRuntime {}

  /// The answer to what was asked.
  record Answer(long id, Reply reply) implements FromRuntime {}

  /// Progress of a purchase that is under way.
  ///
  /// @param id what was asked
  /// @param branch which of several purchases, 0 for the only one
  record Heard(long id, int branch, int permille, String note) implements FromRuntime {}

  /// Text of a metered purchase that is under way; see [Heard].
  record HeardText(long id, int branch, String text) implements FromRuntime {}

  /// An answer.
  sealed interface Reply {

    /// The time.
    record Time(Instant now) implements Reply {}

    /// An amount.
    record Money(Amount amount) implements Reply {}

    /// Offers.
    record Quoted(List<Quote> quotes) implements Reply {}

    /// How purchases ended.
    ///
    /// @param all in the order of the branches
    /// @param delivered places in that list, in the order of payment
    record Ended(List<End> all, List<Integer> delivered) implements Reply {}

    /// What a model made of a prompt.
    record Completed(Completion completion) implements Reply {}

    /// What a head tells apart.
    record HeadFound(List<String> labels) implements Reply {}

    /// What a head made of a text.
    record Predicted(Prediction prediction) implements Reply {}

    /// A datanet is open.
    ///
    /// @param number by which this opening is searched
    record Opened(String name, int version, int number) implements Reply {}

    /// Passages.
    record Found(List<Passage> passages) implements Reply {}

    /// What became of contributions.
    record Taken(List<Contributed> all) implements Reply {}

    /// What is known of an effect.
    record Sent(Effect effect) implements Reply {}

    /// A value as JSON, if there is one.
    record Value(Optional<String> json) implements Reply {}

    /// It is done.
    record Done() implements Reply {}

    /// Nothing of a datanet is handed out.
    record NotRead(ReadRefused.Why why, String sentence) implements Reply {}

    /// It was not done.
    ///
    /// @param how what is thrown
    /// @param sentence what is wrong
    record Wrong(Thrown how, String sentence) implements Reply {}
  }

  /// What a handler gets thrown.
  enum Thrown {
    /// An [IllegalArgumentException].
    ARGUMENT,
    /// An [IllegalStateException].
    STATE,
    /// An [InterruptedException].
    INTERRUPTED
  }
}
