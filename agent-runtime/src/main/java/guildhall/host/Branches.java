package guildhall.host;

import guildhall.sdk.FanOut;
import guildhall.sdk.FanOut.Branch;
import guildhall.sdk.Outcome;
import guildhall.sdk.Outcome.Delivered;
import guildhall.sdk.Outcomes;
import guildhall.sdk.spi.Trade;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The branches of one fan-out on their way, a virtual thread each. Driven by the thread that asks,
/// which alone touches the fields.
///
/// A branch is told to end through the market and never by an interrupt: so it comes back with an
/// outcome that says what it has cost, and nothing is broken off between an award and its record.
final class Branches<O extends Record> {

  private static final Logger LOG = LoggerFactory.getLogger(Branches.class);

  /// How long cancelled branches may take to end. Quotes, the longest they wait for, take two
  /// seconds.
  private static final long END_SECONDS = 20;

  /// How a branch is bought.
  interface Buyer {
    <I extends Record, P extends Record> Outcome<P> buy(String request, Branch<I, P> branch)
        throws InterruptedException;
  }

  private record End<O extends Record>(
      int branch, Optional<Outcome<O>> outcome, Optional<Throwable> failure) {}

  private final FanOut<O> fanOut;
  private final List<String> requests;
  private final Trade trade;
  private final Buyer buyer;
  private final Map<Integer, Outcome<O>> outcomes = new TreeMap<>();
  private final LinkedBlockingQueue<End<O>> ends = new LinkedBlockingQueue<>();
  private Optional<Throwable> failure = Optional.empty();
  private boolean cancelled;
  private int ended;

  /// @param requests identity of each branch's purchase, in their order
  Branches(FanOut<O> fanOut, List<String> requests, Trade trade, Buyer buyer) {
    this.fanOut = fanOut;
    this.requests = requests;
    this.trade = trade;
    this.buyer = buyer;
  }

  /// Buys and waits until every branch has ended.
  ///
  /// @throws RuntimeException what the first branch threw that could not say how it ended; the
  ///   others have ended by themselves then, for the call is lost and they are asked for again
  Outcomes<O> run() throws InterruptedException {
    List<String> before = trade.delivered(requests);
    if (isEnough(before.size())) {
      cancelAllBut(before); // a run before this one had enough: the rest is not tried again
    }
    for (int i = 0; i < requests.size(); i++) {
      start(i);
    }
    try {
      while (ended < requests.size()) {
        note(ends.take()); // each branch has a deadline, and at the call's this is interrupted
      }
    } catch (InterruptedException e) {
      cancelOpen();
      awaitEnd();
      throw e;
    }
    if (failure.isPresent()) {
      throw thrown(failure.get());
    }
    return new Outcomes<>(List.copyOf(outcomes.values()), delivered());
  }

  private void start(int index) {
    var _ =
        Thread.ofVirtual()
            .name("branch-" + requests.get(index))
            .start(() -> ends.add(end(index, fanOut.branches().get(index))));
  }

  private <I extends Record> End<O> end(int index, Branch<I, O> branch) {
    try {
      return new End<>(
          index, Optional.of(buyer.buy(requests.get(index), branch)), Optional.empty());
    } catch (Throwable e) { // the thread that asks waits for every end, whatever it was
      return new End<>(index, Optional.empty(), Optional.of(e));
    }
  }

  private void note(End<O> end) {
    ended++;
    end.outcome().ifPresent(outcome -> outcomes.put(end.branch(), outcome));
    if (failure.isEmpty()) {
      failure = end.failure();
    }
    if (!cancelled && (isEnough(deliveredCount()) || isOutOfReach())) {
      cancelOpen();
    }
  }

  private boolean isEnough(int delivered) {
    return fanOut.enough().isPresent() && delivered >= fanOut.enough().getAsInt();
  }

  /// Whether even if everything that is open delivered, it would not be enough.
  private boolean isOutOfReach() {
    int open = requests.size() - ended;
    return fanOut.enough().isPresent()
        && failure.isEmpty()
        && deliveredCount() + open < fanOut.enough().getAsInt();
  }

  private int deliveredCount() {
    return (int) outcomes.values().stream().filter(Delivered.class::isInstance).count();
  }

  private void cancelOpen() {
    cancelAllBut(outcomes.keySet().stream().map(requests::get).toList());
  }

  private void cancelAllBut(List<String> kept) {
    cancelled = true;
    requests.stream().filter(request -> !kept.contains(request)).forEach(trade::cancel);
  }

  /// The thread that asks was interrupted and is to come back soon, but leaves nothing behind. A
  /// second interrupt changes nothing.
  private void awaitEnd() {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(END_SECONDS);
    while (ended < requests.size()) {
      try {
        End<O> end = ends.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (end == null) {
          LOG.error(
              "{} of {} have not ended {} s after they were cancelled",
              requests.size() - ended,
              requests,
              END_SECONDS);
          return;
        }
        note(end);
      } catch (InterruptedException _) {
        LOG.debug("interrupted again while the branches end");
      }
    }
  }

  /// The deliveries in the order the book has paid them, which is the same when the call is run
  /// again.
  private List<Delivered<O>> delivered() {
    Map<String, Delivered<O>> byRequest = new TreeMap<>();
    outcomes.forEach((index, outcome) -> {
      if (outcome instanceof Delivered<O> done) {
        byRequest.put(requests.get(index), done);
      }
    });
    if (byRequest.size() < 2) {
      return List.copyOf(byRequest.values());
    }
    List<Delivered<O>> inOrder = new ArrayList<>();
    trade.delivered(requests).forEach(request -> inOrder.add(byRequest.get(request)));
    return inOrder;
  }

  private static RuntimeException thrown(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    return failure instanceof RuntimeException known
        ? known
        : new IllegalStateException("a branch was broken off", failure);
  }
}
