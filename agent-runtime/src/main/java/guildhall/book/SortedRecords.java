package guildhall.book;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// A file of records of 32 bytes that changes no more: four longs each, the first two are the key,
/// keys rising as unsigned numbers. It is scratch: whoever wrote it reads it, and nobody after
/// them.
///
/// It consists of blocks: 64 records, fewer in the last, and a CRC-32C of them, 4 bytes,
/// big-endian. The heap keeps the first key of each block, so a lookup is one read of 2 KiB at
/// most. Each block is checked whenever it is read; damage is an exception, never an answer.
///
/// One thread at a time.
public final class SortedRecords implements AutoCloseable {

  static final int RECORD_BYTES = 32;
  static final int BLOCK = 64;
  static final int CHECKSUM_BYTES = 4;
  static final int BLOCK_BYTES = BLOCK * RECORD_BYTES + CHECKSUM_BYTES;
  static final int KEY = 2;

  /// Receives records in order.
  public interface Visitor {
    /// One record: two longs of key, two of what it stands for.
    void record(long high, long low, long first, long second) throws IOException;
  }

  private final String where;
  private final StoredFile file;
  private final int count;
  private final long[] marks;
  private final ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES);
  private final CRC32C crc = new CRC32C();

  /// @param where the file is, for messages
  /// @param marks the first key of each block
  SortedRecords(String where, StoredFile file, int count, long[] marks) {
    this.where = where;
    this.file = file;
    this.count = count;
    this.marks = marks;
  }

  /// How many records.
  public int count() {
    return count;
  }

  /// Looks a key up; allocates nothing.
  ///
  /// @param into gets the two longs it stands for if it is there, else is left alone
  /// @throws IOException naming the file if it cannot be read or is damaged
  public boolean find(long high, long low, long[] into) throws IOException {
    int mark = mark(high, low);
    if (mark < 0) {
      return false;
    }
    int least = 0;
    int most = read(mark) - 1;
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

  /// Hands over all records; the visitor must not ask back.
  ///
  /// @throws IOException from the visitor, or naming the file if it cannot be read or is damaged
  public void each(Visitor visitor) throws IOException {
    for (int number = 0; number * KEY < marks.length; number++) {
      for (int left = read(number); left > 0; left--) {
        visitor.record(block.getLong(), block.getLong(), block.getLong(), block.getLong());
      }
    }
  }

  /// Reads a block and checks it: also that it is not another one, by its first key.
  ///
  /// @return how many records it has
  private int read(int number) throws IOException {
    int records = Math.min(BLOCK, count - number * BLOCK);
    int bytes = records * RECORD_BYTES;
    block.clear().limit(bytes + CHECKSUM_BYTES);
    long from = (long) number * BLOCK_BYTES;
    while (block.hasRemaining()) {
      int read = file.read(block, from + block.position());
      if (read < 0) {
        throw damaged("it ends too early");
      }
    }
    crc.reset();
    crc.update(block.array(), 0, bytes);
    if (block.getInt(bytes) != (int) crc.getValue()) {
      throw damaged("the checksum of block " + number + " does not fit");
    }
    if (block.getLong(0) != marks[number * KEY]
        || block.getLong(Long.BYTES) != marks[number * KEY + 1]) {
      throw damaged("another block is where block " + number + " was");
    }
    block.rewind();
    return records;
  }

  private IOException damaged(String what) {
    return new IOException("damaged records in " + where + ": " + what);
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
}
