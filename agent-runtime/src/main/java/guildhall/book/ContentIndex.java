package guildhall.book;

import java.nio.ByteBuffer;

/// Content ids to offsets in a pack, 24 bytes a slot and at most two thirds full: millions of
/// contents need no object each. Keeps the first 128 bits of an id; what lies at the offset says
/// the rest.
///
/// Open addressing; an id that is forgotten keeps its slot. Not safe for threads.
final class ContentIndex {

  /// What [#find] gives for an id it does not hold. Offset 0 is the pack's own header.
  static final long NONE = 0;

  private static final long FORGOTTEN = -1;

  private static final int SLOT = 3;

  private long[] slots = new long[64 * SLOT];
  private int size;

  /// The offset, or [#NONE].
  long find(ContentId id) {
    long offset = slots[slot(slots, key(id)) + 2];
    return offset == FORGOTTEN ? NONE : offset;
  }

  /// Forgets an id; it may be added again.
  void forget(ContentId id) {
    int at = slot(slots, key(id)) + 2;
    if (slots[at] != NONE) {
      slots[at] = FORGOTTEN;
    }
  }

  /// Adds an id; one that is there keeps the offset it has.
  ///
  /// @param offset not [#NONE]
  void add(ContentId id, long offset) {
    if ((size + 1) * 3L > slots.length / SLOT * 2L) {
      grow();
    }
    if (put(slots, key(id), offset)) {
      size++;
    }
  }

  private void grow() {
    long[] larger = new long[Math.multiplyExact(slots.length, 2)];
    for (int i = 0; i < slots.length; i += SLOT) {
      if (slots[i + 2] != NONE) {
        put(larger, new Bits128(slots[i], slots[i + 1]), slots[i + 2]);
      }
    }
    slots = larger;
  }

  private static boolean put(long[] slots, Bits128 key, long offset) {
    int at = slot(slots, key);
    boolean isNew = slots[at + 2] == NONE;
    if (isNew) {
      slots[at] = key.high();
      slots[at + 1] = key.low();
    }
    if (isNew || slots[at + 2] == FORGOTTEN) {
      slots[at + 2] = offset;
    }
    return isNew;
  }

  /// Where a key is, or where it would go.
  private static int slot(long[] slots, Bits128 key) {
    int count = slots.length / SLOT; // a power of two
    int i = (int) key.low() & (count - 1);
    while (slots[i * SLOT + 2] != NONE
        && (slots[i * SLOT] != key.high() || slots[i * SLOT + 1] != key.low())) {
      i = (i + 1) & (count - 1);
    }
    return i * SLOT;
  }

  private static Bits128 key(ContentId id) {
    return Bits128.get(ByteBuffer.wrap(id.hash()));
  }
}
