package guildhall.sdk;

/// How an agent answers a call for proposals.
///
/// @param <I> input record of the capability
@FunctionalInterface
public interface Pricing<I extends Record> {

  /// The terms for this input. Called on a virtual thread, before any money is held; asking is
  /// free, so it should be quick and must not have effects.
  ///
  /// @throws Refusal to bid nothing on this input
  Terms quote(I input) throws Refusal;
}
