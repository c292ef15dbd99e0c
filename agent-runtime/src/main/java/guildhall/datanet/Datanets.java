package guildhall.datanet;

import guildhall.book.CborRecords;
import guildhall.book.ContentId;
import guildhall.book.Entry;
import guildhall.book.Snapshotted;
import guildhall.datanet.DatanetFact.Contributed;
import guildhall.datanet.DatanetFact.Published;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Every datanet with its contributions. Read on the book's writer thread.
public final class Datanets implements Snapshotted {

  private static final class State {
    final Map<String, Contributed> contributions = new LinkedHashMap<>();
    int version;
    boolean changed;
  }

  /// A datanet; its contributions follow in a sequence of their own, datanet by datanet.
  private record SavedDatanet(String name, int version, boolean changed) {}

  private record SavedContribution(Contributed contributed) {}

  private final Map<String, State> datanets = new LinkedHashMap<>();

  @Override
  public void apply(Entry entry) {
    switch (entry.fact()) {
      case Contributed contributed -> {
        State state = state(contributed.datanet());
        state.contributions.put(contributed.id(), contributed);
        state.changed = true;
      }
      case Published(var name, var version) -> {
        State state = state(name);
        state.version = version;
        state.changed = false;
      }
      default -> {}
    }
  }

  @Override
  public String name() {
    return "datanets";
  }

  @Override
  public int stateVersion() {
    return 1;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    for (var each : datanets.entrySet()) {
      State state = each.getValue();
      CborRecords.write(out, new SavedDatanet(each.getKey(), state.version, state.changed));
    }
    CborRecords.end(out);
    for (State state : datanets.values()) {
      for (Contributed contributed : state.contributions.values()) {
        CborRecords.write(out, new SavedContribution(contributed));
      }
    }
    CborRecords.end(out);
  }

  @Override
  public void load(int version, DataInput in) throws IOException {
    if (version != stateVersion()) {
      throw CborRecords.unknownVersion(this, version);
    }
    CborRecords.read(
        in,
        SavedDatanet.class,
        saved -> {
          State state = state(saved.name());
          state.version = saved.version();
          state.changed = saved.changed();
        });
    CborRecords.read(
        in,
        SavedContribution.class,
        saved -> {
          Contributed contributed = saved.contributed();
          State state = datanets.get(contributed.datanet());
          if (state == null) {
            throw new IOException("a contribution to a datanet that was not saved: " + contributed);
          }
          state.contributions.put(contributed.id(), contributed);
        });
  }

  private State state(String name) {
    return datanets.computeIfAbsent(name, _ -> new State());
  }

  /// A published version.
  ///
  /// @param name the datanet
  /// @param version 1 or more
  /// @param contributions in the order they came
  public record Version(String name, int version, List<Contributed> contributions) {}

  /// The newest published version of each datanet.
  public List<Version> published() {
    return datanets.entrySet().stream()
        .filter(each -> each.getValue().version > 0)
        .map(each ->
            new Version(
                each.getKey(),
                each.getValue().version,
                List.copyOf(each.getValue().contributions.values())))
        .toList();
  }

  /// Who contributed it.
  ///
  /// @param key `datanet#id`
  public Optional<String> contributor(String key) {
    int hash = key.indexOf('#');
    return hash < 0
        ? Optional.empty()
        : Optional.ofNullable(datanets.get(key.substring(0, hash)))
            .map(state -> state.contributions.get(key.substring(hash + 1)))
            .map(Contributed::contributor);
  }

  boolean has(String datanet, String id, ContentId content) {
    State state = datanets.get(datanet);
    Contributed known = state == null ? null : state.contributions.get(id);
    return known != null && known.content().equals(content);
  }

  int version(String datanet) {
    State state = datanets.get(datanet);
    return state == null ? 0 : state.version;
  }

  boolean hasUnpublished(String datanet) {
    State state = datanets.get(datanet);
    return state != null && state.changed;
  }
}
