package guildhall.host;

import guildhall.host.state.StateLine;
import guildhall.sdk.Agent;
import guildhall.sdk.Refusal;
import guildhall.sdk.Terms;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// An agent and how busy it is.
final class HostedAgent {

  final Agent agent;
  final StateLine line = new StateLine();
  private final AtomicInteger running = new AtomicInteger();
  private volatile boolean leaving;

  HostedAgent(Agent agent) {
    this.agent = agent;
  }

  void begin() {
    running.incrementAndGet();
  }

  void end() {
    running.decrementAndGet();
  }

  /// It starts no call any more.
  void leave() {
    leaving = true;
  }

  boolean isLeaving() {
    return leaving;
  }

  int loadPermille() {
    return Math.min(1000, (int) (running.get() * 1000L / agent.callsAtOnce()));
  }

  /// What it proposes whatever the input is; empty if its author's code has to be asked.
  Optional<Proposal> standing(String capability) {
    Agent.Sale<?, ?> sale = agent.sales().get(capability);
    return sale == null ? Optional.empty() : sale.pricing().standing().map(this::offer);
  }

  Proposal propose(CallForProposals call) {
    Agent.Sale<?, ?> sale = agent.sales().get(call.capability());
    if (sale == null) {
      return new Proposal.Declined("does not sell " + call.capability());
    }
    try {
      Terms terms = quote(sale, call.input());
      return terms == null ? new Proposal.Declined("its price was nothing at all") : offer(terms);
    } catch (Refusal refusal) {
      return new Proposal.Declined(refusal.reason());
    }
  }

  private Proposal offer(Terms terms) {
    return running.get() >= agent.callsAtOnce()
        ? new Proposal.Declined("is busy with " + agent.callsAtOnce() + " calls")
        : new Proposal.Offered(terms, loadPermille());
  }

  private static <I extends Record> @Nullable Terms quote(Agent.Sale<I, ?> sale, Record input)
      throws Refusal {
    return sale.pricing().quote(sale.capability().input().cast(input));
  }
}
