package guildhall.ledger;

import guildhall.book.Entry;
import guildhall.ledger.LedgerFact.Captured;
import guildhall.ledger.LedgerFact.Moved;
import guildhall.ledger.LedgerFact.Posting;
import guildhall.ledger.LedgerFact.Refunded;
import guildhall.ledger.LedgerFact.Transferred;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongFunction;

/// What has moved an account, read from the book by position: no index is kept.
///
/// Each posting names the entry that moved the account before, and mostly one much earlier: the
/// n-th posting skips to the latest one before it whose number is a multiple of 16, and a multiple
/// of 16, 256, 4096 ... to the one that many before. So any point of the past is found in a number
/// of reads that grows with the logarithm of the length of the chain.
///
/// Any thread that may read the book.
public final class History {
  private static final int MOST_READS = 10_000;

  private final LongFunction<Entry> book;

  /// @param book gives the durable entry at a position
  public History(LongFunction<Entry> book) {
    this.book = book;
  }

  /// One movement of an account.
  ///
  /// @param position of its entry
  /// @param timeMicros book time of its entry
  /// @param moved the movement
  /// @param posting the account's part of it
  public record Line(long position, long timeMicros, Moved moved, Posting posting) {

    /// The id of the transfer, capture or refund.
    public Id id() {
      return switch (moved) {
        case Transferred it -> it.id();
        case Captured it -> it.id();
        case Refunded it -> it.id();
      };
    }
  }

  /// What to show.
  ///
  /// @param limit at most so many lines, 1 or more
  /// @param before only entries at lower positions
  /// @param reason only movements of this reason
  /// @param fromMicros only entries at this book time or later
  /// @param untilMicros only entries before this book time
  public record Query(
      int limit, long before, Optional<String> reason, long fromMicros, long untilMicros) {

    /// All movements.
    public static Query newest(int limit, long before) {
      return new Query(limit, before, Optional.empty(), Long.MIN_VALUE, Long.MAX_VALUE);
    }
  }

  /// Lines newest first.
  ///
  /// @param lines at most as many as asked for; fewer, if a filter leaves few of many movements
  /// @param next what to ask for as `before` to go on; empty if nothing is left
  public record Page(List<Line> lines, OptionalLong next) {
    /// Copies the list.
    public Page {
      lines = List.copyOf(lines);
    }
  }

  /// A page of an account's statement.
  ///
  /// @throws IllegalStateException if the chain of the account leads elsewhere: the book is damaged
  public Page statement(AccountView account, Query query) {
    List<Line> lines = new ArrayList<>();
    long position = seek(account, query.before(), query.untilMicros());
    long last = query.before();
    for (int reads = 0; position >= 0; reads++) {
      if (lines.size() >= query.limit() || reads >= MOST_READS) {
        return new Page(lines, OptionalLong.of(last));
      }
      Line line = line(account.account(), position);
      if (line.timeMicros() < query.fromMicros()) {
        return new Page(lines, OptionalLong.empty());
      }
      if (query.reason().isEmpty() || query.reason().get().equals(line.moved().reason())) {
        lines.add(line);
      }
      last = position;
      position = line.posting().previous();
    }
    return new Page(lines, OptionalLong.empty());
  }

  /// The balance after the entry at a position, in micro-credits; 0 before the account's first
  /// movement.
  public long balanceAsOf(AccountView account, long position) {
    if (position >= account.lastPosition()) {
      return account.balanceMicros();
    }
    long found = seek(account, position + 1, Long.MAX_VALUE);
    return found < 0 ? 0 : line(account.account(), found).posting().balanceMicros();
  }

  /// The position of the account's newest movement before a position and a time, -1 if none.
  private long seek(AccountView account, long before, long untilMicros) {
    long position = account.lastPosition();
    while (position >= 0) {
      boolean inTime =
          untilMicros == Long.MAX_VALUE || book.apply(position).timeMicros() < untilMicros;
      if (position < before && inTime) {
        return position;
      }
      Posting posting = line(account.account(), position).posting();
      long skip = posting.skip();
      boolean far =
          skip >= 0
              && (skip >= before
                  || (untilMicros != Long.MAX_VALUE
                      && book.apply(skip).timeMicros() >= untilMicros));
      position = far ? skip : posting.previous();
    }
    return -1;
  }

  private Line line(String account, long position) {
    Entry entry = book.apply(position);
    if (entry.fact() instanceof Moved moved) {
      for (Posting posting : moved.postings()) {
        if (posting.account().equals(account)) {
          return new Line(position, entry.timeMicros(), moved, posting);
        }
      }
    }
    throw new IllegalStateException(
        "the chain of " + account + " leads elsewhere at entry " + position);
  }
}
