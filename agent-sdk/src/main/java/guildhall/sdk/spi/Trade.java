package guildhall.sdk.spi;

import guildhall.sdk.Ask;
import guildhall.sdk.Capability;
import guildhall.sdk.Outcome;
import guildhall.sdk.Quote;
import java.util.List;

/// The market as a hosted call reaches it: the one way from running an agent back up to choosing
/// one. Called on virtual threads; every method waits.
public interface Trade {

  /// Offers for an input, best first.
  ///
  /// @param <I> input record
  /// @param <O> output record
  /// @param call the call that asks
  /// @param what the capability
  /// @param input what it is asked
  /// @return the offers
  /// @throws InterruptedException if this thread is interrupted
  <I extends Record, O extends Record> List<Quote> quotes(
      String call, Capability<I, O> what, I input) throws InterruptedException;

  /// Buys under the hold of the call that asks.
  ///
  /// @param <I> input record
  /// @param <O> output record
  /// @param call the call that asks
  /// @param request identity of the purchase; the same again gives the same outcome
  /// @param what the capability
  /// @param input what it is asked
  /// @param ask the conditions
  /// @return how it ended
  /// @throws InterruptedException if this thread is interrupted
  <I extends Record, O extends Record> Outcome<O> ask(
      String call, String request, Capability<I, O> what, I input, Ask ask)
      throws InterruptedException;

  /// {@return which of these purchases have been delivered and paid, in the order in which they
  /// were}
  ///
  /// @param requests their identities
  List<String> delivered(List<String> requests);

  /// Ends a purchase that nobody needs any more, or keeps it from being made: whoever waits in
  /// [#ask] is told soon. It is not paid and its hold returns; if it was delivered before, it stays
  /// paid. Moves nothing itself and does not wait for the end.
  ///
  /// @param request its identity
  void cancel(String request);
}
