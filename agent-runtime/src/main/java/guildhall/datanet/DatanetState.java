package guildhall.datanet;

import guildhall.book.ContentId;
import guildhall.datanet.DatanetFact.Contributed;
import guildhall.datanet.DatanetFact.Declined;
import guildhall.datanet.DatanetFact.Offered;
import guildhall.datanet.DatanetFact.Promoted;
import guildhall.datanet.DatanetFact.Rejected;
import guildhall.datanet.DatanetFact.Reviewed;
import guildhall.datanet.DatanetFact.Withdrawn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One datanet as the book has it. Of the book's writer thread.
final class DatanetState {

  private static final long DAY_MICROS = 86_400_000_000L;

  /// A contribution, or what it was before it was replaced or withdrawn.
  ///
  /// @param since the first version that has it
  /// @param until the first version that has it no more, 0 while there is none
  /// @param aliasOf key of the contribution that it repeats
  /// @param ordinal its place among all that were ever registered, in all datanets
  record Row(
      String id,
      String contributor,
      ContentId content,
      int since,
      int until,
      Optional<String> aliasOf,
      long ordinal) {

    boolean isIn(int version) {
      return since <= version && (until == 0 || until > version) && aliasOf.isEmpty();
    }

    private Row until(int version) {
      return new Row(id, contributor, content, since, version, aliasOf, ordinal);
    }

    private Row promoted(Optional<String> root, long newOrdinal, int nextVersion) {
      int from = root.isEmpty() ? nextVersion : since;
      return new Row(id, contributor, content, from, until, root, newOrdinal);
    }

    Datanets.Registered registered(String datanet) {
      return new Datanets.Registered(
          ordinal, Contribution.key(datanet, id), contributor, content, true, aliasOf);
    }

    Contributed contributed(String datanet) {
      return new Contributed(datanet, id, contributor, content);
    }
  }

  /// Something that waits to be judged, and how it was judged so far.
  ///
  /// @param ordinal see [Row]
  record Open(Offered offered, List<Reviewed> reviews, long ordinal) {

    Open {
      reviews = List.copyOf(reviews);
    }

    private Open with(Reviewed review) {
      return new Open(
          offered, Stream.concat(reviews.stream(), Stream.of(review)).toList(), ordinal);
    }

    private Open promoted(Optional<String> root, long newOrdinal) {
      return new Open(
          new Offered(
              offered.datanet(),
              offered.id(),
              offered.contributor(),
              offered.content(),
              offered.licence(),
              offered.bytes(),
              offered.scorePermille(),
              root),
          reviews,
          newOrdinal);
    }

    /// What it is when it was taken back before it was judged: in no version.
    private Row takenBack() {
      return new Row(
          offered.id(), offered.contributor(), offered.content(), 0, 1, offered.aliasOf(), ordinal);
    }

    long judged(boolean approved) {
      return reviews.stream().filter(each -> each.approved() == approved).count();
    }

    Optional<Reviewed> by(String reviewer) {
      return reviews.stream().filter(each -> each.reviewer().equals(reviewer)).findFirst();
    }
  }

  /// An offer that was judged and not accepted; forgotten when its id is used again.
  ///
  /// @param reason of those who judged
  record Turned(Offered offered, String reason) {}

  /// What a contributor has offered on one day.
  ///
  /// @param day since 1970
  record Usage(String contributor, long day, int items, long bytes, int declines) {

    private Usage plus(int moreItems, long moreBytes, int moreDeclines) {
      return new Usage(
          contributor, day, items + moreItems, bytes + moreBytes, declines + moreDeclines);
    }
  }

  final String name;
  String owner = ""; // of a datanet without a charter: the operator
  Optional<Charter> charter = Optional.empty();
  int version;
  boolean changed;

  /// The newest of each id, in the order the ids came.
  final Map<String, Row> rows = new LinkedHashMap<>();

  /// What newer rows have replaced and older versions still have.
  final List<Row> past = new ArrayList<>();

  /// What is in no version and was no version's last, but stays known: what was withdrawn and whose
  /// id was used again or never accepted, and what was replaced before it was published.
  final List<Row> gone = new ArrayList<>();

  final Map<String, Open> open = new LinkedHashMap<>();
  final Map<String, Withdrawn> withdrawn = new LinkedHashMap<>();
  final Map<String, Turned> rejected = new LinkedHashMap<>();

