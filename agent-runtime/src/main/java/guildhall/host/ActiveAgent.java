package guildhall.host;

import guildhall.host.state.StateLine;
import guildhall.sdk.Agent;
import guildhall.sdk.Handler;
import guildhall.sdk.Pricing;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// An agent that is active: its mailbox, the turns of its state, and what its handlers have opened.
///
/// As many of its calls are at work as it takes at once; as many again wait in the mailbox, in the
/// order in which they came; what comes on top finds no room. A call is at work until its handler
/// has come back, so a handler that does not heed its interrupt keeps its place, and an agent all
/// of whose places are kept so is offered nothing more.
final class ActiveAgent {

  final Agent agent;
  final StateLine line = new StateLine();
  private final Map<String, OpenedHandler<?, ?>> opened = new ConcurrentHashMap<>(1);
  private final Queue<Run> mailbox = new ArrayDeque<>(1); // this
  private volatile int atWork; // written under this

  /// Calls that hold it active, and whether it is let go for good then: see [ActiveAgents].
  int occupants;

  boolean retired;

  ActiveAgent(Agent agent) {
    this.agent = agent;
  }

  /// How full it is: 0 idle to [Pricing#FULL].
  int loadPermille() {
    return (int) Math.min(Pricing.FULL, atWork * (long) Pricing.FULL / agent.callsAtOnce());
  }

  /// Starts a call, or puts it in the mailbox.
  ///
  /// @return whether there was room
  synchronized boolean admit(Run run) {
    if (atWork < agent.callsAtOnce()) {
      begin(run);
      return true;
    }
    return mailbox.size() < agent.callsAtOnce() && mailbox.add(run);
  }

  private synchronized void begin(Run run) {
    if (run.start()) {
      atWork++;
    }
  }

  /// A handler that was at work has come back.
  synchronized void cameBack() {
    atWork--;
    while (atWork < agent.callsAtOnce()) {
      @Nullable Run next = mailbox.poll();
      if (next == null) {
        return;
      }
      begin(next);
    }
  }

  /// A call has ended; if it still waited, its place in the mailbox is free.
  synchronized void ended(Run run) {
    mailbox.remove(run);
  }

  /// The handler of this activation.
  ///
  /// @throws Exception what the author's code throws while it opens what it needs, or on an
  ///   interrupt
  <I extends Record, O extends Record> Handler<I, O> handler(Agent.Sale<I, O> sale)
      throws Exception {
    @Nullable Handler<I, O> always = sale.handler().orElse(null);
    return always != null ? always : openedHandler(sale).get();
  }

  @SuppressWarnings("unchecked") // an agent sells a capability once, so with one sale's records
  private <I extends Record, O extends Record> OpenedHandler<I, O> openedHandler(
      Agent.Sale<I, O> sale) {
    return (OpenedHandler<I, O>)
        opened.computeIfAbsent(
            sale.capability().name(), _ -> new OpenedHandler<>(sale.activation()));
  }

  /// Closes what its handlers have opened; waits for the author's code.
  void close() {
    opened.values().forEach(OpenedHandler::close);
  }
}
