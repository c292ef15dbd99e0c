package guildhall.market;

import guildhall.book.Book;
import guildhall.book.BookClock;
import guildhall.book.ContentStore;
import guildhall.book.Draft;
import guildhall.governance.Limits;
import guildhall.governance.Policies;
import guildhall.host.Addresses;
import guildhall.host.Announcement;
import guildhall.host.Arrivals;
import guildhall.host.Departure;
import guildhall.host.Found;
import guildhall.host.Host;
import guildhall.ledger.Ledger;
import guildhall.market.Negotiation.Background;
import guildhall.sdk.Amount;
import guildhall.sdk.Ask;
import guildhall.sdk.Capability;
import guildhall.sdk.Outcome;
import guildhall.sdk.Quote;
import guildhall.sdk.Terms;
import guildhall.sdk.spi.Trade;
import guildhall.settlement.BidScore;
import guildhall.settlement.Engagement;
import guildhall.settlement.Engagements;
import guildhall.settlement.Settlement;
import guildhall.settlement.Settlement.OwnAccount;
import guildhall.settlement.SettlementFact.Awarded;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

/// The market: agents are found here, bid here, and are awarded here.
///
/// A [Request] goes from a call for proposals over scores and an award to a delivery, and to the
/// runner-up when one fails. All of it is in the book under the request's id, so a request that is
/// made again (after a crash, or because a call is run again) goes on where it stood and never buys
/// twice.
public final class Market implements Trade {

  /// How long before its parent a request must end, so that it is settled first.
  static final Duration SETTLEMENT_MARGIN = Duration.ofMillis(250);

  private static final int MOST_FOUND = 64;
  private static final Duration QUOTES_ARE_GOOD_FOR = Duration.ofSeconds(30);

  private final MarketServices services;
  private final Presence presence = new Presence();
  private final Map<String, CompletableFuture<Outcome<Record>>> underWay =
      new ConcurrentHashMap<>();
  private volatile Optional<Floor> floor = Optional.empty();

  /// Where trade takes place.
  private record Floor(Host host, Negotiation negotiation) {}

  /// What a market is made of.
  ///
  /// @param vertx its bus
  /// @param book where requests are decided
  /// @param contents where inputs and results are kept
  /// @param ledger for what may still be spent
  /// @param registry every agent ever announced
  /// @param engagements what was awarded
  /// @param settlement how awards begin
  /// @param policies for the weights of scores
  /// @param limits how much one task may do
  /// @param clock the time
  public record MarketServices(
      Vertx vertx,
      Book book,
      ContentStore contents,
      Ledger ledger,
      Registry registry,
      Engagements engagements,
      Settlement settlement,
      Policies policies,
      Limits limits,
      InstantSource clock) {}

  /// Opens the market: agents can announce themselves and be found from now on.
  public Market(MarketServices services) {
    this.services = services;
    var bus = services.vertx().eventBus();
    bus.<Arrivals>localConsumer(Addresses.ANNOUNCE, this::onArrivals);
    bus.<Departure>localConsumer(Addresses.DEPART, this::onDeparture);
    bus.<String>localConsumer(
        Addresses.FIND,
        message ->
            message.reply(
                new Found(presence.some(message.body(), services.clock().millis(), MOST_FOUND))));
  }

  private void onArrivals(Message<Arrivals> message) {
    List<Announcement> arriving = message.body().agents();
    var _ =
        services
            .book()
            .submit(draft -> {
              arriving.forEach(each -> list(each, draft));
              return true;
            })
            .whenComplete((_, failure) -> {
              if (failure == null) {
                arriving.forEach(presence::here);
                message.reply(true);
              } else {
                message.fail(0, "not listed: the book is not available");
              }
            });
  }

  /// Behind the arrivals that wait for the book, so that none of them comes after it.
  private void onDeparture(Message<Departure> message) {
    var _ =
        services
            .book()
            .submit(_ -> true)
            .whenComplete((_, _) -> {
              presence.gone(message.body().agent());
              message.reply(true);
            });
  }

  private void list(Announcement arriving, Draft draft) {
    AgentListed listed =
        new AgentListed(arriving.agent(), arriving.owner(), arriving.capabilities());
    if (!services.registry().find(listed.agent()).equals(Optional.of(listed))) {
      draft.append(listed);
    }
  }

  /// Who sells a capability and is here.
  public List<Announcement> selling(String capability) {
    return presence.selling(capability);
  }

  /// Whether an agent is here.
  public boolean isHere(String agent) {
    return presence.isHere(agent);
  }

  /// How many agents are here.
  public int agentCount() {
    return presence.count();
  }

  /// Buys, waiting for the delivery; on virtual threads. Who asks for a request that is being
  /// bought joins it.
  ///
  /// @param mayRepeat whether a call whose outcome a crash left unknown is to be run again although
  ///   its capability is not idempotent: somebody has decided so
  public Outcome<Record> buy(Request request, boolean mayRepeat) throws InterruptedException {
    CompletableFuture<Outcome<Record>> mine = new CompletableFuture<>();
    CompletableFuture<Outcome<Record>> other = underWay.putIfAbsent(request.id(), mine);
    while (other != null) {
      Optional<Outcome<Record>> outcome = join(other);
      if (outcome.isPresent()) {
        return outcome.get();
      }
      other = underWay.putIfAbsent(request.id(), mine);
    }
    try {
      Outcome<Record> outcome = purchase(request, mayRepeat).run();
      mine.complete(outcome);
      return outcome;
    } finally {
      underWay.remove(request.id(), mine);
      mine.cancel(false); // no effect on an outcome
    }
  }

