package guildhall.host;

import guildhall.sdk.Agent;
import guildhall.sdk.Capability;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Which agents a host has and what they sell. Safe for any thread.
///
/// An agent that leaves keeps its name and what it sells until its last call has ended. What nobody
/// sells any more is forgotten, so that it may come back under other records.
final class Roster {

  private final Map<String, Agent> agents = new ConcurrentHashMap<>();
  private final Map<String, Capability<?, ?>> capabilities = new ConcurrentHashMap<>();
  private final Map<String, Agent> leaving = new HashMap<>(); // this
  private final Map<String, Integer> sellers = new HashMap<>(); // this; by capability

  /// Adds an agent and what it sells, or nothing at all and says why.
  synchronized Optional<String> add(Agent agent) {
    if (agents.containsKey(agent.name())) {
      return Optional.of("an agent of that name is hosted: " + agent.name());
    }
    if (leaving.containsKey(agent.name())) {
      return Optional.of("an agent of that name is still at work: " + agent.name());
    }
    for (Agent.Sale<?, ?> sale : agent.sales().values()) {
      Capability<?, ?> known = capabilities.get(sale.capability().name());
      if (known != null && !known.equals(sale.capability())) {
        return Optional.of(agent.name() + " sells another " + known.name() + " than is known here");
      }
    }
    for (Agent.Sale<?, ?> sale : agent.sales().values()) {
      capabilities.put(sale.capability().name(), sale.capability());
      sellers.merge(sale.capability().name(), 1, Integer::sum);
    }
    agents.put(agent.name(), agent);
    return Optional.empty();
  }

  /// Adds all of them, or none and says why.
  synchronized Optional<String> addTogether(List<Agent> all) {
    for (int i = 0; i < all.size(); i++) {
      Optional<String> problem = add(all.get(i));
      if (problem.isPresent()) {
        all.subList(0, i).forEach(each -> leave(each.name()).ifPresent(this::forget));
        return problem;
      }
    }
    return Optional.empty();
  }

  /// An agent is not found any more from now on; empty if there is none.
  synchronized Optional<Agent> leave(String agent) {
    Agent hosted = agents.remove(agent);
    if (hosted == null) {
      return Optional.empty();
    }
    leaving.put(agent, hosted);
    return Optional.of(hosted);
  }

  /// The last call of an agent that leaves has ended.
  synchronized void forget(Agent hosted) {
    leaving.remove(hosted.name());
    for (String capability : hosted.sales().keySet()) {
      if (sellers.merge(capability, -1, Integer::sum) == 0) {
        sellers.remove(capability);
        capabilities.remove(capability);
      }
    }
  }

  @Nullable Agent find(String agent) {
    return agents.get(agent);
  }

  Optional<Capability<?, ?>> capability(String name) {
    return Optional.ofNullable(capabilities.get(name));
  }

  List<Capability<?, ?>> capabilities() {
    return List.copyOf(capabilities.values());
  }
}
