package guildhall.ledger;

import java.io.DataInput;
import java.io.IOException;

/// Sealed ids in one array, 32 bytes each, and a filter.
final class HeapIds implements SealedIds.Packed {

  static final int WIDTH = 4;

  private final long[] records;
  private final BloomFilter filter;

  /// @param records {high, low, value, body hash} in the order of ids; not copied
  HeapIds(long[] records) {
    this.records = records;
    this.filter = new BloomFilter(count());
    for (int at = 0; at < records.length; at += WIDTH) {
      filter.add(Mix.of(records[at], records[at + 1]));
    }
  }

  @Override
  public int count() {
    return records.length / WIDTH;
  }

  @Override
  public boolean find(long high, long low, long[] into) {
    if (!filter.mayHave(high, low)) {
      return false;
    }
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
  public void each(Visitor visitor) throws IOException {
    for (int at = 0; at < records.length; at += WIDTH) {
      visitor.id(records[at], records[at + 1], records[at + 2], records[at + 3]);
    }
  }

  @Override
  public Filter filter() {
    return filter;
  }

  /// Reads how many there are, then the records in order.
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