  /// How a request ended whose money is not held any more. Nothing is bought.
  Outcome<Record> ended(Request request) {
    return purchase(request, false).ended();
  }

  private Purchase purchase(Request request, boolean mayRepeat) {
    Floor here = floor.orElseThrow();
    return new Purchase(services, here.negotiation(), here.host(), request, mayRepeat);
  }

  /// The outcome of the same request made by somebody else; empty if they gave up on it.
  private static Optional<Outcome<Record>> join(CompletableFuture<Outcome<Record>> other)
      throws InterruptedException {
    try {
      return Optional.of(other.get());
    } catch (CancellationException | ExecutionException _) {
      return Optional.empty();
    }
  }

  /// The host that runs what is bought; set once while the runtime is wired, before anyone buys.
  public void tradeFor(Host host) {
    this.floor = Optional.of(new Floor(host, new Negotiation(services, presence, host)));
  }

  @Override
  public <I extends Record, O extends Record> List<Quote> quotes(
      String call, Capability<I, O> what, I input) throws InterruptedException {
    Instant now = services.clock().instant();
    Ask any = Ask.atMost(Amount.micros(Long.MAX_VALUE));
    Request wanted = request(call + "/quotes", buyer(call), what, input, any, now);
    Negotiation negotiation = floor.orElseThrow().negotiation();
    List<Announcement> selling = negotiation.selling(wanted);
    Background background = services.book().await(_ -> negotiation.background(wanted, selling));
    return negotiation.bids(wanted, background, Set.of()).stream()
        .filter(score -> score.verdict().equals("won") || score.verdict().equals("runner-up"))
        .map(score -> quote(score, now))
        .toList();
  }

  private static Quote quote(BidScore score, Instant now) {
    Amount fee = Amount.micros(score.feeMicros());
    Terms terms =
        (score.perThousandMicros() == 0
                ? Terms.fee(fee)
                : Terms.metered(Amount.micros(score.perThousandMicros()), fee))
            .withExpensesUpTo(Amount.micros(score.expensesMicros()))
            .withTime(Duration.ofMillis(score.withinMillis()))
            .withQuality(score.quality());
    return new Quote(score.agent(), terms, now.plus(QUOTES_ARE_GOOD_FOR));
  }

  @Override
  public <I extends Record, O extends Record> Outcome<O> ask(
      String call, String request, Capability<I, O> what, I input, Ask ask)
      throws InterruptedException {
    Request wanted = request(request, buyer(call), what, input, ask, services.clock().instant());
    return typed(buy(wanted, false), what.output());
  }

  @Override
  public List<String> delivered(List<String> requests) {
    return services
        .book()
        .await(_ ->
            requests.stream()
                .flatMap(request -> services.engagements().attempts(request).stream())
                .filter(each -> each.state() == Engagement.State.COMPLETED)
                .sorted(Comparator.comparingLong(Engagement::settledMicros))
                .map(each -> each.award().request())
                .toList());
  }

  @Override
  public void cancel(String request) {
    floor.orElseThrow().host().cancelRequest(request);
  }

  /// What was agreed of the call that asks.
  private Awarded buyer(String call) {
    return floor.orElseThrow().host().running(call).orElseGet(() -> awarded(call));
  }

  private Awarded awarded(String call) {
    return services
        .book()
        .await(_ -> services.engagements().find(call))
        .orElseThrow(() -> new IllegalArgumentException("no such call: " + call))
        .award();
  }

  private Request request(
      String id, Awarded buyer, Capability<?, ?> what, Record input, Ask ask, Instant now) {
    Instant own = BookClock.instant(buyer.deadlineMicros());
    Instant latest = own.minus(SETTLEMENT_MARGIN);
    Instant wanted = now.plus(ask.within());
    return new Request(
        id,
        buyer.task(),
        Optional.of(buyer.call()),
        buyer.hold(),
        what.name(),
        input,
        ask.atMost(),
        ask.qualityFloor(),
        wanted.isBefore(latest) ? wanted : latest,
        ask.heard(),
        ask.hearing(),
        ask.ownAccount() ? Optional.of(ownAccount(buyer)) : Optional.empty());
  }

  private OwnAccount ownAccount(Awarded buyer) {
    Amount upTo = floor.orElseThrow().host().ownSpendingUpTo(buyer.call());
    return new OwnAccount(buyer.owner(), upTo.micros());
  }

  static <O extends Record> Outcome<O> typed(Outcome<Record> outcome, Class<O> type) {
    return switch (outcome) {
      case Outcome.Delivered<Record>(var value, var spent, var receipt) ->
          new Outcome.Delivered<>(type.cast(value), spent, receipt);
      case Outcome.Refused<Record>(var reason, var spent) -> new Outcome.Refused<>(reason, spent);
      case Outcome.Failed<Record>(var kind, var reason, var spent) ->
          new Outcome.Failed<>(kind, reason, spent);
      case Outcome.TooDear<Record>(var cheapest, var atMost) ->
          new Outcome.TooDear<>(cheapest, atMost);
      case Outcome.NoOffer<Record>(var reason) -> new Outcome.NoOffer<>(reason);
      case Outcome.Expired<Record>(var after, var spent) -> new Outcome.Expired<>(after, spent);
      case Outcome.Cancelled<Record>(var spent) -> new Outcome.Cancelled<>(spent);
      case Outcome.Interrupted<Record>(var reason, var spent) ->
          new Outcome.Interrupted<>(reason, spent);
    };
  }
}
