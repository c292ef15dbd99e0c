package guildhall.ops;

import guildhall.book.Book;
import guildhall.host.Host;
import guildhall.ledger.Ledger;
import guildhall.market.Market;
import guildhall.rail.Rails;
import guildhall.settlement.Royalties;
import guildhall.settlement.RoyaltyBacklog;
import guildhall.task.TaskEngine;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What can be watched of a running runtime. Gauges are read when somebody looks; those that ask
/// the book wait for it, so a registry with them is scraped on a virtual thread.
public final class Metrics implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Metrics.class);

  private final JvmGcMetrics garbage = new JvmGcMetrics();

  /// What is watched.
  public record Watched(
      Book book,
      Ledger ledger,
      Host host,
      TaskEngine engine,
      Market market,
      Rails rails,
      Royalties royalties) {}

  /// Registers every meter of the runtime and of the process.
  public Metrics(MeterRegistry registry, Watched watched) {
    gauge(
        registry,
        watched,
        "guildhall.book.queue.depth",
        "Commands that wait for the book",
        each -> each.book().queueDepth());
    gauge(
        registry,
        watched,
        "guildhall.book.open",
        "1 while the book takes commands, else 0",
        each -> each.book().state() == Book.State.OPEN ? 1 : 0);
    gauge(
        registry,
        watched,
        "guildhall.ledger.holds.open",
        "Holds that are open",
        Metrics::openHolds);
    gauge(
        registry,
        watched,
        "guildhall.ledger.trial.balance.micros",
        "The sum of all accounts; anything but 0 is a bug",
        Metrics::trialBalance);
    gauge(
        registry,
        watched,
        "guildhall.rail.withdrawals.pending",
        "Withdrawals that no rail has paid or refused yet",
        Metrics::pendingWithdrawals);
    gauge(
        registry,
        watched,
        "guildhall.calls.running",
        "Calls that are being run",
        each -> each.host().runningCount());
    gauge(
        registry,
        watched,
        "guildhall.tasks.running",
        "Tasks that are being driven",
        each -> each.engine().runningCount());
    gauge(
        registry,
        watched,
        "guildhall.agents.here",
        "Agents that are here",
        each -> each.market().agentCount());
    royalties(registry, watched);
    FunctionCounter.builder("guildhall.book.entries", watched, each -> each.book().feed().end())
        .description("Durable entries of the book since its beginning")
        .register(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    garbage.bindTo(registry);
  }

  private static void royalties(MeterRegistry registry, Watched watched) {
    backlog(
        registry,
        watched,
        "waiting.receipts",
        "Receipts whose royalty part is not distributed yet",
        RoyaltyBacklog::waitingReceipts);
    backlog(
        registry,
        watched,
        "waiting.micros",
        "What lies in the pool for them, in micro-credits",
        RoyaltyBacklog::waitingMicros);
    backlog(
        registry,
        watched,
        "vesting.receipts",
        "Receipts whose royalties are not all paid yet",
        RoyaltyBacklog::vestingReceipts);
    backlog(
        registry,
        watched,
        "vesting.micros",
        "Royalties that are distributed and not paid, in micro-credits",
        RoyaltyBacklog::vestingMicros);
    backlog(
        registry,
        watched,
        "due.payments",
        "Payments of royalties that are due and not made yet",
        RoyaltyBacklog::duePayments);
    backlog(
        registry,
        watched,
        "due.micros",
        "What they amount to, in micro-credits",
        RoyaltyBacklog::dueMicros);
  }

  private static void backlog(
      MeterRegistry registry,
      Watched watched,
      String name,
      String description,
      ToLongFunction<RoyaltyBacklog> figure) {
    gauge(
        registry,
        watched,
        "guildhall.royalties." + name,
        description,
        each -> asked(each, nowMicros -> figure.applyAsLong(each.royalties().backlog(nowMicros))));
  }

  private static void gauge(
      MeterRegistry registry,
      Watched watched,
      String name,
      String description,
      ToDoubleFunction<Watched> value) {
    Gauge.builder(name, watched, value)
        .description(description)
        .strongReference(true)
        .register(registry);
  }

  private static double openHolds(Watched watched) {
    return asked(watched, _ -> watched.ledger().openHoldCount());
  }

  private static double trialBalance(Watched watched) {
    return asked(watched, _ -> watched.ledger().trialBalanceMicros());
  }

  private static double pendingWithdrawals(Watched watched) {
    return asked(watched, _ -> watched.rails().pendingCount());
  }

  private interface Query {
    double ask(long nowMicros);
  }

  private static double asked(Watched watched, Query query) {
    try {
      return watched.book().submit(draft -> query.ask(draft.timeMicros())).get(1, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("the book does not answer", e);
      return Double.NaN;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Double.NaN;
    }
  }

  @Override
  public void close() {
    garbage.close();
  }
}
