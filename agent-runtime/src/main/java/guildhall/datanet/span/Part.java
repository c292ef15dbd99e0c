package guildhall.datanet.span;

import java.util.BitSet;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// A segment and which of its documents have been removed. Immutable; safe for any thread.
final class Part {

  private final Segment segment;
  private final BitSet deadDocuments;
  private final @Nullable BitSet deadRows; // none if no document is dead

  private Part(Segment segment, BitSet deadDocuments, @Nullable BitSet deadRows) {
    this.segment = segment;
    this.deadDocuments = deadDocuments;
    this.deadRows = deadRows;
  }

  static Part of(Segment segment) {
    return new Part(segment, new BitSet(), null);
  }

  /// Like this, without some documents. Reads all rows once.
  ///
  /// @param documents their places in the segment
  Part without(BitSet documents) {
    BitSet positions = new BitSet();
    documents.stream()
        .forEach(document -> positions.set(segment.start(document), segment.start(document + 1)));
    BitSet rows = deadRows == null ? new BitSet() : (BitSet) deadRows.clone();
    for (int row = 0; row < segment.length(); row++) {
      if (positions.get(segment.position(row))) {
        rows.set(row);
      }
    }
    BitSet dead = (BitSet) deadDocuments.clone();
    dead.or(documents);
    return new Part(segment, dead, rows);
  }

  Segment segment() {
    return segment;
  }

  boolean isLive(int document) {
    return !deadDocuments.get(document);
  }

  /// Adds how often each token stands in live documents.
  void count(IntTable counts) {
    if (deadRows == null) {
      for (int rank = 1; rank <= segment.vocabulary(); rank++) {
        counts.add(segment.token(rank), segment.firstRow(rank + 1) - segment.firstRow(rank));
      }
      return;
    }
    for (int document = 0; document < segment.documents(); document++) {
      if (isLive(document)) {
        for (int token : segment.tokens(document)) {
          counts.add(token, 1);
        }
      }
    }
  }

  /// Finds the longest beginning of what remains of some ranks that stands in a live document.
  ///
  /// @param ranks of an answer in this segment, shape `[n]`
  /// @param from where to begin
  /// @param found gets the length, 0 if there is none, and a row it stands in
  void longest(int[] ranks, int from, Found found) {
    found.length = 0;
    int rank = ranks[from];
    if (rank < 0) {
      return;
    }
    int first = segment.firstRow(rank);
    int after = segment.firstRow(rank + 1);
    int most = ranks.length - from;
    int low = first - 1; // the last row known to sort before the ranks
    int high = after; // the first row known not to
    int lowCommon = 1; // every row between has the first token
    int highCommon = 1;
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      int known = lowCommon < highCommon ? lowCommon : highCommon;
      int position = segment.position(middle);
      int common = segment.common(position, ranks, from, known, most);
      if (common < most && segment.rankAt(position + common) < ranks[from + common]) {
        low = middle;
        lowCommon = common;
      } else {
        high = middle;
        highCommon = common;
      }
    }
    if (deadRows == null) {
      found.offer(low, low < first ? 0 : lowCommon);
      found.offer(high, high == after ? 0 : highCommon);
    } else {
      offerLive(deadRows.previousClearBit(low), first, after, ranks, from, found);
      offerLive(deadRows.nextClearBit(high), first, after, ranks, from, found);
    }
  }

  private void offerLive(int row, int first, int after, int[] ranks, int from, Found found) {
    if (row >= first && row < after) {
      int most = ranks.length - from;
      found.offer(row, segment.common(segment.position(row), ranks, from, 1, most));
    }
  }

  /// Rows whose suffixes share their beginning with a row's.
  ///
  /// @param row one of them
  /// @param ranks what they begin with, at `from`
  /// @param length of the beginning, 1 or more
  /// @param range gets the rows
  void range(int row, int[] ranks, int from, int length, Range range) {
    int rank = ranks[from];
    range.first = edge(row, segment.firstRow(rank) - 1, -1, ranks, from, length) + 1;
    range.after = edge(row, segment.firstRow(rank + 1), 1, ranks, from, length);
  }

  /// The nearest row, on one side, that begins differently: in growing steps, then by halving.
  private int edge(int row, int limit, int direction, int[] ranks, int from, int length) {
    int inside = row;
    int outside = limit;
    for (long step = 1; ; step *= 2) {
      long next = inside + direction * step;
      if ((next - limit) * direction >= 0) {
        break;
      }
      if (begins((int) next, ranks, from, length)) {
        inside = (int) next;
      } else {
        outside = (int) next;
        break;
      }
    }
    while ((outside - inside) * direction > 1) {
      int middle = (inside + outside) >>> 1;
      if (begins(middle, ranks, from, length)) {
        inside = middle;
      } else {
        outside = middle;
      }
    }
    return outside;
  }

  private boolean begins(int row, int[] ranks, int from, int length) {
    return segment.common(segment.position(row), ranks, from, 1, length) == length;
  }

  /// How many live rows there are in a range, counted up to a limit.
  int live(Range range, int limit) {
    int rows = range.after - range.first;
    if (deadRows == null) {
      return rows < limit ? rows : limit;
    }
    int live = 0;
    int row = deadRows.nextClearBit(range.first);
    while (row < range.after && live < limit) {
      live++;
      row = deadRows.nextClearBit(row + 1);
    }
    return live;
  }

  /// The positions of the live rows of a range.
  void positions(Range range, IntConsumer each) {
    for (int row = range.first; row < range.after; row++) {
      if (deadRows == null || !deadRows.get(row)) {
        each.accept(segment.position(row));
      }
    }
  }

  /// The least position of the live rows of a range.
  int earliest(Range range) {
    int earliest = Integer.MAX_VALUE;
    for (int row = range.first; row < range.after; row++) {
      int position = segment.position(row);
      if (position < earliest && (deadRows == null || !deadRows.get(row))) {
        earliest = position;
      }
    }
    return earliest;
  }

  /// A row and how far it agrees.
  static final class Found {
    int row;
    int length;

    private void offer(int atRow, int common) {
      if (common > length) {
        row = atRow;
        length = common;
      }
    }
  }

  /// Neighbouring rows.
  static final class Range {
    int first;
    int after;
  }
}
