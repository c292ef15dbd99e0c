package guildhall.datanet;

import guildhall.book.ContentId;
import guildhall.datanet.DatanetFact.Offered;
import guildhall.datanet.DatanetFact.Reviewed;
import guildhall.datanet.DatanetFact.Withdrawn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Datanets as people look at them. Read on the book's writer thread; a page or a version costs
/// time by the size of its datanet.
public final class DatanetViews {

  private final Datanets datanets;

  /// Views of this projection.
  public DatanetViews(Datanets datanets) {
    this.datanets = datanets;
  }

  /// A datanet as a whole.
  ///
  /// @param owner empty if it has no charter
  /// @param charter empty if it was published by the runtime's own code
  /// @param version the newest, 0 if there is none
  /// @param changed whether something was accepted or withdrawn since
  /// @param accepted how many contributions belong to it, those that repeat others counted
  /// @param waiting how many are to be judged
  public record Summary(
      String name,
      String owner,
      Optional<Charter> charter,
      int version,
      boolean changed,
      int accepted,
      int waiting) {}

  /// Every datanet, by name.
  public List<Summary> all() {
    return datanets.all().stream()
        .map(DatanetViews::summary)
        .sorted((one, other) -> one.name().compareTo(other.name()))
        .toList();
  }

  /// One datanet; empty if there is none of that name.
  public Optional<Summary> find(String datanet) {
    return datanets.find(datanet).map(DatanetViews::summary);
  }

  private static Summary summary(DatanetState state) {
    return new Summary(
        state.name,
        state.owner,
        state.charter,
        state.version,
        state.changed,
        (int) state.rows.values().stream().filter(row -> row.until() == 0).count(),
        state.open.size());
  }

  /// What became of something that was offered.
  public enum Stage {
    /// It is to be judged.
    WAITING,
    /// It belongs to the datanet.
    ACCEPTED,
    /// It was judged and not accepted.
    REJECTED,
    /// It was taken out, or taken back.
    WITHDRAWN
  }

  /// Something that was offered. What the book does not say any more of it is empty.
  ///
  /// @param contributor empty of an offer that was taken back
  /// @param content its text and fields; empty if it is withdrawn
  /// @param offer what was said when it was offered, while it waits or is rejected
  /// @param since the first version that has it, 0 if none has
  /// @param aliasOf key of the contribution that it repeats
  /// @param reviews judgements so far, while it waits
  /// @param reason why it is rejected or withdrawn, else empty
  /// @param withdrawn how it was withdrawn
  public record View(
      String id,
      Stage stage,
      Optional<String> contributor,
      Optional<ContentId> content,
      Optional<Offered> offer,
      int since,
      Optional<String> aliasOf,
      List<Reviewed> reviews,
      String reason,
      Optional<Withdrawn> withdrawn) {}

  /// A page of what was offered.
  ///
  /// @param after the id that the page follows on; empty for the first page
  /// @param limit at most so many
  /// @return empty if there is no such datanet, or nothing of the id `after` in this stage
  public Optional<List<View>> contributions(String datanet, Stage stage, String after, int limit) {
    return datanets.find(datanet).flatMap(state -> page(ids(state, stage), after, limit, state));
  }

  private static Stream<String> ids(DatanetState state, Stage stage) {
    return switch (stage) {
      case WAITING -> state.open.keySet().stream();
      case ACCEPTED ->
          state.rows.values().stream().filter(row -> row.until() == 0).map(DatanetState.Row::id);
      case REJECTED -> state.rejected.keySet().stream();
      case WITHDRAWN -> state.withdrawn.keySet().stream().filter(state::isWithdrawn);
    };
  }

  private static Optional<List<View>> page(
      Stream<String> ids, String after, int limit, DatanetState state) {
    List<String> found =
        (after.isEmpty() ? ids : ids.dropWhile(id -> !id.equals(after))).limit(limit + 1L).toList();
    if (!after.isEmpty() && found.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        found.stream()
            .skip(after.isEmpty() ? 0 : 1)
            .limit(limit)
            .flatMap(id -> view(state, id).stream())
            .toList());
  }

