package guildhall.ledger;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/// Sealed ids in one array, 32 bytes each.
final class HeapIds implements SealedIds {

  static final int WIDTH = 4;

  private final long[] records;

  /// @param records {high, low, value, body hash} in the order of ids; not copied
  HeapIds(long[] records) {
    this.records = records;
  }

  @Override
  public int count() {
    return records.length / WIDTH;
  }

  @Override
  public boolean find(long high, long low, long[] into) {
    int from = 0;
    int to = count() - 1;
    while (from <= to) {
      int middle = (from + to) >>> 1;
      int at = middle * WIDTH;
      int order = compare(records[at], records[at + 1], high, low);
      if (order == 0) {
        into[0] = records[at + 2];
        into[1] = records[at + 3];
        return true;
      }
      if (order < 0) {
        from = middle + 1;
      } else {
        to = middle - 1;
      }
    }
    return false;
  }

  @Override
  public void each(Visitor visitor) {
    for (int at = 0; at < records.length; at += WIDTH) {
      visitor.id(records[at], records[at + 1], records[at + 2], records[at + 3]);
    }
  }

  @Override
  public String name() {
    return "";
  }

  @Override
  public int checksum() {
    return 0;
  }

  /// Writes how many there are, then the records.
  void save(DataOutput out) throws IOException {
    out.writeInt(count());
    for (long each : records) {
      out.writeLong(each);
    }
  }

  /// Takes up what [#save] wrote.
  static HeapIds load(DataInput in) throws IOException {
    long[] records = new long[Math.multiplyExact(in.readInt(), WIDTH)];
    for (int i = 0; i < records.length; i++) {
      records[i] = in.readLong();
    }
    return new HeapIds(records);
  }

  /// Order of ids.
  static int compare(long high, long low, long otherHigh, long otherLow) {
    return high != otherHigh
        ? Long.compareUnsigned(high, otherHigh)
        : Long.compareUnsigned(low, otherLow);
  }
}
