package guildhall.market;

import guildhall.book.BookClock;
import guildhall.book.Draft;
import guildhall.json.RecordJson;
import guildhall.ledger.Decision;
import guildhall.ledger.Id;
import guildhall.ledger.LedgerStatus;
import guildhall.ledger.Operation.Hold;
import guildhall.market.Market.MarketServices;
import guildhall.sdk.Ask;
import guildhall.sdk.Capability;
import guildhall.sdk.Outcome;
import guildhall.sdk.schema.RecordSchema;
import guildhall.settlement.Settlement;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Where principals buy without a task: one capability, one input, one ceiling.
///
/// The ceiling is held before anybody is asked and what was not spent returns when the order ends,
/// so an order never costs more. It is in the book: made again under the same identity, also after
/// a crash, it goes on where it stood and never buys twice; once it is over, it says how it ended.
public final class OrderDesk {

  /// How long the hold of an order outlives the deadline, beyond that of the call below it.
  private static final long MARGIN_MICROS = 1_000_000;

  private final MarketServices services;
  private final Orders orders;
  private final Market market;

  /// A desk of this market.
  public OrderDesk(MarketServices services, Orders orders, Market market) {
    this.services = services;
    this.orders = orders;
    this.market = market;
  }

  /// @param refused why there is no order
  private record Placed(Optional<Ordered> ordered, LedgerStatus status, String refused) {

    static Placed no(LedgerStatus status, String why) {
      return new Placed(Optional.empty(), status, why);
    }
  }

  /// Buys and waits for the delivery; on a thread that may wait.
  ///
  /// @param principal who pays
  /// @param order identity of the order, 1 to 200 letters, digits, dots, colons, hyphens and
  ///   underscores; the same again gives the same outcome
  /// @throws IllegalArgumentException if the input is not what the capability's schema allows, or
  ///   the identity was used for something else
  public <I extends Record, O extends Record> Outcome<O> buy(
      String principal, String order, Capability<I, O> what, I input, Ask ask)
      throws InterruptedException {
    check(order, what, input);
    Instant deadline = services.clock().instant().plus(ask.within());
    Id body = body(principal, what, input, ask);
    Placed placed =
        services.book().await(draft -> place(draft, principal, order, what, ask, body, deadline));
    if (placed.ordered().isEmpty()) {
      return new Outcome.NoOffer<>(placed.refused());
    }
    Ordered ordered = placed.ordered().get();
    if (!ordered.body().equals(body)) {
      throw new IllegalArgumentException(
          "the order was made before with another content: " + order);
    }
    Request request = request(ordered, what, input, ask);
    if (placed.status() == LedgerStatus.EXISTS && isOver(ordered)) {
      return Market.typed(market.ended(request), what.output());
    }
    Outcome<Record> outcome = market.buy(request, false);
    if (!(outcome instanceof Outcome.Interrupted<Record>)) {
      services.book().await(draft -> close(draft, ordered));
    }
    return Market.typed(outcome, what.output());
  }

  private boolean isOver(Ordered ordered) {
    return services.book().await(_ -> services.ledger().openHold(ordered.hold()).isEmpty());
  }

  private static void check(String order, Capability<?, ?> what, Record input) {
    if (!order.matches("[A-Za-z0-9._:-]{1,200}")) {
      throw new IllegalArgumentException(
          "an order's identity is 1 to 200 letters, digits and ._:- : " + order);
    }
    List<String> problems = RecordSchema.of(what.input()).problems(input);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(what.name() + ": " + String.join("; ", problems));
    }
  }

  private static Id body(String principal, Capability<?, ?> what, Record input, Ask ask) {
    return Id.hash(
        principal,
        what.name(),
        new String(RecordJson.bytes(input), StandardCharsets.UTF_8),
        ask.atMost().toString(),
        Integer.toString(ask.qualityFloor()));
  }

  private Placed place(
      Draft draft,
      String principal,
      String order,
      Capability<?, ?> what,
      Ask ask,
      Id body,
      Instant deadline) {
    Optional<Ordered> before = orders.find(order);
    if (before.isPresent()) {
      return new Placed(before, LedgerStatus.EXISTS, "");
    }
    long now = draft.timeMicros();
    long until = BookClock.micros(deadline);
    Id hold = Id.at(now, "order", order);
    Decision decision =
        services
            .ledger()
            .decide(
                new Hold(
                    hold,
                    Optional.empty(),
                    principal,
                    0,
                    ask.atMost().micros(),
                    until + Settlement.GRACE_MICROS + MARGIN_MICROS),
                now,
                draft.position());
    if (!decision.ok()) {
      return Placed.no(decision.status(), principal + " cannot pay: " + decision.status().code());
    }
    Optional<String> tooMuch = services.limits().problem(ask.atMost());
    if (tooMuch.isPresent()) {
      return Placed.no(LedgerStatus.EXCEEDS_HOLD_LIMIT, "the ceiling of " + tooMuch.get());
    }
    decision.appendTo(draft);
    Ordered ordered = new Ordered(order, principal, hold, what.name(), body, until);
    draft.append(ordered);
    return new Placed(Optional.of(ordered), decision.status(), "");
  }

  private static Request request(Ordered ordered, Capability<?, ?> what, Record input, Ask ask) {
    String task = Ordered.taskOf(ordered.order());
    return new Request(
        task + "/it",
        task,
        Optional.empty(),
        ordered.hold(),
        what.name(),
        input,
        ask.atMost(),
        ask.qualityFloor(),
        BookClock.instant(ordered.deadlineMicros()),
        ask.heard(),
        ask.hearing(),
        Optional.empty());
  }

  private boolean close(Draft draft, Ordered ordered) {
    services.settlement().release(draft, Ordered.taskOf(ordered.order()), ordered.hold());
    return true;
  }
}
