package guildhall.host.remote;

import com.fasterxml.jackson.databind.JsonNode;
import guildhall.host.AgentFailure;
import guildhall.host.remote.Conversation.Link;
import guildhall.json.BadJsonException;
import guildhall.json.RecordJson;
import guildhall.outbound.GuardedHttp;
import guildhall.sdk.Agent;
import guildhall.sdk.Amount;
import guildhall.sdk.Capability;
import guildhall.sdk.FailureKind;
import guildhall.sdk.Handler;
import guildhall.sdk.Terms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Makes an ordinary agent of a card: one whose handlers speak A2A. From then on it is hosted,
/// awarded, timed, scored and paid like any other.
///
/// @param http by which it is spoken to
/// @param known the capabilities that have records here, by name
/// @param runtime tells the calls of this runtime from those of others
/// @param stop when the runtime stops
record AgentMaker(
    GuardedHttp http,
    Function<String, Optional<Capability<?, ?>>> known,
    String runtime,
    Stop stop) {

  /// @param trouble is told when the agent does not answer
  /// @throws BadCardException if no skill of the card can be sold here, with why for each
  Agent make(RemoteListing listing, AgentCard card, Runnable trouble) throws BadCardException {
    Agent agent = named(listing);
    List<String> problems = new ArrayList<>();
    for (String skill : card.skills()) {
      SkillPrice price = card.prices().getOrDefault(skill, SkillPrice.unsaid(skill));
      Optional<Capability<?, ?>> capability = known.apply(price.capability());
      Optional<Amount> fee = listing.fee().or(price::fee);
      if (capability.isEmpty()) {
        problems.add(problem(skill, "no records are known here for " + price.capability()));
      } else if (fee.isEmpty()) {
        problems.add(problem(skill, "neither its card nor the operator has set a fee"));
      } else if (agent.sales().containsKey(price.capability())) {
        problems.add(problem(skill, "another skill of it is " + price.capability() + " too"));
      } else {
        Terms terms = terms(listing, price, fee.get());
        boolean again = capability.get().idempotent() || price.once();
        Link link =
            new Link(
                new A2aClient(http, card),
                skill,
                card.keepsContexts(),
                again,
                runtime,
                trouble,
                stop);
        agent = selling(agent, capability.get(), terms, link);
      }
    }
    if (agent.sales().isEmpty()) {
      throw new BadCardException("none of its skills can be sold: " + String.join("; ", problems));
    }
    return agent;
  }

  private static String problem(String skill, String why) {
    return "of " + Plain.text(skill, 100) + ", " + Plain.text(why, 200);
  }

  private static Agent named(RemoteListing listing) throws BadCardException {
    try {
      return Agent.named(listing.name()).ownedBy(listing.owner());
    } catch (IllegalArgumentException e) {
      throw new BadCardException(String.valueOf(e.getMessage()));
    }
  }

  private static Terms terms(RemoteListing listing, SkillPrice price, Amount fee)
      throws BadCardException {
    Terms terms = Terms.fee(fee);
    Optional<Duration> within = listing.within().or(price::within);
    Optional<Integer> quality = listing.quality().or(price::quality);
    try {
      return terms
          .withTime(within.orElse(terms.within()))
          .withQuality(quality.orElse(terms.quality()));
    } catch (IllegalArgumentException e) {
      throw new BadCardException(String.valueOf(e.getMessage()));
    }
  }

  private static <I extends Record, O extends Record> Agent selling(
      Agent agent, Capability<I, O> capability, Terms terms, Link link) {
    Handler<I, O> handler =
        (input, call) -> {
          JsonNode made = new Conversation(link, call, RecordJson.tree(input)).run();
          try {
            return RecordJson.bind(made, capability.output());
          } catch (BadJsonException e) {
            throw new AgentFailure(FailureKind.INVALID_RESULT, e.sentence());
          }
        };
    return agent.sells(capability, terms, handler);
  }
}
