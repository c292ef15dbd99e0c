package guildhall.datanet;

import guildhall.book.CborRecords;
import guildhall.book.ContentId;
import guildhall.book.Entry;
import guildhall.book.Snapshotted;
import guildhall.datanet.DatanetFact.Accessed;
import guildhall.datanet.DatanetFact.Chartered;
import guildhall.datanet.DatanetFact.Contributed;
import guildhall.datanet.DatanetFact.Declined;
import guildhall.datanet.DatanetFact.FrequenciesFrozen;
import guildhall.datanet.DatanetFact.Offered;
import guildhall.datanet.DatanetFact.Promoted;
import guildhall.datanet.DatanetFact.Published;
import guildhall.datanet.DatanetFact.Rejected;
import guildhall.datanet.DatanetFact.Reviewed;
import guildhall.datanet.DatanetFact.Withdrawn;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Every datanet with its contributions. Read on the book's writer thread.
public final class Datanets implements Snapshotted {

  private final Map<String, DatanetState> datanets = new LinkedHashMap<>();
  private final Map<String, Standing> standings = new LinkedHashMap<>();
  private final Aliases aliases = new Aliases();
  private Optional<FrequenciesFrozen> frequencies = Optional.empty();
  private long nextOrdinal;

  @Override
  public void apply(Entry entry) {
    if (entry.fact() instanceof DatanetFact fact) {
      apply(fact, entry.timeMicros());
    }
  }

  private void apply(DatanetFact fact, long timeMicros) {
    switch (fact) {
      case Chartered(var name, var owner, var charter) -> {
        DatanetState state = state(name);
        state.owner = owner;
        state.charter = Optional.of(charter);
      }
      case Offered offered -> offer(offered, nextOrdinal++, timeMicros);
      case Declined declined -> {
        state(declined.datanet()).decline(declined, timeMicros);
        count(declined.contributor(), each -> each.plus(0, 0, 1, 0));
      }
      case Reviewed review -> state(review.datanet()).judge(review);
      case Rejected rejected -> reject(rejected);
      case Promoted promoted -> promote(promoted);
      case Contributed contributed -> {
        boolean fresh = state(contributed.datanet()).accept(contributed, nextOrdinal);
        nextOrdinal += fresh ? 1 : 0;
        count(contributed.contributor(), each -> each.plus(1, 0, 0, 0));
      }
      case Published(var name, var version) -> {
        DatanetState state = state(name);
        state.version = version;
        state.changed = false;
      }
      case Withdrawn withdrawn -> withdraw(withdrawn);
      case Accessed _ -> {} // see Accesses
      case FrequenciesFrozen table -> frequencies = Optional.of(table);
    }
  }

  private void offer(Offered offered, long ordinal, long timeMicros) {
    state(offered.datanet()).offer(offered, ordinal, timeMicros);
    String key = Contribution.key(offered.datanet(), offered.id());
    offered.aliasOf().ifPresent(root -> aliases.add(root, ordinal, key));
  }

  private void reject(Rejected rejected) {
    state(rejected.datanet())
        .reject(rejected)
        .ifPresent(gone -> {
          count(gone.contributor(), each -> each.plus(0, 1, 0, 0));
          aliases.forget(Contribution.key(rejected.datanet(), rejected.id()));
        });
  }

  private void promote(Promoted promoted) {
    String key = Contribution.key(promoted.datanet(), promoted.id());
    long ordinal = nextOrdinal++;
    state(promoted.datanet()).promote(promoted, ordinal);
    promoted.aliasOf().ifPresent(root -> aliases.add(root, ordinal, key));
  }

  /// What repeats a contribution, was not withdrawn, rejected or replaced, and so stands for
  /// itself, or repeats another, if that one is rejected now: as facts, the earliest first.
  ///
  /// @param ordinal of the contribution: what came before repeats something else that had its key
  List<Promoted> heirs(String root, long ordinal) {
    List<Promoted> heirs = new ArrayList<>();
    aliases
        .of(root)
        .tailMap(ordinal + 1)
        .forEach((its, key) ->
            state(key.substring(0, key.indexOf('#')))
                .alias(key.substring(key.indexOf('#') + 1), its, root)
                .map(it -> heirs.isEmpty() ? it : it.of(heirs.getFirst()))
                .ifPresent(heirs::add));
    return heirs;
  }

  private void withdraw(Withdrawn withdrawn) {
    DatanetState state = state(withdrawn.datanet());
    DatanetState.Row row = state.rows.get(withdrawn.id());
    boolean first = !state.isWithdrawn(withdrawn.id());
    state.withdraw(withdrawn);
    if (first && row != null && !withdrawn.by().equals(row.contributor())) {
      count(row.contributor(), each -> each.plus(0, 0, 0, 1));
    }
  }

  private void count(String contributor, UnaryOperator<Standing> change) {
    standings.put(contributor, change.apply(standing(contributor)));
  }

  private DatanetState state(String name) {
    return datanets.computeIfAbsent(name, DatanetState::new);
  }

  @Override
  public String name() {
    return "datanets";
  }

  @Override
  public int stateVersion() {
    return SavedDatanets.VERSION;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    SavedDatanets.save(
        out,
        datanets.values(),
        standings.values(),
        new SavedDatanets.Rest(nextOrdinal, frequencies));
  }

  @Override
  public void load(int version, DataInput in) throws IOException {
    if (version != stateVersion()) {
      throw CborRecords.unknownVersion(this, version);
    }
    SavedDatanets.Rest rest = SavedDatanets.load(in, datanets, standings);
    nextOrdinal = rest.nextOrdinal();
    frequencies = rest.frequencies();
    for (Known each : known()) {
      each.aliasOf().ifPresent(root -> aliases.add(root, each.ordinal(), each.key()));
    }
  }

