package guildhall.host;

import guildhall.sdk.Agent;
import guildhall.sdk.Refusal;
import guildhall.sdk.Terms;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// An agent and how busy it is.
final class HostedAgent {

  /// Calls of one agent that run at a time; beyond it the agent bids no more.
  private static final int MOST_CALLS = 64;

  final Agent agent;
  final StateLine line = new StateLine();
  private final AtomicInteger running = new AtomicInteger();

  HostedAgent(Agent agent) {
    this.agent = agent;
  }

  void begin() {
    running.incrementAndGet();
  }

  void end() {
    running.decrementAndGet();
  }

  int loadPermille() {
    return Math.min(1000, running.get() * 1000 / MOST_CALLS);
  }

  Proposal propose(CallForProposals call) {
    Agent.Sale<?, ?> sale = agent.sales().get(call.capability());
    if (sale == null) {
      return new Proposal.Declined("does not sell " + call.capability());
    }
    if (running.get() >= MOST_CALLS) {
      return new Proposal.Declined("is busy with " + MOST_CALLS + " calls");
    }
    try {
      Terms terms = quote(sale, call.input());
      return terms == null
          ? new Proposal.Declined("its price was nothing at all")
          : new Proposal.Offered(terms, loadPermille());
    } catch (Refusal refusal) {
      return new Proposal.Declined(refusal.reason());
    }
  }

  private static <I extends Record> @Nullable Terms quote(Agent.Sale<I, ?> sale, Record input)
      throws Refusal {
    return sale.pricing().quote(sale.capability().input().cast(input));
  }
}
