package guildhall.host.remote;

import guildhall.host.Host;
import guildhall.host.remote.CardReader.Checked;
import guildhall.sdk.Agent;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps one remote agent listed as long as its card stands and it answers.
///
/// A virtual thread looks again every while, and soon after a look has failed or a call has got no
/// answer. Two looks in a row that fail take the agent away, a later one that succeeds brings it
/// back; a card that has changed replaces it.
final class Keeper {

  private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);
  private static final int FAILURES = 2;
  private static final int MOST_DOUBLINGS = 20;

  private final RemoteListing listing;
  private final CardReader cards;
  private final AgentMaker maker;
  private final Host host;
  private final RemoteAgents.Pace pace;
  private final Semaphore trouble = new Semaphore(0);
  private final Thread thread;
  private @Nullable String hosted; // this; the text of its card
  private String lastProblem = ""; // this
  private int failures; // this

  Keeper(
      RemoteListing listing,
      CardReader cards,
      AgentMaker maker,
      Host host,
      RemoteAgents.Pace pace) {
    this.listing = listing;
    this.cards = cards;
    this.maker = maker;
    this.host = host;
    this.pace = pace;
    this.thread = Thread.ofVirtual().name("remote-" + listing.name()).unstarted(this::keep);
  }

  /// Goes on looking.
  void start() {
    thread.start();
  }

  /// Looks no more; what is hosted stays.
  void stop() {
    thread.interrupt();
  }

  private void keep() {
    try {
      while (!maker.stop().isOn()) {
        boolean called = trouble.tryAcquire(next().toMillis(), TimeUnit.MILLISECONDS);
        if (called) {
          Stop.pause(pace.trouble()); // not at every call that gets no answer
          var _ = trouble.drainPermits();
        }
        var _ = look();
      }
    } catch (InterruptedException _) {
      LOG.debug("{} is not looked at any more", listing.name());
    }
  }

  /// As usual after a look that was good; soon after one that was not, then ever less often.
  private synchronized Duration next() {
    if (failures == 0) {
      return pace.usual();
    }
    Duration soon = pace.trouble().multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
    return soon.compareTo(pace.usual()) < 0 ? soon : pace.usual();
  }

  /// Looks once. Waits for the agent, and for its calls that run if it goes.
  ///
  /// @return why it is not listed as its card says, empty if it is
  synchronized Optional<String> look() throws InterruptedException {
    try {
      Checked checked = cards.read(listing);
      Agent agent = maker.make(listing, checked.card(), trouble::release);
      if (!checked.text().equals(hosted)) {
        replace(agent, checked);
      }
      failures = 0;
      lastProblem = "";
      return Optional.empty();
    } catch (BadCardException e) {
      return Optional.of(failed(String.valueOf(e.getMessage())));
    } catch (RuntimeException e) {
      LOG.warn("{} cannot be looked at", listing.name(), e);
      return Optional.of(failed("it cannot be listed"));
    }
  }

  private void replace(Agent agent, Checked checked) throws BadCardException {
    takeAway();
    try {
      await(host.hostTogether(List.of(agent)));
    } catch (IllegalArgumentException e) {
      throw new BadCardException(String.valueOf(e.getMessage()));
    }
    hosted = checked.text();
    LOG.info("{} is listed, and calls itself {}", agent, checked.card().name());
  }

  private void takeAway() {
    if (hosted != null) {
      hosted = null;
      await(host.remove(listing.name(), pace.drain()).otherwiseEmpty()); // or an operator has
    }
  }

  private String failed(String problem) {
    if (!problem.equals(lastProblem)) {
      LOG.warn("{} at {}: {}", listing.name(), listing.card(), problem);
    }
    lastProblem = problem;
    failures++;
    if (failures >= FAILURES && hosted != null) {
      LOG.warn("{} is not listed any more", listing.name());
      takeAway();
    }
    return problem;
  }

  private static void await(Future<Void> done) {
    try {
      done.toCompletionStage().toCompletableFuture().join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
