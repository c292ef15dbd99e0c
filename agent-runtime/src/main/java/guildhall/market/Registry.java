package guildhall.market;

import guildhall.book.Entry;
import guildhall.book.Projection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Every agent that was ever announced. Whether it is here now is [Presence]'s to know. Read on the
/// book's writer thread.
public final class Registry implements Projection {

  private final Map<String, AgentListed> agents = new LinkedHashMap<>();

  @Override
  public void apply(Entry entry) {
    if (entry.fact() instanceof AgentListed listed) {
      agents.put(listed.agent(), listed);
    }
  }

  /// An agent by name.
  public Optional<AgentListed> find(String agent) {
    return Optional.ofNullable(agents.get(agent));
  }

  /// All of them, in the order they were first announced.
  public List<AgentListed> all() {
    return List.copyOf(agents.values());
  }
}
