package guildhall.host;

import guildhall.sdk.Amount;
import guildhall.sdk.FailureKind;

/// How a run ended; by then the book says the same.
public sealed interface CallEnd {

  /// Delivered and paid.
  ///
  /// @param spent what the payer has paid for the request by then
  record Delivered(Record output, Amount spent) implements CallEnd {}

  /// The agent declined after it was awarded.
  record Refused(String reason) implements CallEnd {}

  /// The agent failed.
  record Failed(FailureKind kind, String reason) implements CallEnd {}

  /// Its hold was voided while it was at work.
  record Cancelled() implements CallEnd {}

  /// The operator took its agent away or froze it; it is nobody's fault, and the next in turn may
  /// be tried.
  record Withdrawn() implements CallEnd {}
}