  /// A published version.
  ///
  /// @param name the datanet
  /// @param version 1 or more
  /// @param contributions in the order they came
  public record Version(String name, int version, List<Contributed> contributions) {}

  /// The newest published version of each datanet.
  public List<Version> published() {
    return datanets.values().stream()
        .filter(each -> each.version > 0)
        .map(each -> version(each, each.version))
        .toList();
  }

  /// A published version; without what was withdrawn since. Empty if there is no such version.
  public Optional<Version> version(String datanet, int version) {
    return find(datanet)
        .filter(state -> version >= 1 && version <= state.version)
        .map(state -> version(state, version));
  }

  /// The newest published version of one datanet; empty if there is none.
  public Optional<Version> newest(String datanet) {
    return find(datanet)
        .filter(state -> state.version > 0)
        .map(state -> version(state, state.version));
  }

  private static Version version(DatanetState state, int version) {
    return new Version(
        state.name,
        version,
        state.rowsOf(version).stream().map(row -> row.contributed(state.name)).toList());
  }

  /// Something whose text is registered: accepted, or waiting to be judged.
  ///
  /// @param ordinal its place among all that were ever registered; earlier is smaller
  /// @param key `datanet#id`
  /// @param contributor the principal it is from
  /// @param content its text and fields
  /// @param accepted whether it belongs to the datanet
  /// @param aliasOf key of the contribution that it repeats
  public record Registered(
      long ordinal,
      String key,
      String contributor,
      ContentId content,
      boolean accepted,
      Optional<String> aliasOf) {}

  /// All that is registered and not withdrawn, rejected or replaced, by ordinal.
  public List<Registered> registered() {
    return datanets.values().stream()
        .flatMap(DatanetState::registered)
        .sorted(Comparator.comparingLong(Registered::ordinal))
        .toList();
  }

  /// Keys of what was offered and not accepted, as long as they are not used again.
  public Set<String> rejected() {
    Set<String> keys = new LinkedHashSet<>();
    datanets
        .values()
        .forEach(state ->
            state.rejected.keySet().forEach(id -> keys.add(Contribution.key(state.name, id))));
    return keys;
  }

  /// What can be read in a published version, by ordinal; without what was withdrawn since. Empty
  /// if there is no such version.
  public List<Registered> registered(String datanet, int version) {
    return find(datanet)
        .filter(state -> version >= 1 && version <= state.version)
        .map(state -> state.rowsOf(version))
        .orElse(List.of())
        .stream()
        .map(row -> row.registered(datanet))
        .sorted(Comparator.comparingLong(Registered::ordinal))
        .toList();
  }

  /// Ordinal of what is registered next.
  public long nextOrdinal() {
    return nextOrdinal;
  }

  /// The newest table of frequencies, empty before there is one.
  public Optional<FrequenciesFrozen> frequencies() {
    return frequencies;
  }

  /// Something whose text counts when later ones are held against what came before.
  ///
  /// @param ordinal as above
  /// @param key `datanet#id`; several may have had the same, one after the other
  /// @param content its text and fields
  /// @param aliasOf key of the contribution that it repeats
  /// @param withdrawn whether it was taken out or taken back
  public record Known(
      long ordinal, String key, ContentId content, Optional<String> aliasOf, boolean withdrawn) {}

  /// All that was ever registered and not rejected, by ordinal: also what was withdrawn or
  /// replaced.
  public List<Known> known() {
    return datanets.values().stream()
        .flatMap(DatanetState::known)
        .sorted(Comparator.comparingLong(Known::ordinal))
        .toList();
  }

  /// Whether a key stands for something that others can repeat.
  boolean knows(String key) {
    int hash = key.indexOf('#');
    return hash >= 0
        && find(key.substring(0, hash))
            .filter(state -> state.knows(key.substring(hash + 1)))
            .isPresent();
  }

  /// Who earns by it; empty if it was never accepted.
  ///
  /// @param key `datanet#id`
  public Optional<Earner> earner(String key) {
    int hash = key.indexOf('#');
    return hash < 0
        ? Optional.empty()
        : find(key.substring(0, hash))
            .flatMap(state ->
                Optional.ofNullable(state.rows.get(key.substring(hash + 1)))
                    .map(row -> earner(state, row)));
  }

  private static Earner earner(DatanetState state, DatanetState.Row row) {
    return new Earner(
        row.contributor(),
        state.owner.isEmpty() ? row.contributor() : state.owner,
        state.charter.map(Charter::curatorPermille).orElse(0));
  }

  /// How a contributor has fared; all zeros for one nobody knows.
  public Standing standing(String contributor) {
    return standings.getOrDefault(contributor, new Standing(contributor, 0, 0, 0, 0));
  }

  /// Contents that were withdrawn to be erased and that nothing else names; some or all of them may
  /// be erased already.
  public List<ContentId> erased() {
    Set<ContentId> gone = new LinkedHashSet<>();
    datanets.values().forEach(state -> gone.addAll(state.erased));
    if (!gone.isEmpty()) {
      datanets.values().forEach(state -> state.named().forEach(gone::remove));
    }
    return List.copyOf(gone);
  }

  Collection<DatanetState> all() {
    return datanets.values();
  }

  Optional<DatanetState> find(String datanet) {
    return Optional.ofNullable(datanets.get(datanet));
  }

  boolean has(String datanet, String id, ContentId content) {
    return find(datanet)
        .map(state -> state.rows.get(id))
        .filter(row -> row.until() == 0 && row.content().equals(content))
        .isPresent();
  }

  int version(String datanet) {
    return find(datanet).map(state -> state.version).orElse(0);
  }

  boolean hasUnpublished(String datanet) {
    return find(datanet).map(state -> state.changed).orElse(false);
  }
}
