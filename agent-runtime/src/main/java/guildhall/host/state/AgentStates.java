package guildhall.host.state;

import guildhall.book.CborRecords;
import guildhall.book.ContentId;
import guildhall.book.Entry;
import guildhall.book.Snapshotted;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What agents keep between their calls. Read on the book's writer thread.
public final class AgentStates implements Snapshotted {

  /// A value that is kept.
  ///
  /// @param content where its JSON is
  /// @param bytes size of that JSON
  public record Value(ContentId content, int bytes) {}

  private record Saved(String agent, String key, Value value) {}

  private final Map<String, Map<String, Value>> agents = new TreeMap<>();

  @Override
  public void apply(Entry entry) {
    if (entry.fact() instanceof AgentStateSet(var agent, var key, var content, var bytes)) {
      content.ifPresentOrElse(
          id -> put(agent, key, new Value(id, bytes)), () -> remove(agent, key));
    }
  }

  private void put(String agent, String key, Value value) {
    agents.computeIfAbsent(agent, _ -> new TreeMap<>()).put(key, value);
  }

  private void remove(String agent, String key) {
    agents.computeIfPresent(
        agent,
        (_, values) -> {
          values.remove(key);
          return values.isEmpty() ? null : values;
        });
  }

  @Override
  public String name() {
    return "agent-states";
  }

  @Override
  public int stateVersion() {
    return 1;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    for (var agent : agents.entrySet()) {
      for (var each : agent.getValue().entrySet()) {
        CborRecords.write(out, new Saved(agent.getKey(), each.getKey(), each.getValue()));
      }
    }
    CborRecords.end(out);
  }

  @Override
  public void load(int version, DataInput in) throws IOException {
    if (version != stateVersion()) {
      throw CborRecords.unknownVersion(this, version);
    }
    CborRecords.read(in, Saved.class, saved -> put(saved.agent(), saved.key(), saved.value()));
  }

  /// What an agent keeps under a key, or empty if nothing.
  public Optional<Value> find(String agent, String key) {
    return Optional.ofNullable(agents.getOrDefault(agent, Map.of()).get(key));
  }

  /// All an agent keeps, by key; a copy.
  public Map<String, Value> of(String agent) {
    return Map.copyOf(agents.getOrDefault(agent, Map.of()));
  }
}
