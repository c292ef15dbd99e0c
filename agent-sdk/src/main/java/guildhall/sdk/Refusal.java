package guildhall.sdk;

/// Declining a job: the fee is voided, the caller pays only what the agent had already bought and
/// others delivered, and the market turns to the runner-up.
///
/// The one checked exception of the SDK, for an expected "no". It has no stack trace.
public final class Refusal extends Exception {

  /// A refusal.
  ///
  /// @param reason one sentence the caller may read
  public Refusal(String reason) {
    super(reason, null, false, false);
  }

  /// {@return the sentence for the caller}
  public String reason() {
    return String.valueOf(getMessage());
  }
}
