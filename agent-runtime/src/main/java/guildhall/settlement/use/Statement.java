package guildhall.settlement.use;

import guildhall.attribution.Attribution;
import guildhall.book.Entry;
import guildhall.sdk.Receipt.Line;
import guildhall.settlement.Grounds;
import guildhall.settlement.Grounds.Share;
import guildhall.settlement.RoyaltyFact.Part;
import guildhall.settlement.RoyaltyFact.Reversed;
import guildhall.settlement.SettlementFact.Distributed;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.function.Predicate;

/// What an account was credited for, read from the book by position: of each entry only where it is
/// was kept. The same entries give the same statement.
///
/// Any thread that may read the book.
final class Statement {

  private final LongFunction<Entry> book;

  /// @param book gives the durable entry at a position
  Statement(LongFunction<Entry> book) {
    this.book = book;
  }

  /// Whose statement it is.
  ///
  /// @param account its name
  /// @param datanets those it owns
  record Holder(String account, Set<String> datanets) {

    Holder {
      datanets = Set.copyOf(datanets);
    }
  }

  /// Uses newest first.
  ///
  /// @param next what to ask for as `before` to go on; empty if nothing is left
  record Page(List<Use> uses, OptionalLong next) {
    Page {
      uses = List.copyOf(uses);
    }
  }

  /// A page. It ends with the entry in which it reaches the limit, so that what one receipt brought
  /// is never torn apart.
  ///
  /// @param positions where the holder's uses are, newest first
  /// @param more whether there are older ones than these
  /// @param wanted which uses; the others are left out
  Page page(Holder holder, List<Long> positions, boolean more, int limit, Predicate<Use> wanted) {
    List<Use> uses = new ArrayList<>();
    for (int i = 0; i < positions.size(); i++) {
      of(holder, book.apply(positions.get(i))).stream().filter(wanted).forEach(uses::add);
      boolean last = i == positions.size() - 1;
      if ((uses.size() >= limit && !last) || (last && more)) {
        return new Page(uses, OptionalLong.of(positions.get(i)));
      }
    }
    return new Page(uses, OptionalLong.empty());
  }

  private static List<Use> of(Holder holder, Entry entry) {
    return switch (entry.fact()) {
      case Distributed fact -> distributed(holder, entry, fact);
      case Reversed fact -> given(entry, fact);
      default ->
          throw new IllegalStateException(
              "entry " + entry.position() + " is no use of " + holder.account());
    };
  }

  private static List<Use> distributed(Holder holder, Entry entry, Distributed fact) {
    List<Use> uses = new ArrayList<>();
    for (int i = 0; i < fact.lines().size(); i++) {
      Line line = fact.lines().get(i);
      if (line.account().equals(holder.account())) {
        uses.addAll(ofLine(holder, entry, fact, i));
      }
    }
    return uses;
  }

  private static List<Use> ofLine(Holder holder, Entry entry, Distributed fact, int index) {
    Line line = fact.lines().get(index);
    boolean curator = line.role().equals(Use.CURATOR);
    Grounds grounds = fact.grounds();
    List<Use> uses = new ArrayList<>();
    for (Share share : grounds.shares()) {
      boolean part =
          curator
              ? share.curatorMicros() > 0 && holder.datanets().contains(datanet(share.key()))
              : share.line() == index;
      if (part) {
        uses.add(
            use(
                entry,
                fact,
                index,
                share.key(),
                Attribution.permille(share.weight(), grounds.wholeMicros()),
                curator ? share.curatorMicros() : share.micros()));
      }
    }
    return uses.isEmpty()
        ? List.of(use(entry, fact, index, line.note(), 0, line.amount().micros()))
        : uses;
  }

  private static Use use(
      Entry entry, Distributed fact, int index, String key, int permille, long micros) {
    return new Use(
        entry.position(),
        entry.timeMicros(),
        fact.call(),
        fact.method(),
        index,
        fact.lines().get(index).role(),
        key,
        permille,
        micros,
        fact.vestsMicros());
  }

  private static List<Use> given(Entry entry, Reversed fact) {
    List<Use> uses = new ArrayList<>();
    for (Part part : fact.parts()) {
      uses.add(
          new Use(
              entry.position(),
              entry.timeMicros(),
              fact.call(),
              "",
              part.line(),
              Use.GIVEN,
              "",
              0,
              part.micros(),
              fact.dueMicros()));
    }
    return uses;
  }

  private static String datanet(String key) {
    int hash = key.indexOf('#');
    return hash < 0 ? key : key.substring(0, hash);
  }
}
