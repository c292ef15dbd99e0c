package guildhall.book;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// Writes a file of [SortedRecords]. Nothing is synced: after a crash the file means nothing.
///
/// One thread.
public final class SortedRecordsWriter implements AutoCloseable {

  private static final int BLOCKS_AT_ONCE = 32;

  private final Storage storage;
  private final String name;
  private final int count;
  private final StoredFile file;
  private final long[] marks;
  private final ByteBuffer buffer = ByteBuffer.allocate(BLOCKS_AT_ONCE * SortedRecords.BLOCK_BYTES);
  private final CRC32C crc = new CRC32C();
  private int blockStart;
  private long end;
  private int added;
  private long lastHigh;
  private long lastLow;

  /// Starts a file.
  ///
  /// @param count how many records will be added
  /// @throws IOException if there is a file of that name, or none can be made
  public SortedRecordsWriter(Storage storage, String name, int count) throws IOException {
    this.storage = storage;
    this.name = name;
    this.count = count;
    this.marks = new long[Math.ceilDiv(count, SortedRecords.BLOCK) * SortedRecords.KEY];
    this.file = storage.create(name);
  }

  /// Adds a record.
  ///
  /// @throws IllegalArgumentException if its key is not above the last
  /// @throws IllegalStateException if as many as were announced are there
  public void add(long high, long low, long first, long second) throws IOException {
    if (added > 0 && SortedRecords.compare(lastHigh, lastLow, high, low) >= 0) {
      throw new IllegalArgumentException(
          "keys must rise: %016x%016x after %016x%016x".formatted(high, low, lastHigh, lastLow));
    }
    if (added == count) {
      throw new IllegalStateException("more than " + count + " records");
    }
    if (added % SortedRecords.BLOCK == 0) {
      int mark = added / SortedRecords.BLOCK * SortedRecords.KEY;
      marks[mark] = high;
      marks[mark + 1] = low;
    }
    buffer.putLong(high).putLong(low).putLong(first).putLong(second);
    lastHigh = high;
    lastLow = low;
    added++;
    if (added % SortedRecords.BLOCK == 0 || added == count) {
      endBlock();
    }
  }

  private void endBlock() throws IOException {
    crc.reset();
    crc.update(buffer.array(), blockStart, buffer.position() - blockStart);
    buffer.putInt((int) crc.getValue());
    if (buffer.remaining() < SortedRecords.BLOCK_BYTES) {
      flush();
    }
    blockStart = buffer.position();
  }

  private void flush() throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      end += file.write(buffer, end);
    }
    buffer.clear();
  }

  /// Ends the file and opens it for reading.
  ///
  /// @throws IllegalStateException if it has not as many records as were announced
  public SortedRecords finish() throws IOException {
    if (added != count) {
      throw new IllegalStateException(added + " records instead of " + count);
    }
    flush();
    file.close();
    return new SortedRecords(storage.where(name), storage.openForReading(name), count, marks);
  }

  /// Lets go of the file; one that is not finished stays as it is.
  @Override
  public void close() throws IOException {
    file.close();
  }
}
