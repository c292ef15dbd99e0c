package guildhall.market;

import guildhall.book.CborRecords;
import guildhall.book.Entry;
import guildhall.book.Snapshotted;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Every agent that was ever announced. Whether it is here now is [Presence]'s to know. Read on the
/// book's writer thread.
public final class Registry implements Snapshotted {

  private record Saved(AgentListed listed) {}

  private final Map<String, AgentListed> agents = new LinkedHashMap<>();

  @Override
  public void apply(Entry entry) {
    if (entry.fact() instanceof AgentListed listed) {
      agents.put(listed.agent(), listed);
    }
  }

  @Override
  public String name() {
    return "registry";
  }

  @Override
  public int stateVersion() {
    return 1;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    for (AgentListed listed : agents.values()) {
      CborRecords.write(out, new Saved(listed));
    }
    CborRecords.end(out);
  }

  @Override
  public void load(int version, DataInput in) throws IOException {
    if (version != stateVersion()) {
      throw CborRecords.unknownVersion(this, version);
    }
    CborRecords.read(in, Saved.class, saved -> agents.put(saved.listed().agent(), saved.listed()));
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
