package guildhall.datanet.span;

import java.util.Arrays;

/// The suffixes of a text in their order, in time and memory linear in the text.
///
/// A suffix is *small* if it sorts before the one that follows it in the text, else *large*; the
/// end of the text sorts before everything. The leftmost of a row of small suffixes is a *valley*.
/// Once the valleys are in order, one sweep up puts all large suffixes in place and one sweep down
/// all small ones. The valleys are ordered by the same two sweeps, applied to valleys in any order:
/// that sorts the stretches between valleys, which become the symbols of a text of at most half the
/// length, and that is sorted in the same way.
///
/// Source: G. Nong, S. Zhang, W. H. Chan, Linear suffix array construction by almost pure
/// induced-sorting, 2009 (SA-IS).
final class SuffixArray {

  private static final int EMPTY = -1;

  private final int[] text;
  private final int first; // of the text in its array
  private final int length;
  private final int[] rows; // the result goes to its first `length` elements
  private final int[] bucketEnds; // by symbol
  private final int[] cursors;
  private final long[] small; // a bit per position

  private SuffixArray(int[] text, int first, int length, int alphabet, int[] rows) {
    this.text = text;
    this.first = first;
    this.length = length;
    this.rows = rows;
    this.bucketEnds = new int[alphabet];
    this.cursors = new int[alphabet];
    this.small = new long[(length >> 6) + 1];
  }

  /// Sorts suffixes.
  ///
  /// @param text symbols from 0 to `alphabet - 1`
  /// @return positions, the least suffix first
  static int[] of(int[] text, int alphabet) {
    int[] rows = new int[text.length];
    if (text.length > 0) {
      new SuffixArray(text, 0, text.length, alphabet, rows).sort();
    }
    return rows;
  }

  private void sort() {
    classify();
    fill(0, length);
    startAtEnds();
    for (int p = length - 1; p > 0; p--) {
      if (isValley(p)) {
        rows[--cursors[symbol(p)]] = p;
      }
    }
    sweep();
    int valleys = keepValleys();
    if (valleys > 0) {
      orderValleys(valleys);
      placeValleys(valleys);
      sweep();
    }
  }

  private int symbol(int position) {
    return text[first + position];
  }

  private boolean isSmall(int position) {
    return (small[position >> 6] & 1L << position) != 0;
  }

  private boolean isValley(int position) {
    return position > 0 && isSmall(position) && !isSmall(position - 1);
  }

  private void classify() {
    boolean following = false;
    bucketEnds[symbol(length - 1)]++;
    for (int p = length - 2; p >= 0; p--) {
      int here = symbol(p);
      int next = symbol(p + 1);
      following = here < next || (here == next && following);
      if (following) {
        small[p >> 6] |= 1L << p;
      }
      bucketEnds[here]++;
    }
    for (int symbol = 1; symbol < bucketEnds.length; symbol++) {
      bucketEnds[symbol] += bucketEnds[symbol - 1];
    }
  }

  private void fill(int from, int to) {
    Arrays.fill(rows, from, to, EMPTY);
  }

  private void startAtEnds() {
    System.arraycopy(bucketEnds, 0, cursors, 0, bucketEnds.length);
  }

  private void startAtBeginnings() {
    cursors[0] = 0;
    System.arraycopy(bucketEnds, 0, cursors, 1, bucketEnds.length - 1);
  }

  /// From valleys in their buckets to all suffixes.
  private void sweep() {
    startAtBeginnings();
    rows[cursors[symbol(length - 1)]++] = length - 1;
    for (int row = 0; row < length; row++) {
      int before = rows[row] - 1;
      if (before >= 0 && !isSmall(before)) {
        rows[cursors[symbol(before)]++] = before;
      }
    }
    startAtEnds();
    for (int row = length - 1; row >= 0; row--) {
      int before = rows[row] - 1;
      if (before >= 0 && isSmall(before)) {
        rows[--cursors[symbol(before)]] = before;
      }
    }
  }

  /// Moves the valleys, in the order of their rows, to the front.
  private int keepValleys() {
    int valleys = 0;
    for (int row = 0; row < length; row++) {
      if (isValley(rows[row])) {
        rows[valleys++] = rows[row];
      }
    }
    return valleys;
  }

  /// Puts into the first rows the valleys in order; they are there by their first stretches
  /// already.
  private void orderValleys(int valleys) {
    int names = nameStretches(valleys);
    int reduced = length - valleys;
    if (names < valleys) {
      new SuffixArray(rows, reduced, valleys, names, rows).sort();
    } else {
      for (int i = 0; i < valleys; i++) {
        rows[rows[reduced + i]] = i;
      }
    }
    int next = reduced;
    for (int p = 1; p < length; p++) {
      if (isValley(p)) {
        rows[next++] = p;
      }
    }
    for (int i = 0; i < valleys; i++) {
      rows[i] = rows[reduced + rows[i]];
    }
  }

  /// Puts into the last rows the stretches in the order of the text, each as a number that equal
  /// stretches share. Valleys are two apart at least, so half a position is a place of its own.
  ///
  /// @return how many different stretches there are
  private int nameStretches(int valleys) {
    fill(valleys, length);
    int names = 0;
    int last = EMPTY;
    for (int i = 0; i < valleys; i++) {
      int valley = rows[i];
      if (last == EMPTY || !sameStretch(last, valley)) {
        names++;
      }
      rows[valleys + valley / 2] = names - 1;
      last = valley;
    }
    int next = length;
    for (int row = length - 1; row >= valleys; row--) {
      if (rows[row] != EMPTY) {
        rows[--next] = rows[row];
      }
    }
    return names;
  }

  private boolean sameStretch(int one, int other) {
    for (int i = 0; one + i < length && other + i < length; i++) {
      if (symbol(one + i) != symbol(other + i) || isSmall(one + i) != isSmall(other + i)) {
        return false;
      }
      if (i > 0 && isValley(one + i)) {
        return isValley(other + i);
      }
    }
    return false;
  }

  private void placeValleys(int valleys) {
    fill(valleys, length);
    startAtEnds();
    for (int i = valleys - 1; i >= 0; i--) {
      int valley = rows[i];
      rows[i] = EMPTY;
      rows[--cursors[symbol(valley)]] = valley;
    }
  }
}
