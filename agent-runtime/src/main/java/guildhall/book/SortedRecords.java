package guildhall.book;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// A file of records of 32 bytes that changes no more: four longs each, the first two are the key,
/// keys rising as unsigned numbers. A lookup is one read of 2 KiB at most; the heap keeps every
/// 64th key.
///
/// | bytes | big-endian | |
/// |---|---|---|
/// | 4 | magic | `GHSR` |
/// | 4 | format | 1 |
/// | 8 | count | of records |
/// | 32 each | records | |
/// | 4 | checksum | CRC-32C of the above |
///
/// Opening reads the file once and checks it whole. One thread at a time.
public final class SortedRecords implements AutoCloseable {

  static final int MAGIC = 0x47485352;
  static final int FORMAT = 1;
  static final int HEADER_BYTES = 16;
  static final int RECORD_BYTES = 32;
  static final int CHECKSUM_BYTES = 4;

  private static final int BLOCK = 64;
  private static final int KEY = 2;

  /// Receives records in order.
  public interface Visitor {
    /// One record: two longs of key, two of what it stands for.
    void record(long high, long low, long first, long second);
  }

  private final String where;
  private final StoredFile file;
  private final int count;
  private final int checksum;
  private final long[] marks;
  private final ByteBuffer block = ByteBuffer.allocate(BLOCK * RECORD_BYTES);

  private SortedRecords(String where, StoredFile file, int count, int checksum, long[] marks) {
    this.where = where;
    this.file = file;
    this.count = count;
    this.checksum = checksum;
    this.marks = marks;
  }

  /// Opens a file that [SortedRecordsWriter] has finished.
  ///
  /// @throws IOException naming the file if it is not there or is damaged
  public static SortedRecords open(Storage storage, String name) throws IOException {
    String where = storage.where(name);
    StoredFile file = storage.openForReading(name);
    try {
      return check(where, file);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static SortedRecords check(String where, StoredFile file) throws IOException {
    if (file.size() < HEADER_BYTES + CHECKSUM_BYTES) {
      throw damaged(where, "it is too short");
    }
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
    fill(where, file, header, 0);
    if (header.getInt() != MAGIC) {
      throw damaged(where, "it holds no sorted records");
    }
    int format = header.getInt();
    if (format != FORMAT) {
      throw new IOException(where + " has format " + format + ", this code reads " + FORMAT);
    }
    long count = header.getLong();
    if (count < 0
        || count > Integer.MAX_VALUE
        || file.size() != HEADER_BYTES + count * RECORD_BYTES + CHECKSUM_BYTES) {
      throw damaged(where, "it is not as long as it says");
    }
    CRC32C crc = new CRC32C();
    crc.update(header.rewind());
    long[] marks = new long[Math.toIntExact((count + BLOCK - 1) / BLOCK * KEY)];
    ByteBuffer block = ByteBuffer.allocate(BLOCK * RECORD_BYTES);
    long lastHigh = 0;
    long lastLow = 0;
    for (int mark = 0; mark < marks.length; mark += KEY) {
      int from = mark / KEY * BLOCK;
      block.clear().limit((int) Math.min(BLOCK, count - from) * RECORD_BYTES);
      fill(where, file, block, offset(from));
      crc.update(block.duplicate());
      marks[mark] = block.getLong(0);
      marks[mark + 1] = block.getLong(Long.BYTES);
      for (int at = 0; at < block.limit(); at += RECORD_BYTES) {
        long high = block.getLong(at);
        long low = block.getLong(at + Long.BYTES);
        if (from + at > 0 && compare(lastHigh, lastLow, high, low) >= 0) {
          throw damaged(where, "its keys do not rise");
        }
        lastHigh = high;
        lastLow = low;
      }
    }
    ByteBuffer end = ByteBuffer.allocate(CHECKSUM_BYTES);
    fill(where, file, end, offset(count));
    int checksum = end.getInt();
    if (checksum != (int) crc.getValue()) {
      throw damaged(where, "its checksum does not fit");
    }
    return new SortedRecords(where, file, (int) count, checksum, marks);
  }

  /// How many records.
  public int count() {
    return count;
  }

  /// CRC-32C of the count and all records: the same records give the same.
  public int checksum() {
    return checksum;
  }

  /// Looks a key up; allocates nothing.
  ///
  /// @param into gets the two longs it stands for if it is there, else is left alone
  /// @throws IOException naming the file if it cannot be read
  public boolean find(long high, long low, long[] into) throws IOException {
    int mark = mark(high, low);
    if (mark < 0) {
      return false;
    }
    int from = mark * BLOCK;
    block.clear().limit(Math.min(BLOCK, count - from) * RECORD_BYTES);
    fill(where, file, block, offset(from));
    int least = 0;
    int most = block.limit() / RECORD_BYTES - 1;
    while (least <= most) {
      int middle = (least + most) >>> 1;
      int at = middle * RECORD_BYTES;
      int order = compare(block.getLong(at), block.getLong(at + Long.BYTES), high, low);
      if (order == 0) {
        into[0] = block.getLong(at + 2 * Long.BYTES);
        into[1] = block.getLong(at + 3 * Long.BYTES);
        return true;
      }
      if (order < 0) {
        least = middle + 1;
      } else {
        most = middle - 1;
      }
    }
    return false;
  }

  /// The last mark that is not after a key, -1 if none is.
  private int mark(long high, long low) {
    int least = 0;
    int most = marks.length / KEY - 1;
    while (least <= most) {
      int middle = (least + most) >>> 1;
      if (compare(marks[middle * KEY], marks[middle * KEY + 1], high, low) <= 0) {
        least = middle + 1;
      } else {
        most = middle - 1;
      }
    }
    return most;
  }

  /// Hands over all records.
  ///
  /// @throws IOException naming the file if it cannot be read
  public void each(Visitor visitor) throws IOException {
    for (long from = 0; from < count; from += BLOCK) {
      ByteBuffer some = ByteBuffer.allocate((int) Math.min(BLOCK, count - from) * RECORD_BYTES);
      fill(where, file, some, offset(from));
      while (some.hasRemaining()) {
        visitor.record(some.getLong(), some.getLong(), some.getLong(), some.getLong());
      }
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  static int compare(long high, long low, long otherHigh, long otherLow) {
    return high != otherHigh
        ? Long.compareUnsigned(high, otherHigh)
        : Long.compareUnsigned(low, otherLow);
  }

  private static long offset(long record) {
    return HEADER_BYTES + record * RECORD_BYTES;
  }

  private static void fill(String where, StoredFile file, ByteBuffer into, long from)
      throws IOException {
    long at = from;
    while (into.hasRemaining()) {
      int read = file.read(into, at);
      if (read < 0) {
        throw damaged(where, "it ends too early");
      }
      at += read;
    }
    into.flip();
  }

  private static IOException damaged(String where, String what) {
    return new IOException("damaged records in " + where + ": " + what);
  }
}
