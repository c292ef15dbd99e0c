package guildhall.child;

import guildhall.json.BadJsonException;
import guildhall.json.RecordJson;
import guildhall.sdk.Amount;
import guildhall.sdk.FailureKind;
import guildhall.sdk.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// An [Outcome] on the wire, its value as JSON.
public sealed interface End {

  /// Delivered and paid.
  record Delivered(String json, Amount spent, String receipt) implements End {}

  /// Declined.
  record Refused(String reason, Amount spent) implements End {}

  /// Failed.
  record Failed(FailureKind why, String reason, Amount spent) implements End {}

  /// Too dear.
  record TooDear(Amount cheapest, Amount atMost) implements End {}

  /// Nobody sells it.
  record NoOffer(String reason) implements End {}

  /// Late.
  record Expired(Duration after, Amount spent) implements End {}

  /// Stopped.
  record Cancelled(Amount spent) implements End {}

  /// Not known.
  record Interrupted(String reason, Amount spent) implements End {}

  /// An outcome as it is written.
  static End of(Outcome<? extends Record> outcome) {
    return switch (outcome) {
      case Outcome.Delivered<? extends Record>(var value, var spent, var receipt) ->
          new Delivered(Wanted.json(value), spent, receipt);
      case Outcome.Refused<? extends Record>(var reason, var spent) -> new Refused(reason, spent);
      case Outcome.Failed<? extends Record>(var why, var reason, var spent) ->
          new Failed(why, reason, spent);
      case Outcome.TooDear<? extends Record>(var cheapest, var atMost) ->
          new TooDear(cheapest, atMost);
      case Outcome.NoOffer<? extends Record>(var reason) -> new NoOffer(reason);
      case Outcome.Expired<? extends Record>(var after, var spent) -> new Expired(after, spent);
      case Outcome.Cancelled<? extends Record>(var spent) -> new Cancelled(spent);
      case Outcome.Interrupted<? extends Record>(var reason, var spent) ->
          new Interrupted(reason, spent);
    };
  }

  /// What was written, as an outcome.
  ///
  /// @throws IllegalStateException if the value is not of that record
  default <O extends Record> Outcome<O> read(Class<O> type) {
    return switch (this) {
      case Delivered(var json, var spent, var receipt) ->
          new Outcome.Delivered<>(value(json, type), spent, receipt);
      case Refused(var reason, var spent) -> new Outcome.Refused<>(reason, spent);
      case Failed(var why, var reason, var spent) -> new Outcome.Failed<>(why, reason, spent);
      case TooDear(var cheapest, var atMost) -> new Outcome.TooDear<>(cheapest, atMost);
      case NoOffer(var reason) -> new Outcome.NoOffer<>(reason);
      case Expired(var after, var spent) -> new Outcome.Expired<>(after, spent);
      case Cancelled(var spent) -> new Outcome.Cancelled<>(spent);
      case Interrupted(var reason, var spent) -> new Outcome.Interrupted<>(reason, spent);
    };
  }

  /// JSON as the record it is.
  ///
  /// @throws IllegalStateException if it is another
  static <T extends Record> T value(String json, Class<T> type) {
    try {
      return RecordJson.bind(RecordJson.readTree(json.getBytes(StandardCharsets.UTF_8)), type);
    } catch (BadJsonException e) {
      throw new IllegalStateException("no " + type.getSimpleName() + ": " + e.sentence(), e);
    }
  }
}
