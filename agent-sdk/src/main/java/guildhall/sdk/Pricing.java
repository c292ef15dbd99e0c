package guildhall.sdk;

import java.util.Optional;

/// How an agent answers a call for proposals.
///
/// @param <I> input record of the capability
@FunctionalInterface
public interface Pricing<I extends Record> {

  /// The load of an agent that is full: with as many calls at work as it takes at once.
  int FULL = 1000;

  /// {@return the terms for this input} Called on a virtual thread, before any money is held;
  /// asking is free, so it should be quick and must not have effects.
  ///
  /// @param input what would be asked; it fits its schema
  /// @throws Refusal to bid nothing on this input
  Terms quote(I input) throws Refusal;

  /// Like [#quote(Record)] but knows how busy the agent is; this is what the market asks.
  ///
  /// @param input what would be asked; it fits its schema
  /// @param loadPermille 0 idle to [#FULL]; a full agent is not asked
  /// @return the terms for this input at this load
  /// @throws Refusal to bid nothing
  default Terms quote(I input, int loadPermille) throws Refusal {
    return quote(input);
  }

  /// {@return the terms if they are the same for every input: a standing quote, which is known
  /// without asking} Empty if each input has its own. Called on any thread and must not wait.
  ///
  /// @param loadPermille 0 idle to [#FULL]
  default Optional<Terms> standing(int loadPermille) {
    return Optional.empty();
  }

  /// {@return a standing quote}
  ///
  /// @param <I> input record
  /// @param terms the same for every input
  static <I extends Record> Pricing<I> standing(Terms terms) {
    return new StandingPricing<>(terms, terms.fee());
  }

  /// {@return a standing quote whose fee rises with the load, in a straight line: a busy agent is
  /// worth its price to those who are in a hurry, and sends the others elsewhere}
  ///
  /// @param <I> input record
  /// @param idle what it asks with nothing to do
  /// @param full its fee with as many calls at work as it takes at once, but for one; below that of
  ///   `idle` it falls
  /// @throws IllegalArgumentException if the dearer fee and the expenses are together more than can
  ///   be counted
  static <I extends Record> Pricing<I> byLoad(Terms idle, Amount full) {
    return new StandingPricing<>(idle, full);
  }

  /// {@return a price of each input at each load}
  ///
  /// @param <I> input record
  /// @param price asked at each call for proposals
  static <I extends Record> Pricing<I> byLoad(ByLoad<I> price) {
    return new Pricing<>() {
      @Override
      public Terms quote(I input) throws Refusal {
        return price.quote(input, 0);
      }

      @Override
      public Terms quote(I input, int loadPermille) throws Refusal {
        return price.quote(input, loadPermille);
      }
    };
  }

  /// What [Pricing] is for an agent whose prices depend on its load.
  ///
  /// @param <I> input record of the capability
  @FunctionalInterface
  interface ByLoad<I extends Record> {

    /// {@return what [Pricing#quote(Record, int)] is to return}
    ///
    /// @param input what would be asked; it fits its schema
    /// @param loadPermille 0 idle to [#FULL]
    /// @throws Refusal to bid nothing
    Terms quote(I input, int loadPermille) throws Refusal;
  }
}
