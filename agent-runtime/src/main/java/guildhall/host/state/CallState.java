package guildhall.host.state;

import guildhall.book.Book;
import guildhall.book.ContentId;
import guildhall.book.ContentStore;
import guildhall.json.RecordJson;
import guildhall.sdk.AgentState;
import guildhall.sdk.StateKey;
import guildhall.sdk.schema.RecordSchema;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// An agent's state as one call sees it: what was kept when its turn came, and over it what the
/// call has written.
public final class CallState implements AgentState, JsonState {

  private static final int LARGEST_VALUE_BYTES = 64 * 1024;
  private static final int LARGEST_STATE_BYTES = 1024 * 1024;
  private static final int MOST_KEYS = 256;

  private final String agent;
  private final Source source;
  private final StateLine.Place place;
  private final Map<String, Optional<byte[]>> writes = new TreeMap<>();

  /// Size of each value with the writes.
  private final Map<String, Integer> sizes = new HashMap<>();

  private Map<String, AgentStates.Value> kept = Map.of();
  private boolean open;
  private UnaryOperator<RuntimeException> losing = UnaryOperator.identity();

  /// Where states are read from.
  ///
  /// @param book what is kept, by its content
  /// @param contents the values
  /// @param states the projection
  public record Source(Book book, ContentStore contents, AgentStates states) {}

  /// Nothing is read before [#open].
  public CallState(String agent, Source source, StateLine.Place place) {
    this.agent = agent;
    this.source = source;
    this.place = place;
  }

  /// Waits for the call's turn, and reads what is kept unless that was done.
  ///
  /// @param losing is told if contents cannot be read later, and gives what is then thrown
  public void open(UnaryOperator<RuntimeException> losing) throws InterruptedException {
    place.awaitTurn();
    synchronized (this) {
      if (!open) {
        kept = source.book().await(_ -> source.states().of(agent));
        kept.forEach((key, value) -> sizes.put(key, value.bytes()));
        this.losing = losing;
        open = true;
      }
    }
  }

  @Override
  public synchronized <T extends Record> Optional<T> get(StateKey<T> key) {
    return json(key.name()).map(bytes -> StateJson.read(agent, key, bytes));
  }

  @Override
  public synchronized Optional<byte[]> json(String key) {
    Optional<byte[]> written = writes.get(key);
    return written == null ? Optional.ofNullable(kept.get(key)).map(this::content) : written;
  }

  private byte[] content(AgentStates.Value value) {
    try {
      return StateJson.kept(source.contents(), agent, value);
    } catch (UncheckedIOException e) {
      throw losing.apply(e);
    }
  }

  @Override
  public synchronized <T extends Record> void put(StateKey<T> key, T value) {
    List<String> problems = RecordSchema.of(key.type()).problems(value);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(key.name() + ": " + String.join("; ", problems));
    }
    putJson(key.name(), RecordJson.bytes(value));
  }

  @Override
  public synchronized void putJson(String key, byte[] json) {
    requireRoom(key, json.length);
    writes.put(key, Optional.of(json));
    sizes.put(key, json.length);
  }

  private void requireRoom(String key, int bytes) {
    if (bytes > LARGEST_VALUE_BYTES) {
      throw new IllegalArgumentException(
          "%s has %d bytes of JSON, at most %d".formatted(key, bytes, LARGEST_VALUE_BYTES));
    }
    if (!sizes.containsKey(key) && sizes.size() >= MOST_KEYS) {
      throw new IllegalArgumentException(
          "%s would be value %d of %s, at most %d"
              .formatted(key, sizes.size() + 1, agent, MOST_KEYS));
    }
    int others = sizes.values().stream().mapToInt(Integer::intValue).sum();
    int all = others - sizes.getOrDefault(key, 0) + bytes;
    if (all > LARGEST_STATE_BYTES) {
      throw new IllegalArgumentException(
          "with %s, %s would keep %d bytes of JSON, at most %d"
              .formatted(key, agent, all, LARGEST_STATE_BYTES));
    }
  }

  @Override
  public void remove(StateKey<?> key) {
    removeJson(key.name());
  }

  @Override
  public synchronized void removeJson(String key) {
    writes.put(key, Optional.empty());
    sizes.remove(key);
  }

  @Override
  public synchronized <T extends Record> T update(
      StateKey<T> key, T first, UnaryOperator<T> change) {
    return AgentState.super.update(key, first, change);
  }

  /// The facts that make the writes last, in the order of their keys; none for a value that is kept
  /// already.
  ///
  /// @param keep writes a value's JSON to the contents
  public synchronized List<AgentStateSet> written(Function<byte[], ContentId> keep) {
    List<AgentStateSet> facts = new ArrayList<>();
    writes.forEach((key, json) -> {
      Optional<ContentId> content = json.map(keep);
      Optional<ContentId> before =
          Optional.ofNullable(kept.get(key)).map(AgentStates.Value::content);
      if (!Objects.equals(content, before)) {
        facts.add(new AgentStateSet(agent, key, content, json.map(each -> each.length).orElse(0)));
      }
    });
    return facts;
  }
}
