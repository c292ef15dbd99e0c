package guildhall.sdk;

/// Makes a handler when its agent is activated: for work that needs something open, such as a
/// loaded file or a pool of connections.
///
/// An agent is a value until its first call arrives. Then it is activated, and stays so while calls
/// run and for some time after; idle for longer, it is passivated and what was made here is let go.
/// A handler that is [AutoCloseable] is closed then, on a virtual thread, when none of its calls
/// runs any more. What has to outlast that belongs in [Call#state].
///
/// @param <I> input record
/// @param <O> output record
@FunctionalInterface
public interface Activation<I extends Record, O extends Record> {

  /// Opens what the handler needs. Once for an activation and capability, on the virtual thread of
  /// the call that came first, whose time it takes; calls that come meanwhile wait for it. One
  /// handler serves all calls of the activation, many at a time.
  ///
  /// @return never null
  /// @throws Exception if it cannot be opened: the call fails and its fee is not paid, and the next
  ///   call tries again
  Handler<I, O> activate() throws Exception;
}