  /// What was withdrawn to be erased, and what had its id before.
  final Set<ContentId> erased = new LinkedHashSet<>();

  private final Map<String, Usage> usages = new LinkedHashMap<>();
  private final FailedMarks failed = new FailedMarks();

  DatanetState(String name) {
    this.name = name;
  }

  /// Takes a contribution in, in place of what had its id.
  ///
  /// @param ordinal of something that was not offered before
  /// @return whether it took the ordinal
  boolean accept(Contributed contributed, long ordinal) {
    Open offer = open.remove(contributed.id());
    Row row =
        new Row(
            contributed.id(),
            contributed.contributor(),
            contributed.content(),
            version + 1,
            0,
            offer == null ? Optional.empty() : offer.offered().aliasOf(),
            offer == null ? ordinal : offer.ordinal());
    Row before = rows.put(row.id(), row);
    if (before != null && before.until() == 0 && before.since() <= version) {
      past.add(before.until(version + 1)); // what was withdrawn is in no version any more
    } else if (before != null) {
      gone.add(before);
    }
    withdrawn.remove(row.id());
    rejected.remove(row.id());
    changed = true;
    return offer == null;
  }

  /// Takes out what has the id, and what had it in earlier versions: a later contribution under the
  /// same id must not bring that back.
  void withdraw(Withdrawn fact) {
    if (fact.erased()) {
      contentsOf(fact.id()).forEach(erased::add);
    }
    withdrawn.put(fact.id(), fact);
    withdrawEarlier(fact.id());
    rejected.remove(fact.id());
    Open takenBack = open.remove(fact.id());
    if (takenBack != null) {
      gone.add(takenBack.takenBack());
    }
    Row row = rows.get(fact.id());
    if (row != null && row.until() == 0) {
      rows.put(row.id(), row.until(version + 1));
      changed = true;
    }
  }

  /// What an id stood for before is withdrawn with it, and does not come back with the id.
  private void withdrawEarlier(String id) {
    gone.replaceAll(row -> row.id().equals(id) && row.until() == 0 ? row.until(version + 1) : row);
    past.removeIf(row -> row.id().equals(id) && gone.add(row));
  }

  /// What has an ordinal as something that stands for itself, if it repeats a root: it waits, or
  /// was accepted and stays.
  Optional<Promoted> alias(String id, long ordinal, String root) {
    Open waits = open.get(id);
    if (waits != null && waits.ordinal() == ordinal) {
      return waits
          .offered()
          .aliasOf()
          .filter(root::equals)
          .map(_ -> new Promoted(name, id, waits.offered().content(), Optional.empty()));
    }
    return Optional.ofNullable(rows.get(id))
        .filter(row -> row.ordinal() == ordinal && row.until() == 0)
        .filter(row -> row.aliasOf().equals(Optional.of(root)))
        .map(row -> new Promoted(name, id, row.content(), Optional.empty()));
  }

  /// What repeats nothing any more is read from the next version on.
  void promote(Promoted promoted, long ordinal) {
    Open waits = open.get(promoted.id());
    if (waits != null) {
      open.put(promoted.id(), waits.promoted(promoted.aliasOf(), ordinal));
      return;
    }
    Row row = rows.get(promoted.id());
    if (row != null) {
      rows.put(row.id(), row.promoted(promoted.aliasOf(), ordinal, version + 1));
      changed |= promoted.aliasOf().isEmpty();
    }
  }

  /// Whether it was withdrawn and not offered again since.
  boolean isWithdrawn(String id) {
    return withdrawn.containsKey(id) && !open.containsKey(id) && !rejected.containsKey(id);
  }

  private Stream<ContentId> contentsOf(String id) {
    Stream<Offered> offers =
        Stream.concat(
            Stream.ofNullable(open.get(id)).map(Open::offered),
            Stream.ofNullable(rejected.get(id)).map(Turned::offered));
    Stream<Row> all =
        Stream.concat(
            Stream.ofNullable(rows.get(id)),
            Stream.concat(past.stream(), gone.stream()).filter(row -> row.id().equals(id)));
    return Stream.concat(offers.map(Offered::content), all.map(Row::content));
  }

