package guildhall.ledger;

import java.util.Arrays;

/// Finds numbers by the hash of a name: open addressing with linear probing, at most three quarters
/// full, 8 bytes a slot {32 bits of the hash, number + 1}.
///
/// It is cut into 1024 segments by the upper bits of the hash, and each grows by itself. So no
/// `add` moves more than a thousandth of all, and because the hash lies in the slot it reads no
/// name to do so: 10 million names grow by some 0.1 ms at a time. One index of 10 million would
/// stand still for a second.
///
/// Not safe for threads.
final class NameIndex {

  /// What is asked for each number whose hash fits.
  interface Match {
    boolean is(int number);
  }

  private static final int SEGMENT_BITS = 10;
  private static final int FIRST = 8;
  private static final long[] EMPTY = new long[1];

  private final long[][] segments = new long[1 << SEGMENT_BITS][];
  private final int[] sizes = new int[1 << SEGMENT_BITS];

  NameIndex() {
    Arrays.fill(segments, EMPTY);
  }

  /// The number, or -1.
  int find(long hash, Match match) {
    long[] slots = segments[segment(hash)];
    int mask = slots.length - 1;
    int at = (int) hash & mask;
    while (slots[at] != 0) {
      int number = (int) slots[at] - 1;
      if ((int) (slots[at] >>> Integer.SIZE) == (int) hash && match.is(number)) {
        return number;
      }
      at = (at + 1) & mask;
    }
    return -1;
  }

  /// The first number whose hash fits in the 32 bits that are kept, or -1. Any thread may ask, also
  /// while a number is added or removed; then one that is there may be missed, and one that is gone
  /// be found.
  int guess(long hash) {
    long[] slots = segments[segment(hash)];
    int mask = slots.length - 1;
    for (int i = 0; i <= mask; i++) {
      long slot = slots[((int) hash + i) & mask];
      if (slot == 0) {
        return -1;
      }
      if ((int) (slot >>> Integer.SIZE) == (int) hash) {
        return (int) slot - 1;
      }
    }
    return -1;
  }

  /// Adds a number that is not there.
  void add(long hash, int number) {
    int segment = segment(hash);
    long[] slots = segments[segment];
    if ((sizes[segment] + 1) * 4L > slots.length * 3L) {
      slots = grown(slots);
      segments[segment] = slots;
    }
    put(slots, (hash << Integer.SIZE) | (number + 1));
    sizes[segment]++;
  }

  private static long[] grown(long[] slots) {
    long[] larger = new long[Math.max(FIRST, Math.multiplyExact(slots.length, 2))];
    for (long slot : slots) {
      if (slot != 0) {
        put(larger, slot);
      }
    }
    return larger;
  }

  private static void put(long[] slots, long slot) {
    int mask = slots.length - 1;
    int at = home(slot, mask);
    while (slots[at] != 0) {
      at = (at + 1) & mask;
    }
    slots[at] = slot;
  }

  /// Takes away a number that is there; those that had to go past it move up.
  void remove(long hash, int number) {
    int segment = segment(hash);
    long[] slots = segments[segment];
    int mask = slots.length - 1;
    long gone = (hash << Integer.SIZE) | (number + 1);
    int hole = home(gone, mask);
    while (slots[hole] != gone) {
      hole = (hole + 1) & mask;
    }
    for (int at = (hole + 1) & mask; slots[at] != 0; at = (at + 1) & mask) {
      if (((at - home(slots[at], mask)) & mask) >= ((at - hole) & mask)) {
        slots[hole] = slots[at];
        hole = at;
      }
    }
    slots[hole] = 0;
    sizes[segment]--;
  }

  private static int home(long slot, int mask) {
    return (int) (slot >>> Integer.SIZE) & mask;
  }

  private static int segment(long hash) {
    return (int) (hash >>> (Long.SIZE - SEGMENT_BITS));
  }
}
