package guildhall.export;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guildhall.book.Entry;
import guildhall.ledger.AccountView;
import guildhall.ledger.LedgerFact.Posting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongFunction;

/// What moved an account, newest first: walks from each entry to the one before it of the same
/// account.
///
/// @param account whose
/// @param lines what was asked for
/// @param next entries before this position were not looked at; empty at the account's beginning
public record Statement(String account, List<Line> lines, OptionalLong next) {

  /// Entries one page looks at, however few of them are asked for.
  private static final int WALK_MAX = 5_000;

  /// One posting.
  ///
  /// @param entry where it stands
  /// @param moved what it is part of
  /// @param posting the account's part
  public record Line(Entry entry, Movement moved, Posting posting) {

    /// As the wire has it.
    public ObjectNode json() {
      ObjectNode json =
          JsonNodeFactory.instance
              .objectNode()
              .put("position", entry.position())
              .put("time", Times.instant(entry.timeMicros()))
              .put("amount", Credits.of(posting.amountMicros()))
              .put("balance", Credits.of(posting.balanceMicros()))
              .put("reason", moved.reason());
      return json.put(moved.idName(), moved.link().orElse(moved.id()).toString());
    }
  }

  /// What is asked for.
  ///
  /// @param limit lines, 1 or more
  /// @param before only entries at lower positions
  /// @param sinceMicros only entries of this book time or later
  /// @param untilMicros only entries before this book time
  /// @param reason only movements with this reason
  public record Query(
      int limit, long before, long sinceMicros, long untilMicros, Optional<String> reason) {

    boolean takes(Entry entry, Movement moved) {
      return entry.position() < before
          && entry.timeMicros() < untilMicros
          && reason.map(moved.reason()::equals).orElse(true);
    }
  }

  /// Copies the lines.
  public Statement {
    lines = List.copyOf(lines);
  }

  /// Reads a page.
  ///
  /// @param entries gives the entry at a position; may read the disk
  /// @throws IllegalStateException if the account's chain of postings leads elsewhere
  public static Statement of(LongFunction<Entry> entries, AccountView account, Query query) {
    List<Line> lines = new ArrayList<>();
    long next = start(entries, account, query.before());
    long last = next + 1;
    int walked = 0;
    while (next >= 0 && lines.size() < query.limit() && walked++ < WALK_MAX) {
      Entry entry = entries.apply(next);
      if (entry.timeMicros() < query.sinceMicros()) {
        return new Statement(account.account(), lines, OptionalLong.empty());
      }
      Movement moved = Movement.of(entry.fact()).orElseThrow(() -> elsewhere(account));
      List<Posting> own = own(moved, account);
      if (query.takes(entry, moved)) {
        own.reversed().forEach(posting -> lines.add(new Line(entry, moved, posting)));
      }
      last = next;
      next = own.getFirst().previous();
    }
    return new Statement(
        account.account(), lines, next >= 0 ? OptionalLong.of(last) : OptionalLong.empty());
  }

  /// Where to begin: right after `before` if that entry is of this account, else at the newest.
  private static long start(LongFunction<Entry> entries, AccountView account, long before) {
    if (before <= account.lastPosition()) {
      Optional<Movement> moved = Movement.of(entries.apply(before).fact());
      List<Posting> own = moved.map(each -> own(each, account)).orElse(List.of());
      if (!own.isEmpty()) {
        return own.getFirst().previous();
      }
    }
    return account.lastPosition();
  }

  private static List<Posting> own(Movement moved, AccountView account) {
    return moved.postings().stream()
        .filter(posting -> posting.account().equals(account.account()))
        .toList();
  }

  private static IllegalStateException elsewhere(AccountView account) {
    return new IllegalStateException("the chain of " + account.account() + " leads elsewhere");
  }
}
