package guildhall.samples.fakecall;

import guildhall.sdk.Agent;
import guildhall.sdk.Amount;
import guildhall.sdk.Ask;
import guildhall.sdk.Capability;
import guildhall.sdk.Datanet;
import guildhall.sdk.Outcome;
import guildhall.sdk.Quote;
import guildhall.sdk.Refusal;
import guildhall.sdk.Terms;
import guildhall.sdk.schema.RecordSchema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Agents and datanets; a purchase goes to the cheapest offer that meets the conditions.
public final class FakeMarket {

  private final List<Agent> agents;
  private final List<Datanet> datanets;

  /// A market of these.
  public FakeMarket(List<Agent> agents, List<? extends Datanet> datanets) {
    this.agents = List.copyOf(agents);
    this.datanets = List.copyOf(datanets);
  }

  /// A call of this market with so much to spend.
  public FakeCall call(Amount budget) {
    return new FakeCall(this, budget);
  }

  Datanet datanet(String name) {
    return datanets.stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no datanet " + name));
  }

  /// All offers, cheapest first.
  public <I extends Record, O extends Record> List<Quote> quotes(Capability<I, O> what, I input) {
    List<Quote> quotes = new ArrayList<>();
    for (Agent agent : agents) {
      sale(agent, what)
          .flatMap(sale -> terms(sale, input))
          .ifPresent(terms -> quotes.add(new Quote(agent.name(), terms, Instant.MAX)));
    }
    quotes.sort(Comparator.comparing(quote -> quote.terms().ceiling()));
    return quotes;
  }

  /// Buys under the conditions of `ask`; a refusal turns to the next offer.
  ///
  /// @throws IllegalStateException if a result is not what its capability's schema allows
  public <I extends Record, O extends Record> Outcome<O> buy(
      Capability<I, O> what, I input, Ask ask) throws InterruptedException {
    Outcome<O> last = new Outcome.NoOffer<>("nobody sells " + what.name());
    for (Quote quote : quotes(what, input)) {
      if (quote.terms().quality() < ask.qualityFloor()) {
        continue;
      }
      if (quote.terms().ceiling().compareTo(ask.atMost()) > 0) {
        return last instanceof Outcome.Refused
            ? last
            : new Outcome.TooDear<>(quote.terms().ceiling(), ask.atMost());
      }
      try {
        return deliver(quote, what, input);
      } catch (Refusal refusal) {
        last = new Outcome.Refused<>(refusal.reason(), Amount.ZERO);
      }
    }
    return last;
  }

  private <I extends Record, O extends Record> Outcome<O> deliver(
      Quote quote, Capability<I, O> what, I input) throws Refusal, InterruptedException {
    Agent agent =
        agents.stream().filter(each -> each.name().equals(quote.agent())).findFirst().orElseThrow();
    FakeCall call = call(quote.terms().expensesUpTo());
    O value = sale(agent, what).orElseThrow().handler().orElseThrow().handle(input, call);
    List<String> problems = RecordSchema.of(what.output()).problems(value);
    if (!problems.isEmpty()) {
      throw new IllegalStateException(what.name() + ": " + problems);
    }
    Amount fee = call.charged().orElse(quote.terms().fee()).min(quote.terms().fee());
    return new Outcome.Delivered<>(value, fee.plus(call.spent()), "receipt-" + call.id());
  }

  @SuppressWarnings("unchecked") // a capability's name stands for its two record types
  private static <I extends Record, O extends Record> Optional<Agent.Sale<I, O>> sale(
      Agent agent, Capability<I, O> what) {
    return Optional.ofNullable((Agent.Sale<I, O>) agent.sales().get(what.name()));
  }

  private static <I extends Record> Optional<Terms> terms(Agent.Sale<I, ?> sale, I input) {
    try {
      return Optional.of(sale.pricing().quote(input));
    } catch (Refusal refusal) {
      return Optional.empty();
    }
  }
}
