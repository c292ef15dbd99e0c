package guildhall.host;

import guildhall.book.Draft;
import guildhall.sdk.Progress;
import guildhall.settlement.Sentences;
import guildhall.settlement.SettlementFact.Awarded;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the progress of one call: to whoever asked for it and whoever listens at once, and to the
/// book at most once a second. Safe for any thread.
final class ProgressTeller implements Consumer<Progress> {

  private static final Logger LOG = LoggerFactory.getLogger(ProgressTeller.class);
  private static final Duration BETWEEN_DURABLE = Duration.ofSeconds(1);
  private static final Duration BETWEEN_HEARD = Duration.ofMillis(50);
  private static final long BURST = 32;

  private final Vertx vertx;
  private final HostServices services;
  private final Awarded award;
  private final Consumer<Progress> buyer;
  private Instant lastDurable = Instant.EPOCH;
  private Instant lastRefill = Instant.EPOCH;
  private long audible;

  ProgressTeller(Vertx vertx, HostServices services, RunCall order) {
    this.vertx = vertx;
    this.services = services;
    this.award = order.award();
    this.buyer = order.heard();
  }

  @Override
  public void accept(Progress told) {
    Progress progress = new Progress(told.permille(), Sentences.fit(told.note()));
    tellBuyer(progress);
    boolean durable = isDue();
    if (!durable && !isAudible()) {
      return;
    }
    vertx
        .eventBus()
        .publish(
            Addresses.PROGRESS,
            new ProgressTold(
                award.task(),
                award.call(),
                award.capability(),
                award.agent(),
                progress.permille(),
                progress.note(),
                durable));
    if (durable) {
      var _ = services.book().submit(draft -> append(draft, progress));
    }
  }

  /// What goes wrong on the buyer's side is none of the seller's business.
  private void tellBuyer(Progress progress) {
    try {
      buyer.accept(progress);
    } catch (RuntimeException | Error e) {
      LOG.info("the buyer of {} threw while hearing of its progress", award.call(), e);
    }
  }

  /// However often an agent tells: those who listen hear a burst, then twenty a second.
  private synchronized boolean isAudible() {
    Instant now = services.clock().instant();
    long refill = Duration.between(lastRefill, now).dividedBy(BETWEEN_HEARD);
    if (refill > 0) {
      audible = Math.min(BURST, audible + refill);
      lastRefill = now;
    }
    return audible > 0 && audible-- > 0;
  }

  private synchronized boolean isDue() {
    Instant now = services.clock().instant();
    boolean due = Duration.between(lastDurable, now).compareTo(BETWEEN_DURABLE) >= 0;
    lastDurable = due ? now : lastDurable;
    return due;
  }

  private boolean append(Draft draft, Progress progress) {
    draft.append(
        new Progressed(
            award.task(),
            award.call(),
            award.capability(),
            award.agent(),
            progress.permille(),
            progress.note()));
    return true;
  }
}
