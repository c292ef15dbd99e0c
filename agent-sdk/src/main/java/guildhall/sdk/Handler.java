package guildhall.sdk;

/// The work itself. Runs on a virtual thread of its own: block freely.
///
/// @param <I> input record
/// @param <O> output record
@FunctionalInterface
public interface Handler<I extends Record, O extends Record> {

  /// Does the job.
  ///
  /// If the capability is idempotent this may run again under the same [Call#id] after a crash, and
  /// is paid once. What it bought the first time is then returned to it, not bought again.
  ///
  /// @param input what is asked; it fits its schema
  /// @param call everything else it may touch
  /// @return the result, never null; it is checked against the capability's output schema, and an
  ///   invalid one is not paid
  /// @throws Refusal to decline; anything else thrown is a failure of the agent: its fee is not
  ///   paid
  /// @throws InterruptedException when the call was cancelled or its deadline has passed
  O handle(I input, Call call) throws Refusal, InterruptedException;
}
