package guildhall.ledger;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Where the express pointers of busy accounts lead: per account and level the position of its
/// newest posting whose ordinal is a multiple of 16^level, for levels from 2 on.
///
/// Only accounts with more than 16 postings have any; chunks of accounts without one cost nothing.
/// Not safe for threads.
final class Anchors {

  static final int FIRST_LEVEL = 2;

  private static final int CHUNK_BITS = 10;
  private static final int CHUNK = 1 << CHUNK_BITS;
  private static final long[] NONE = new long[0];

  private long[] @Nullable [] @Nullable [] chunks = new long[1][][];

  /// A level that was set before.
  long get(int account, int level) {
    return of(account)[level - FIRST_LEVEL];
  }

  /// Gives a level another anchor.
  ///
  /// @return what was there before, 0 if nothing was
  long set(int account, int level, long position) {
    int at = level - FIRST_LEVEL;
    long[] levels = of(account);
    if (levels.length <= at) {
      levels = Arrays.copyOf(levels, at + 1);
      put(account, levels);
    }
    long before = levels[at];
    levels[at] = position;
    return before;
  }

  private long[] of(int account) {
    int chunk = account >>> CHUNK_BITS;
    long[] @Nullable [] levels = chunk < chunks.length ? chunks[chunk] : null;
    long[] found = levels == null ? null : levels[account & (CHUNK - 1)];
    return found == null ? NONE : found;
  }

  private void put(int account, long[] levels) {
    int chunk = account >>> CHUNK_BITS;
    if (chunk >= chunks.length) {
      chunks = Arrays.copyOf(chunks, Math.max(chunk + 1, chunks.length * 2));
    }
    long[] @Nullable [] there = chunks[chunk];
    if (there == null) {
      there = new long[CHUNK][];
      chunks[chunk] = there;
    }
    there[account & (CHUNK - 1)] = levels;
  }
}
