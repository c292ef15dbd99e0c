package guildhall.host;

import guildhall.sdk.Ask;
import guildhall.sdk.Capability;
import guildhall.sdk.Outcome;
import guildhall.sdk.Quote;
import guildhall.sdk.spi.Trade;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/// A market that sells nothing and says what was delivered, before and afterwards.
final class FakeTrade implements Trade {

  final Queue<String> cancelled = new ConcurrentLinkedQueue<>();
  private final Queue<List<String>> delivered;
  private final CountDownLatch cancelSent;

  FakeTrade(List<String> before, List<String> afterwards, CountDownLatch cancelSent) {
    this.delivered = new ArrayDeque<>(List.of(before, afterwards));
    this.cancelSent = cancelSent;
  }

  @Override
  public <I extends Record, O extends Record> List<Quote> quotes(
      String call, Capability<I, O> what, I input) {
    return List.of();
  }

  @Override
  public <I extends Record, O extends Record> Outcome<O> ask(
      String call, String request, Capability<I, O> what, I input, Ask ask) {
    return new Outcome.NoOffer<>("nobody sells " + what.name());
  }

  @Override
  public List<String> delivered(List<String> requests) {
    return delivered.remove();
  }

  @Override
  public void cancel(String request) {
    cancelled.add(request);
    cancelSent.countDown();
  }
}
