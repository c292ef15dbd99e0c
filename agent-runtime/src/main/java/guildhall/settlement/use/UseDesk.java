package guildhall.settlement.use;

import guildhall.book.Book;
import guildhall.settlement.Engagement;
import guildhall.settlement.Engagements;
import guildhall.settlement.Vesting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Where contributors ask what their contributions were used for. Every method waits for the book
/// and reads it, so none may be called on a thread of the book.
public final class UseDesk {

  /// Entries that one page reads at most, however few of them a filter leaves.
  private static final int MOST_READS = 2000;

  private final Book book;
  private final Uses uses;
  private final Engagements engagements;
  private final Vesting vesting;

  /// Over these projections of a book.
  public UseDesk(Book book, Uses uses, Engagements engagements, Vesting vesting) {
    this.book = book;
    this.uses = uses;
    this.engagements = engagements;
    this.vesting = vesting;
  }

  /// What to show.
  ///
  /// @param limit a page ends with the receipt in which it has so many uses, 1 or more
  /// @param before only entries at lower positions
  public record Query(int limit, long before) {}

  /// A use, and what is known of it now.
  ///
  /// @param capability what the call was for
  /// @param state what became of what it brought
  public record Shown(Use use, String capability, Use.State state) {}

  /// A page of uses, newest first.
  ///
  /// @param next what to ask for as `before` to go on; empty if nothing is left
  public record Page(List<Shown> uses, OptionalLong next) {
    /// Copies the list.
    public Page {
      uses = List.copyOf(uses);
    }
  }

  /// A contribution and its running sums.
  ///
  /// @param contributor whose it is now
  /// @param accepted whether it is in the datanet still
  /// @param since position of the book from which on it is theirs; 0 if nobody had its id before
  /// @param uses by how many receipts it was used since
  /// @param micros what these have brought, the owner's part included, without what was reversed
  /// @param reversedMicros what was reversed of it
  public record Contribution(
      String contributor,
      boolean accepted,
      long since,
      long uses,
      long micros,
      long reversedMicros) {}

  private record Seen(Statement.Holder holder, List<Long> positions, boolean more) {}

  /// Uses that brought an account something, or might have.
  ///
  /// @param datanet only those of this one; all if empty
  /// @return empty if the account has never contributed, owned a datanet or earned royalties
  public Optional<Page> ofAccount(String account, Optional<String> datanet, Query query) {
    String prefix = datanet.map(name -> name + "#").orElse("");
    return page(account, query, use -> use.contribution().startsWith(prefix));
  }

  /// Uses of one contribution that brought its contributor something, or might have: since it was
  /// accepted from whoever has it now.
  ///
  /// @param contribution as [#contribution] has given it
  public Page ofContribution(String datanet, String id, Contribution contribution, Query query) {
    String key = datanet + "#" + id;
    return page(
            contribution.contributor(),
            query,
            use -> use.contribution().equals(key) && use.role().equals(Use.ROYALTY))
        .orElseGet(() -> new Page(List.of(), OptionalLong.empty()));
  }

  /// One contribution; empty if it was never accepted.
  public Optional<Contribution> contribution(String datanet, String id) {
    return book.await(_ ->
        uses.find(datanet)
            .flatMap(found -> found.find(id))
            .filter(sum -> !sum.contributor.isEmpty())
            .map(UseDesk::contribution));
  }

  private static Contribution contribution(DatanetUse.Sum sum) {
    return new Contribution(
        sum.contributor, sum.accepted, sum.since, sum.uses, sum.micros, sum.reversed);
  }

  private Optional<Page> page(String account, Query query, Predicate<Use> wanted) {
    Optional<Seen> seen =
        book.await(_ -> uses.knows(account) ? Optional.of(seen(account, query)) : Optional.empty());
    return seen.map(found -> {
      Statement.Page page =
          new Statement(book.feed()::get)
              .page(found.holder(), found.positions(), found.more(), query.limit(), wanted);
      return new Page(shown(account, page.uses()), page.next());
    });
  }

  private Seen seen(String account, Query query) {
    List<Long> positions = uses.entries(account, query.before(), MOST_READS + 1);
    boolean more = positions.size() > MOST_READS;
    return new Seen(
        new Statement.Holder(account, uses.owned(account)),
        more ? List.copyOf(positions.subList(0, MOST_READS)) : positions,
        more);
  }

  private List<Shown> shown(String account, List<Use> page) {
    return book.await(draft -> {
      List<Shown> shown = new ArrayList<>();
      for (Use use : page) {
        Engagement engagement = engagements.find(use.call()).orElseThrow();
        shown.add(
            new Shown(
                use,
                engagement.award().capability(),
                state(account, use, engagement, draft.timeMicros())));
      }
      return shown;
    });
  }

  private Use.State state(String account, Use use, Engagement engagement, long nowMicros) {
    if (!use.role().equals(Use.GIVEN) && engagement.reversed().contains(use.line())) {
      return Use.State.REVERSED;
    }
    return switch (vesting.state(account, use.dueMicros(), nowMicros)) {
      case VESTING -> Use.State.VESTING;
      case DUE -> Use.State.DUE;
      case PAID, REVERSED ->
          uses.isUnclaimed(account, use.dueMicros(), use.position())
              ? Use.State.UNCLAIMED
              : Use.State.PAID;
    };
  }

  /// What a datanet's contributions earn, and what they might; empty if there is no such datanet.
  public Optional<Forecast> forecast(String datanet) {
    Optional<Supplier<Forecast>> prepared =
        book.await(draft ->
            uses.find(datanet)
                .map(found -> prepared(Day.of(draft.timeMicros()), found, sought(datanet))));
    return prepared.map(Supplier::get);
  }

  /// Copies what is needed, so that reckoning takes no time of the book.
  private static Supplier<Forecast> prepared(
      long today, DatanetUse found, List<Forecast.Sought> sought) {
    long firstDay = found.firstDay;
    List<Day> days = found.days();
    long[] earned = found.earned();
    return () -> Forecast.of(today, firstDay, days, earned, sought);
  }

  /// How well what was asked for lately could be attributed, by capability.
  private List<Forecast.Sought> sought(String datanet) {
    Map<String, Forecast.Sought> byCapability = new LinkedHashMap<>();
    for (Recent each : uses.recent()) {
      String capability = engagements.find(each.call()).orElseThrow().award().capability();
      byCapability.merge(
          capability,
          new Forecast.Sought(
              capability,
              1,
              each.datanets().contains(datanet) ? 1 : 0,
              each.poolMicros(),
              each.residualMicros()),
          Forecast.Sought::plus);
    }
    return List.copyOf(byCapability.values());
  }
}
