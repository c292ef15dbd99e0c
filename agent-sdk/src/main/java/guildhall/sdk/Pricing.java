package guildhall.sdk;

import java.util.Optional;

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

  /// The terms if they are the same for every input: a standing quote, which is known without
  /// asking. Empty if each input has its own.
  default Optional<Terms> standing() {
    return Optional.empty();
  }

  /// A standing quote.
  static <I extends Record> Pricing<I> standing(Terms terms) {
    return new Pricing<>() {
      @Override
      public Terms quote(I input) {
        return terms;
      }

      @Override
      public Optional<Terms> standing() {
        return Optional.of(terms);
      }
    };
  }
}
