package guildhall.ledger;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/// The generation of ids that is written: records in the order they were put, 32 bytes each, and an
/// index over them, open addressing with linear probing, at most two thirds full, 8 bytes a slot
/// {32 bits of the hash, record + 1}: a probe that meets another id need not read its record.
///
/// Records are only ever added or taken away at the end. So taking the newest away may leave its
/// slot empty: whatever was put before it never had to go past that slot.
///
/// Not safe for threads, until it changes no more: then any may read.
final class RecentIds {

  private static final int HIGH = 0;
  private static final int LOW = 1;
  private static final int VALUE = 2;
  private static final int BODY = 3;
  private static final int FIRST = 64;
  private static final int NEW = -1;

  private final LongRows rows = new LongRows(HeapIds.WIDTH);
  private long[] slots;
  private long minMillis = Long.MAX_VALUE;
  private long maxMillis = Long.MIN_VALUE;

  private final TrialLog log = new TrialLog();
  private long minBefore;
  private long maxBefore;

  RecentIds() {
    this(FIRST);
  }

  private RecentIds(int slots) {
    this.slots = new long[slots];
  }

  /// An empty one that expects as many.
  RecentIds next() {
    return new RecentIds(slots.length);
  }

  int size() {
    return rows.size();
  }

  /// Smallest time of an id in it; Long.MAX_VALUE if it is empty.
  long minMillis() {
    return minMillis;
  }

  /// Largest time of an id in it; Long.MIN_VALUE if it is empty.
  long maxMillis() {
    return maxMillis;
  }

  /// The record of an id, or -1.
  int find(long high, long low) {
    long hash = Mix.of(high, low);
    int mask = slots.length - 1;
    int at = (int) hash & mask;
    while (slots[at] != 0) {
      int record = (int) slots[at] - 1;
      if (slots[at] == slot(hash, record)
          && rows.get(record, HIGH) == high
          && rows.get(record, LOW) == low) {
        return record;
      }
      at = (at + 1) & mask;
    }
    return -1;
  }

  /// Reads the first slot that finding an id will read.
  ///
  /// @return of no meaning
  long touch(long high, long low) {
    return slots[(int) Mix.of(high, low) & (slots.length - 1)];
  }

  long value(int record) {
    return rows.get(record, VALUE);
  }

  long bodyHash(int record) {
    return rows.get(record, BODY);
  }

  /// Adds an id that is not there.
  ///
  /// @param millis the time that counts for it
  void add(long high, long low, long value, long bodyHash, long millis) {
    if ((rows.size() + 1) * 3L > slots.length * 2L) {
      grow();
    }
    int record = rows.add();
    rows.set(record, HIGH, high);
    rows.set(record, LOW, low);
    rows.set(record, VALUE, value);
    rows.set(record, BODY, bodyHash);
    put(slots, Mix.of(high, low), record);
    if (log.on()) {
      log.push(NEW, 0, 0);
    }
    extend(millis);
  }

  /// Gives an id that is there another record.
  void replace(int record, long value, long bodyHash, long millis) {
    if (log.on()) {
      log.push(record, value(record), bodyHash(record));
    }
    rows.set(record, VALUE, value);
    rows.set(record, BODY, bodyHash);
    extend(millis);
  }

  private void extend(long millis) {
    minMillis = Math.min(minMillis, millis);
    maxMillis = Math.max(maxMillis, millis);
  }

  /// In the order of records, see above.
  private void grow() {
    long[] larger = new long[Math.multiplyExact(slots.length, 2)];
    for (int record = 0; record < rows.size(); record++) {
      put(larger, Mix.of(rows.get(record, HIGH), rows.get(record, LOW)), record);
    }
    slots = larger;
  }

  private static void put(long[] slots, long hash, int record) {
    int mask = slots.length - 1;
    int at = (int) hash & mask;
    while (slots[at] != 0) {
      at = (at + 1) & mask;
    }
    slots[at] = slot(hash, record);
  }

  private static long slot(long hash, int record) {
    return (hash & 0xFFFF_FFFF_0000_0000L) | (record + 1);
  }

  boolean onTrial() {
    return log.on();
  }

  void beginTrial() {
    log.begin();
    minBefore = minMillis;
    maxBefore = maxMillis;
  }

  void undoTrial() {
    log.end();
    while (log.pop()) {
      if (log.what() == NEW) {
        removeLast();
      } else {
        rows.set((int) log.what(), VALUE, log.before());
        rows.set((int) log.what(), BODY, log.more());
      }
    }
    minMillis = minBefore;
    maxMillis = maxBefore;
  }

  private void removeLast() {
    int record = rows.size() - 1;
    int mask = slots.length - 1;
    long hash = Mix.of(rows.get(record, HIGH), rows.get(record, LOW));
    int at = (int) hash & mask;
    while (slots[at] != slot(hash, record)) {
      at = (at + 1) & mask;
    }
    slots[at] = 0;
    rows.removeLast();
  }

  /// All of them in the order of ids.
  HeapIds sorted() {
    int[] order = new IdOrder(rows).sorted();
    long[] records = new long[order.length * HeapIds.WIDTH];
    for (int i = 0; i < order.length; i++) {
      for (int column = 0; column < HeapIds.WIDTH; column++) {
        records[i * HeapIds.WIDTH + column] = rows.get(order[i], column);
      }
    }
    return new HeapIds(records);
  }

  void save(DataOutput out) throws IOException {
    out.writeLong(minMillis);
    out.writeLong(maxMillis);
    out.writeInt(rows.size());
    for (int record = 0; record < rows.size(); record++) {
      for (int column = 0; column < HeapIds.WIDTH; column++) {
        out.writeLong(rows.get(record, column));
      }
    }
  }

  void load(DataInput in) throws IOException {
    long min = in.readLong();
    long max = in.readLong();
    for (int left = in.readInt(); left > 0; left--) {
      add(in.readLong(), in.readLong(), in.readLong(), in.readLong(), max);
    }
    minMillis = min;
    maxMillis = max;
  }
}
