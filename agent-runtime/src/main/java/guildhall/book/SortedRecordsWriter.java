package guildhall.book;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// Writes a file of [SortedRecords]. It has its name only when all of it is durable: a crash leaves
/// the file that had the name before, or none, and perhaps a `.part` that the next writer removes.
///
/// One thread.
public final class SortedRecordsWriter implements AutoCloseable {

  private static final String PART = ".part";
  private static final int BUFFER_BYTES = 1 << 16;

  private final Storage storage;
  private final String name;
  private final int count;
  private final StoredFile file;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final CRC32C crc = new CRC32C();
  private long end;
  private int added;
  private long lastHigh;
  private long lastLow;

  /// Starts a file.
  ///
  /// @param count how many records will be added
  public SortedRecordsWriter(Storage storage, String name, int count) throws IOException {
    this.storage = storage;
    this.name = name;
    this.count = count;
    storage.delete(name + PART);
    this.file = storage.create(name + PART);
    buffer.putInt(SortedRecords.MAGIC).putInt(SortedRecords.FORMAT).putLong(count);
  }

  /// Adds a record.
  ///
  /// @throws IllegalArgumentException if its key is not above the last
  public void add(long high, long low, long first, long second) throws IOException {
    if (added > 0 && SortedRecords.compare(lastHigh, lastLow, high, low) >= 0) {
      throw new IllegalArgumentException(
          "keys must rise: %016x%016x after %016x%016x".formatted(high, low, lastHigh, lastLow));
    }
    if (buffer.remaining() < SortedRecords.RECORD_BYTES) {
      flush();
    }
    buffer.putLong(high).putLong(low).putLong(first).putLong(second);
    lastHigh = high;
    lastLow = low;
    added++;
  }

  /// Makes the file durable under its name, and opens it.
  ///
  /// @throws IllegalStateException if it has not as many records as were announced
  public SortedRecords finish() throws IOException {
    if (added != count) {
      throw new IllegalStateException(added + " records instead of " + count);
    }
    flush();
    buffer.putInt((int) crc.getValue());
    flush();
    file.sync();
    file.close();
    storage.rename(name + PART, name);
    storage.syncNames();
    return SortedRecords.open(storage, name);
  }

  private void flush() throws IOException {
    buffer.flip();
    crc.update(buffer.duplicate());
    while (buffer.hasRemaining()) {
      end += file.write(buffer, end);
    }
    buffer.clear();
  }

  /// Lets go of the file; one that is not finished stays a `.part`.
  @Override
  public void close() throws IOException {
    file.close();
  }
}
