package guildhall.ledger;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The ids that were used, and what for: no object per id.
///
/// They lie in generations. The current one is written; when it is full, the next new id seals it
/// and hands it to the store, which packs it and may move it out of the heap. With each sealing,
/// generations sealed before whose newest id is older than the window are dropped: so an id inside
/// the window is never forgotten, and one that is not found and is older than the window may have
/// been. What counts is the time in an id that is time-ordered, else the book time of its last put.
///
/// Sealing and dropping follow from ids, their order and entry times alone: the same history gives
/// the same table, and [#save] the same bytes, wherever the store has the generations.
///
/// Trials: between [#beginTrial] and [#undoTrial] nothing is sealed, and then everything is as it
/// was. Not nested. One thread only: the book's writer.
final class IdTable {

  private static final long MICROS_PER_MILLI = 1000;

  private final int idsPerGeneration;
  private final long windowMicros;
  private final SealedIds.Store store;
  private RecentIds current = new RecentIds();
  private final List<Generation> sealed = new ArrayList<>();
  private long nextGeneration;

  /// Of all sealed ids: a time-ordered one that is newer is in none of them.
  private long newestSealedMillis = Long.MIN_VALUE;

  private record Generation(long number, long minMillis, long maxMillis, SealedIds ids) {}

  /// A table that keeps sealed generations in the heap.
  IdTable(int idsPerGeneration, long windowMicros) {
    this(idsPerGeneration, windowMicros, SealedIds.Store.HEAP);
  }

  /// @param idsPerGeneration 1 or more; 65536 is a good number
  /// @param windowMicros how long ids are known at least, 0 or more
  /// @param store where sealed generations go
  IdTable(int idsPerGeneration, long windowMicros, SealedIds.Store store) {
    if (idsPerGeneration < 1 || windowMicros < 0) {
      throw new IllegalArgumentException(
          "idsPerGeneration must be >= 1: %d, windowMicros >= 0: %d"
              .formatted(idsPerGeneration, windowMicros));
    }
    this.idsPerGeneration = idsPerGeneration;
    this.windowMicros = windowMicros;
    this.store = store;
  }

  /// Notes what an id was used for; what was known of it before counts no more.
  ///
  /// @param kind the stable number of what it was used for, 0 to 255
  /// @param status the stable number of its status, 0 to 255
  /// @param position of the entry that settles it, 48 bits
  /// @param bodyHash of what was asked for
  /// @param nowMicros book time of that entry
  void put(Id id, int kind, int status, long position, long bodyHash, long nowMicros) {
    long value = IdValue.of(kind, status, position);
    long millis = timeOrdered(id) ? timeMillis(id) : nowMicros / MICROS_PER_MILLI;
    int record = current.find(id.high(), id.low());
    if (record >= 0) {
      current.replace(record, value, bodyHash, millis);
      return;
    }
    if (current.size() >= idsPerGeneration && !current.onTrial()) {
      seal(nowMicros);
    }
    current.add(id.high(), id.low(), value, bodyHash, millis);
  }

  private void seal(long nowMicros) {
    // By whole milliseconds, as Ids.isTooOld: nothing is forgotten before it is refused as too old.
    long oldestMillis = Math.floorDiv(nowMicros - windowMicros, MICROS_PER_MILLI);
    // Oldest first, no further than the first that stays: what an id became later must not be
    // dropped before what it was.
    while (!sealed.isEmpty() && sealed.getFirst().maxMillis < oldestMillis) {
      store.drop(sealed.removeFirst().ids);
    }
    long number = nextGeneration++;
    SealedIds ids = store.keep(number, new FullIds(current));
    sealed.add(new Generation(number, current.minMillis(), current.maxMillis(), ids));
    newestSealedMillis = Math.max(newestSealedMillis, current.maxMillis());
    current = current.next();
  }

  /// Looks an id up; allocates nothing.
  ///
  /// @param into gets {value, body hash} if it is known, see [IdValue]
  /// @return whether it is known
  boolean find(Id id, long[] into) {
    int record = current.find(id.high(), id.low());
    if (record >= 0) {
      into[0] = current.value(record);
      into[1] = current.bodyHash(record);
      return true;
    }
    boolean anyTime = !timeOrdered(id);
    long millis = timeMillis(id);
    if (!anyTime && millis > newestSealedMillis) {
      return false;
    }
    for (int i = sealed.size() - 1; i >= 0; i--) {
      Generation each = sealed.get(i);
      if ((anyTime || (each.minMillis <= millis && millis <= each.maxMillis))
          && each.ids.find(id.high(), id.low(), into)) {
        return true;
      }
    }
    return false;
  }

  /// Reads what finding and putting an id will read first, see [AccountTable#touch].
  long touch(Id id) {
    return current.touch(id.high(), id.low());
  }

  /// How many records it has; an id that is in two generations counts twice.
  long size() {
    long size = current.size();
    for (Generation each : sealed) {
      size += each.ids.count();
    }
    return size;
  }

  /// How many generations are sealed and not dropped.
  int sealedGenerations() {
    return sealed.size();
  }

  /// From now on puts are tried only, until [#undoTrial].
  ///
  /// @throws IllegalStateException if a trial is on
  void beginTrial() {
    current.beginTrial();
  }

  /// Takes back every put since [#beginTrial].
  void undoTrial() {
    current.undoTrial();
  }

  /// Writes everything whole, one record after the other.
  void save(DataOutput out) throws IOException {
    out.writeLong(nextGeneration);
    out.writeInt(sealed.size());
    for (Generation each : sealed) {
      out.writeLong(each.number);
      out.writeLong(each.minMillis);
      out.writeLong(each.maxMillis);
      out.writeInt(each.ids.count());
      each.ids.each((high, low, value, bodyHash) -> {
        out.writeLong(high);
        out.writeLong(low);
        out.writeLong(value);
        out.writeLong(bodyHash);
      });
    }
    current.save(out);
  }

  /// Takes up what [#save] wrote, into an empty table; sealed generations go to the store.
  void load(DataInput in) throws IOException {
    load(in, false);
  }

  /// Takes up what the first form of the ledger's state has: an empty name with each generation.
  void loadNamed(DataInput in) throws IOException {
    load(in, true);
  }

  private void load(DataInput in, boolean named) throws IOException {
    nextGeneration = in.readLong();
    for (int left = in.readInt(); left > 0; left--) {
      long number = in.readLong();
      long min = in.readLong();
      long max = in.readLong();
      if (named && !in.readUTF().isEmpty()) {
        throw new IOException("the state of the ledger does not hold its ids");
      }
      sealed.add(new Generation(number, min, max, store.keep(number, HeapIds.load(in))));
      newestSealedMillis = Math.max(newestSealedMillis, max);
    }
    current.load(in);
  }

  private static boolean timeOrdered(Id id) {
    return ((id.high() >>> 12) & 0xF) == 7 && id.low() >>> 62 == 2;
  }

  private static long timeMillis(Id id) {
    return id.high() >>> 16;
  }
}
