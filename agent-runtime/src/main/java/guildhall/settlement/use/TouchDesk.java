package guildhall.settlement.use;

import guildhall.attribution.Attribution;
import guildhall.book.Book;
import guildhall.book.ContentReader;
import guildhall.book.Entry;
import guildhall.book.Feed;
import guildhall.settlement.Engagement;
import guildhall.settlement.Engagements;
import guildhall.settlement.Grounds;
import guildhall.settlement.Grounds.Share;
import guildhall.settlement.SettlementFact.Distributed;
import guildhall.settlement.SettlementFact.Settled;
import guildhall.settlement.use.Touches.At;
import guildhall.settlement.use.Touches.How;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where it is asked which receipts a contribution has touched: what a withdrawal is about besides
/// the text. The evidence of every receipt has to be read for that, so nothing is read before the
/// first question; from then on the book is followed, on a thread of its own.
///
/// Safe for any thread but event loops and those of the book.
public final class TouchDesk implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TouchDesk.class);

  /// So long a question waits until the book is read up to where it was when it came.
  private static final long PATIENCE_SECONDS = 5;

  private final Book book;
  private final Engagements engagements;
  private final Touches touches; // lock
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition further = lock.newCondition();
  private Feed.@Nullable Subscription following; // lock
  private long next; // lock
  private long unread; // lock
  private boolean closed; // lock

  /// @param contents where evidence is
  public TouchDesk(Book book, ContentReader contents, Engagements engagements) {
    this.book = book;
    this.engagements = engagements;
    this.touches = new Touches(contents);
  }

  /// A receipt that was touched.
  ///
  /// @param position of its settlement; of its distribution if the contribution has a part of it
  /// @param timeMicros book time of that
  /// @param call which receipt
  /// @param capability what the call was for
  /// @param read whether the call has read the contribution
  /// @param weightPermille how much of the answer was put down to it, rounded down
  /// @param micros what its contributor has got of it, in micro-credits
  /// @param reversed whether that was taken back
  public record Touch(
      long position,
      long timeMicros,
      String call,
      String capability,
      boolean read,
      int weightPermille,
      long micros,
      boolean reversed) {}

  /// A page of them, newest first.
  ///
  /// @param total how many there are in all
  /// @param complete whether all that was settled when it was asked is counted; if not, the book is
  ///   still being read, or evidence could not be read and the log says which
  /// @param next what to ask for as `before` to go on; empty if nothing is left
  public record Page(long total, boolean complete, List<Touch> receipts, OptionalLong next) {
    /// Copies the list.
    public Page {
      receipts = List.copyOf(receipts);
    }
  }

  private record Seen(long total, boolean complete, List<At> at) {}

  /// Receipts that a contribution has touched. Calls that are still at work have none yet.
  ///
  /// @param key `datanet#id`
  /// @param since only those whose entry is at this position or behind it
  /// @param query which page; its limit is one of receipts
  /// @throws java.io.UncheckedIOException if the book cannot be read
  public Page receipts(String key, long since, UseDesk.Query query) {
    Seen seen = seen(key, since, query);
    int shown = Math.min(query.limit(), seen.at().size());
    List<Found> found = new ArrayList<>();
    for (At each : seen.at().subList(0, shown)) {
      found.add(new Found(book.feed().get(each.position()), each.how() != How.WEIGHED));
    }
    return new Page(
        seen.total(),
        seen.complete(),
        book.await(_ -> found.stream().map(each -> touch(key, each)).toList()),
        seen.at().size() > shown
            ? OptionalLong.of(seen.at().get(shown - 1).position())
            : OptionalLong.empty());
  }

  private Seen seen(String key, long since, UseDesk.Query query) {
    lock.lock();
    try {
      boolean upToDate = follow(book.feed().end());
      return new Seen(
          touches.count(key, since),
          upToDate && unread == 0,
          touches.below(key, since, query.before(), query.limit() + 1));
    } finally {
      lock.unlock();
    }
  }

  /// Waits until entries before a position are taken in.
  ///
  /// @return false if that takes too long
  private boolean follow(long end) {
    if (following == null && !closed) {
      following = book.feed().subscribe("touched", 0, this::take);
    }
    long left = TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    try {
      while (next < end && left > 0 && !closed) {
        left = further.awaitNanos(left);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return next >= end;
  }

  private void take(Entry entry) {
    lock.lock();
    try {
      touches.apply(entry);
    } catch (IOException | RuntimeException e) {
      unread++;
      LOG.error("it is not known what was read for the receipt of entry {}", entry.position(), e);
    } finally {
      next = entry.position() + 1;
      further.signalAll();
      lock.unlock();
    }
  }

  private record Found(Entry entry, boolean read) {}

  private Touch touch(String key, Found found) {
    return switch (found.entry().fact()) {
      case Settled fact -> touch(found, fact.call(), 0, 0, -1);
      case Distributed fact -> {
        Grounds grounds = fact.grounds();
        Share share =
            grounds.shares().stream().filter(each -> each.key().equals(key)).findFirst().get();
        int weight = Attribution.permille(share.weight(), grounds.wholeMicros());
        yield touch(found, fact.call(), weight, share.micros(), share.line());
      }
      default ->
          throw new IllegalStateException("entry " + found.entry().position() + " is no receipt");
    };
  }

  private Touch touch(Found found, String call, int permille, long micros, int line) {
    Engagement engagement = engagements.find(call).orElseThrow();
    return new Touch(
        found.entry().position(),
        found.entry().timeMicros(),
        call,
        engagement.award().capability(),
        found.read(),
        permille,
        micros,
        engagement.reversed().contains(line));
  }

  /// Reads no further; who waits is answered with what is known.
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      further.signalAll();
      if (following != null) {
        following.close();
      }
    } finally {
      lock.unlock();
    }
  }
}
