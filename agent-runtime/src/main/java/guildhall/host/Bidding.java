package guildhall.host;

import guildhall.sdk.Agent;
import guildhall.sdk.Pricing;
import guildhall.sdk.Refusal;
import guildhall.sdk.Terms;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What an agent proposes at its load.
final class Bidding {

  private Bidding() {}

  /// What it proposes whatever the input is; empty if its author's code has to be asked.
  static Optional<Proposal> standing(Agent agent, String capability, int loadPermille) {
    Agent.Sale<?, ?> sale = agent.sales().get(capability);
    if (sale == null) {
      return Optional.empty();
    }
    return loadPermille >= Pricing.FULL
        ? Optional.of(full(agent))
        : sale.pricing().standing(loadPermille).map(terms -> offer(sale, terms, loadPermille));
  }

  /// What it proposes for an input; may wait for its author's code, and throw what that throws.
  static Proposal propose(Agent agent, CallForProposals call, int loadPermille) {
    Agent.Sale<?, ?> sale = agent.sales().get(call.capability());
    if (sale == null) {
      return new Proposal.Declined("does not sell " + call.capability());
    }
    if (loadPermille >= Pricing.FULL) {
      return full(agent);
    }
    try {
      @Nullable Terms terms = quote(sale, call.input(), loadPermille);
      return terms == null
          ? new Proposal.Declined("its price was nothing at all")
          : offer(sale, terms, loadPermille);
    } catch (Refusal refusal) {
      return new Proposal.Declined(refusal.reason());
    }
  }

  private static Proposal offer(Agent.Sale<?, ?> sale, Terms terms, int loadPermille) {
    return terms.charging() == sale.capability().charging()
        ? new Proposal.Offered(terms, loadPermille)
        : new Proposal.Declined(
            "asked a " + terms.charging() + " price for what is " + sale.capability().charging());
  }

  private static Proposal full(Agent agent) {
    return new Proposal.Declined("is busy with " + agent.callsAtOnce() + " calls");
  }

  private static <I extends Record> @Nullable Terms quote(
      Agent.Sale<I, ?> sale, Record input, int loadPermille) throws Refusal {
    return sale.pricing().quote(sale.capability().input().cast(input), loadPermille);
  }
}
