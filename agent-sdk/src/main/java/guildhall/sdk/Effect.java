package guildhall.sdk;

/// What is known of an effect outside.
public sealed interface Effect {

  /// The endpoint acknowledged it, now or earlier.
  ///
  /// @param reference what the endpoint called it, empty if it gave no name
  record Done(String reference) implements Effect {}

  /// The endpoint said no, for good; the effect did not take place.
  ///
  /// @param status HTTP status of the answer
  /// @param reason what the endpoint said
  record Rejected(int status, String reason) implements Effect {}

  /// No answer before the deadline: it may or may not have taken place. Sending again under the
  /// same key is safe.
  ///
  /// @param reason why there is no answer
  record Unknown(String reason) implements Effect {}
}
