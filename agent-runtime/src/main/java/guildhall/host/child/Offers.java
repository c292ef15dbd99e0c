package guildhall.host.child;

import guildhall.child.FromChild.Offered;
import guildhall.child.FromChild.Sold;
import guildhall.host.child.Records.UnknownRecordException;
import guildhall.host.jars.BadJarException;
import guildhall.sdk.Agent;
import guildhall.sdk.Capability;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Makes agents of what a child offers.
final class Offers {

  private static final int MOST_CALLS_AT_ONCE = 256;

  private Offers() {}

  /// @throws BadJarException if one of them is malformed, or has records that cannot be had here
  static List<Agent> agents(Path jar, UntrustedJar owner, Records records, List<Offered> offers)
      throws BadJarException {
    List<Agent> agents = new ArrayList<>();
    try {
      for (Offered each : offers) {
        agents.add(agent(owner, records, each));
      }
    } catch (IllegalArgumentException e) {
      throw new BadJarException(jar, Spoken.fit(String.valueOf(e.getMessage())));
    } catch (UnknownRecordException e) {
      throw new BadJarException(jar, e.why());
    }
    if (agents.isEmpty()) {
      throw new BadJarException(jar, "it offers no agents");
    }
    return List.copyOf(agents);
  }

  private static Agent agent(UntrustedJar owner, Records records, Offered offered)
      throws UnknownRecordException {
    Agent agent =
        Agent.named(offered.name())
            .ownedBy(offered.owner())
            .withCallsAtOnce(Math.min(MOST_CALLS_AT_ONCE, offered.callsAtOnce()));
    for (Sold sold : offered.sales()) {
      agent = selling(owner, agent, records.sold(sold.what()));
    }
    return agent;
  }

  private static <I extends Record, O extends Record> Agent selling(
      UntrustedJar owner, Agent agent, Capability<I, O> what) {
    ChildSale<I, O> sale = new ChildSale<>(owner, agent.name(), agent.owner(), what);
    return agent.sells(what, sale, sale);
  }
}