  /// Every content that something here still names: what is read, waits, or was turned away.
  Stream<ContentId> named() {
    Stream<Offered> offers =
        Stream.concat(
            open.values().stream().map(Open::offered),
            rejected.values().stream().map(Turned::offered));
    Stream<Row> all =
        Stream.concat(rows.values().stream().filter(row -> row.until() == 0), past.stream());
    return Stream.concat(offers.map(Offered::content), all.map(Row::content));
  }

  /// Turns an offer away; empty if there is none.
  Optional<Offered> reject(Rejected fact) {
    Optional<Offered> offered = Optional.ofNullable(open.remove(fact.id())).map(Open::offered);
    offered.ifPresent(it -> rejected.put(fact.id(), new Turned(it, fact.reason())));
    return offered;
  }

  void judge(Reviewed review) {
    Open known = open.get(review.id());
    if (known != null) {
      open.put(review.id(), known.with(review));
    }
  }

  void offer(Offered offered, long ordinal, long timeMicros) {
    open.put(offered.id(), new Open(offered, List.of(), ordinal));
    rejected.remove(offered.id());
    use(usage(offered.contributor(), timeMicros).plus(1, offered.bytes(), 0));
  }

  void decline(Declined declined, long timeMicros) {
    use(usage(declined.contributor(), timeMicros).plus(1, declined.bytes(), 1));
    declined
        .mark()
        .ifPresent(mark ->
            failed.add(
                new FailedMarks.Failed(
                    declined.contributor(), day(timeMicros), mark, declined.code())));
  }

  /// What has failed the checks on the day.
  FailedMarks failed() {
    return failed;
  }

  static long day(long timeMicros) {
    return Math.floorDiv(timeMicros, DAY_MICROS);
  }

  /// Keeps what is of the day; days gone by count no more.
  void use(Usage usage) {
    usages.values().removeIf(each -> each.day() < usage.day());
    usages.put(usage.contributor(), usage);
  }

  Usage usage(String contributor, long timeMicros) {
    long day = day(timeMicros);
    Usage known = usages.get(contributor);
    return known == null || known.day() != day ? new Usage(contributor, day, 0, 0, 0) : known;
  }

  Iterable<Usage> usages() {
    return usages.values();
  }

  Stream<Datanets.Registered> registered() {
    Stream<Datanets.Registered> waiting =
        open.values().stream()
            .map(each ->
                new Datanets.Registered(
                    each.ordinal(),
                    Contribution.key(name, each.offered().id()),
                    each.offered().contributor(),
                    each.offered().content(),
                    false,
                    each.offered().aliasOf()));
    Stream<Datanets.Registered> accepted =
        rows.values().stream().filter(row -> row.until() == 0).map(row -> row.registered(name));
    return Stream.concat(waiting, accepted);
  }

  /// All whose texts are known, see [Datanets#known].
  Stream<Datanets.Known> known() {
    Stream<Row> before = Stream.concat(past.stream().map(row -> row.until(0)), gone.stream());
    return Stream.concat(
        open.values().stream()
            .map(each ->
                new Datanets.Known(
                    each.ordinal(),
                    Contribution.key(name, each.offered().id()),
                    each.offered().content(),
                    each.offered().aliasOf(),
                    false)),
        Stream.concat(before, rows.values().stream())
            .map(row ->
                new Datanets.Known(
                    row.ordinal(),
                    Contribution.key(name, row.id()),
                    row.content(),
                    row.aliasOf(),
                    row.until() != 0)));
  }

  /// Whether its content is there although it is withdrawn.
  boolean isToBeErasedStill(String id) {
    Withdrawn fact = withdrawn.get(id);
    return fact != null && !fact.erased();
  }

  /// Whether an id stands for something that others can repeat: all but what was rejected.
  boolean knows(String id) {
    return open.containsKey(id) || rows.containsKey(id) || withdrawn.containsKey(id);
  }

  /// What can be read in a version, in the order it came; what was withdrawn since is not in it.
  List<Row> rowsOf(int which) {
    Map<String, Row> of = new HashMap<>();
    past.stream().filter(row -> row.isIn(which)).forEach(row -> of.put(row.id(), row));
    rows.values().stream().filter(row -> row.isIn(which)).forEach(row -> of.put(row.id(), row));
    return rows.keySet().stream()
        .filter(id -> !withdrawn.containsKey(id))
        .map(of::get)
        .filter(DatanetState::isThere)
        .toList();
  }

  private static boolean isThere(@Nullable Row row) {
    return row != null;
  }
}
