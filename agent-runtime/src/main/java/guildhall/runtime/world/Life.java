package guildhall.runtime.world;

import guildhall.book.BookClock;
import guildhall.book.ContentStore;
import guildhall.book.Journal;
import guildhall.governance.Policy;
import guildhall.governance.Policy.ScoreWeights;
import guildhall.host.Addresses;
import guildhall.host.RunCall;
import guildhall.runtime.Guildhall;
import guildhall.sdk.Agent;
import guildhall.sdk.Amount;
import guildhall.sdk.Ask;
import guildhall.sdk.Capability;
import guildhall.sdk.Outcome;
import guildhall.sdk.spi.Models;
import guildhall.settlement.ScoringTerms;
import guildhall.settlement.SettlementFact.Awarded;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryContext;
import io.vertx.core.eventbus.DeliveryOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;

/// A node in memory from its start to the crash, or the close, that ends it.
final class Life {

  /// The platform takes 5 %, contributors 20 %; nothing may be challenged.
  private static final Policy POLICY =
      new Policy(0, 500, 2000, 0, new ScoreWeights(350, 150, 300, 150, 50));

  /// Models that a test brings may say as much as they can, in less time than a test waits.
  private static final ScoringTerms SCORING =
      new ScoringTerms(ScoringTerms.MOST, Duration.ofSeconds(10));

  private final Vertx vertx = Vertx.vertx();
  private final MortalJournal journal;
  private final Guildhall node;
  private final CompletableFuture<Boolean> dying = new CompletableFuture<>();
  private final CompletableFuture<Life> next = new CompletableFuture<>();

  /// Starts over what a journal holds; agents are hosted next, then [#ready].
  Life(Journal book, ContentStore contents, BookClock clock, Models models) {
    journal = new MortalJournal(book);
    try {
      node =
          Guildhall.start(
              new Guildhall.Setup(
                      vertx,
                      journal,
                      contents,
                      clock,
                      POLICY,
                      Amount.ZERO,
                      Map.of(),
                      Guildhall.Keeping.USUAL)
                  .with(Guildhall.Options.USUAL.withModels(models, SCORING)));
    } catch (IOException e) {
      throw new UncheckedIOException("a node in memory cannot be started", e);
    }
  }

  void host(Agent agent) {
    node.host(agent);
  }

  void ready() {
    var _ = node.ready();
  }

  Guildhall node() {
    return node;
  }

  /// From now on what fails in it fails because it ends.
  ///
  /// @return false if somebody said so before
  boolean die() {
    return dying.complete(true);
  }

  boolean isDying() {
    return dying.isDone();
  }

  /// The life after this one; fails if there is none.
  CompletableFuture<Life> next() {
    return next;
  }

  /// Buys and waits for the end; empty if this life ended first.
  <I extends Record, O extends Record> Optional<Outcome<O>> buy(
      String principal, String order, Capability<I, O> what, I input, Ask ask)
      throws InterruptedException {
    CompletableFuture<Outcome<O>> end = new CompletableFuture<>();
    Thread buyer =
        Thread.ofVirtual()
            .name("buy-" + order)
            .start(() -> {
              try {
                end.complete(node.orders().buy(principal, order, what, input, ask));
              } catch (InterruptedException | RuntimeException | Error e) {
                end.completeExceptionally(e);
              }
            });
    try {
      var _ = CompletableFuture.anyOf(end.handle((_, _) -> true), dying).get();
      return isDying() && (!end.isDone() || end.isCompletedExceptionally())
          ? Optional.empty()
          : Optional.of(end.get());
    } catch (ExecutionException e) {
      throw unwrapped(e);
    } finally {
      buyer.interrupt(); // one that has ended does not mind
    }
  }

  private static RuntimeException unwrapped(ExecutionException e) throws InterruptedException {
    return switch (e.getCause()) {
      case InterruptedException interrupted -> throw interrupted;
      case Error error -> throw error;
      case RuntimeException thrown -> thrown;
      case null, default -> new IllegalStateException(e);
    };
  }

  /// Hands the award of a call that is running to the host once more; returns when the host has
  /// seen it, so that the call cannot end before.
  ///
  /// @return false if the call was concluded already, and nothing was handed over
  boolean deliverAgain(String call, Record input) throws InterruptedException {
    Optional<Awarded> award = node.agents().running(call);
    if (award.isEmpty()) {
      return false;
    }
    RunCall again = new RunCall(award.get(), input, _ -> {});
    CountDownLatch seen = new CountDownLatch(1);
    Handler<DeliveryContext<Object>> watch =
        delivery -> {
          delivery.next();
          if (again.equals(delivery.body())) {
            seen.countDown();
          }
        };
    var _ = vertx.eventBus().addInboundInterceptor(watch);
    try {
      var _ =
          vertx
              .eventBus()
              .send(
                  Addresses.calls(node.agents().node()),
                  again,
                  new DeliveryOptions().setLocalOnly(true));
      seen.await();
      return true;
    } finally {
      var _ = vertx.eventBus().removeInboundInterceptor(watch);
    }
  }

  /// Ends it as a crash does: what is not in the journal now never will be.
  void crash() {
    journal.die();
    close();
  }

  /// Ends it in order.
  void close() {
    try {
      node.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }
}