  /// One of them; empty if the datanet never had it, or has forgotten it.
  public Optional<View> contribution(String datanet, String id) {
    return datanets.find(datanet).flatMap(state -> view(state, id));
  }

  private static Optional<View> view(DatanetState state, String id) {
    return Optional.ofNullable(state.open.get(id))
        .map(DatanetViews::waiting)
        .or(() -> Optional.ofNullable(state.rejected.get(id)).map(DatanetViews::rejected))
        .or(() ->
            Optional.ofNullable(state.withdrawn.get(id))
                .map(fact -> withdrawn(fact, Optional.ofNullable(state.rows.get(id)))))
        .or(() -> Optional.ofNullable(state.rows.get(id)).map(DatanetViews::accepted));
  }

  private static View waiting(DatanetState.Open open) {
    Offered offered = open.offered();
    return new View(
        offered.id(),
        Stage.WAITING,
        Optional.of(offered.contributor()),
        Optional.of(offered.content()),
        Optional.of(offered),
        0,
        offered.aliasOf(),
        open.reviews(),
        "",
        Optional.empty());
  }

  private static View rejected(DatanetState.Turned turned) {
    Offered offered = turned.offered();
    return new View(
        offered.id(),
        Stage.REJECTED,
        Optional.of(offered.contributor()),
        Optional.of(offered.content()),
        Optional.of(offered),
        0,
        offered.aliasOf(),
        List.of(),
        turned.reason(),
        Optional.empty());
  }

  private static View accepted(DatanetState.Row row) {
    return new View(
        row.id(),
        Stage.ACCEPTED,
        Optional.of(row.contributor()),
        Optional.of(row.content()),
        Optional.empty(),
        row.since(),
        row.aliasOf(),
        List.of(),
        "",
        Optional.empty());
  }

  private static View withdrawn(Withdrawn fact, Optional<DatanetState.Row> row) {
    return new View(
        fact.id(),
        Stage.WITHDRAWN,
        row.map(DatanetState.Row::contributor),
        Optional.empty(),
        Optional.empty(),
        row.map(DatanetState.Row::since).orElse(0),
        row.flatMap(DatanetState.Row::aliasOf),
        List.of(),
        fact.reason(),
        Optional.of(fact));
  }

  /// How two versions differ, as ids.
  ///
  /// @param added in the later one only
  /// @param replaced in both, with other contents
  /// @param withdrawn taken out between them; they can be read in neither any more
  public record Difference(List<String> added, List<String> replaced, List<String> withdrawn) {

    /// Copies the lists.
    public Difference {
      added = List.copyOf(added);
      replaced = List.copyOf(replaced);
      withdrawn = List.copyOf(withdrawn);
    }
  }

  /// What became of a datanet from one version to a later one; 0 stands for before the first. Empty
  /// if there are no such versions.
  public Optional<Difference> difference(String datanet, int from, int to) {
    return datanets
        .find(datanet)
        .filter(state -> from >= 0 && from <= to && to <= state.version)
        .map(state -> difference(state, from, to));
  }

  private static Difference difference(DatanetState state, int from, int to) {
    Map<String, ContentId> before = new LinkedHashMap<>();
    state.rowsOf(from).forEach(row -> before.put(row.id(), row.content()));
    List<String> added = new ArrayList<>();
    List<String> replaced = new ArrayList<>();
    for (DatanetState.Row row : state.rowsOf(to)) {
      ContentId known = before.get(row.id());
      if (known == null) {
        added.add(row.id());
      } else if (!known.equals(row.content())) {
        replaced.add(row.id());
      }
    }
    List<String> withdrawn =
        state.rows.values().stream()
            .filter(row -> row.since() <= from && row.until() > from && row.until() <= to)
            .map(DatanetState.Row::id)
            .toList();
    return new Difference(added, replaced, withdrawn);
  }
}
