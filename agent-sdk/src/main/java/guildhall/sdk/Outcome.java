package guildhall.sdk;

import java.time.Duration;

/// How a paid call ended.
///
/// Only [Delivered] pays the agent's fee. `spent` is what left the payer's account all the same:
/// the fee if delivered, plus what the agent had bought from others who delivered (sunk cost).
///
/// @param <O> the output record
public sealed interface Outcome<O> {

  /// {@return what the payer has paid for this call, sunk cost included}
  Amount spent();

  /// Delivered and paid.
  ///
  /// @param <O> output record
  /// @param value the result
  /// @param spent fee and expenses
  /// @param receipt id of the receipt
  record Delivered<O>(O value, Amount spent, String receipt) implements Outcome<O> {}

  /// Every agent that could have done it declined; `reason` is the last one's sentence.
  ///
  /// @param <O> output record
  /// @param reason the last one's sentence
  /// @param spent sunk cost
  record Refused<O>(String reason, Amount spent) implements Outcome<O> {}

  /// Every agent that was tried failed; `reason` says how the last one did.
  ///
  /// @param <O> output record
  /// @param kind what the last one did
  /// @param reason how the last one failed, in one sentence
  /// @param spent sunk cost
  record Failed<O>(FailureKind kind, String reason, Amount spent) implements Outcome<O> {}

  /// Somebody sells it, but for more than the caller would pay; nothing was spent.
  ///
  /// @param <O> output record
  /// @param cheapest fee and expenses of the cheapest offer
  /// @param atMost what the caller would pay
  record TooDear<O>(Amount cheapest, Amount atMost) implements Outcome<O> {
    @Override
    public Amount spent() {
      return Amount.ZERO;
    }
  }

  /// Nobody sells it, or nobody met the conditions; nothing was spent.
  ///
  /// @param <O> output record
  /// @param reason one sentence: why not
  record NoOffer<O>(String reason) implements Outcome<O> {
    @Override
    public Amount spent() {
      return Amount.ZERO;
    }
  }

  /// Not delivered before the deadline.
  ///
  /// @param <O> output record
  /// @param after how long it was waited for
  /// @param spent sunk cost
  record Expired<O>(Duration after, Amount spent) implements Outcome<O> {}

  /// Stopped by the caller, or by the end of what it was part of.
  ///
  /// @param <O> output record
  /// @param spent sunk cost
  record Cancelled<O>(Amount spent) implements Outcome<O> {}

  /// It is not known whether the effect took place, and the capability may not be run again
  /// unasked. Its hold stays open until somebody decides or the decision deadline voids it.
  ///
  /// @param <O> output record
  /// @param reason one sentence: what is not known
  /// @param spent sunk cost
  record Interrupted<O>(String reason, Amount spent) implements Outcome<O> {}

  /// {@return the value, or a refusal that says how the call ended: for a handler that cannot do
  /// its own work without it}
  ///
  /// @throws Refusal if it was not delivered
  default O orThrow() throws Refusal {
    if (this instanceof Delivered<O>(var value, var _, var _)) {
      return value;
    }
    throw new Refusal(sentence());
  }

  /// {@return how it ended, in one sentence}
  default String sentence() {
    return switch (this) {
      case Delivered<O>(var _, var spent, var _) -> "delivered for " + spent;
      case Refused<O>(var reason, var _) -> "refused: " + reason;
      case Failed<O>(var kind, var reason, var _) -> "failed (" + kind.code() + "): " + reason;
      case TooDear<O>(var cheapest, var atMost) ->
          "too dear: the cheapest offer is " + cheapest + ", at most " + atMost + " may be spent";
      case NoOffer<O>(var reason) -> "no offer: " + reason;
      case Expired<O>(var after, var _) -> "not delivered within " + after;
      case Cancelled<O>(var _) -> "cancelled";
      case Interrupted<O>(var reason, var _) -> "interrupted: " + reason;
    };
  }
}
