package guildhall.book;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Reads a stretch of a file, buffered. One thread.
final class StoredInput extends InputStream {

  private static final int BUFFER_BYTES = 1 << 20;

  private final FileWindow window;
  private final long end;
  private long at;

  /// @param end where to stop, at most the file's size
  StoredInput(Storage storage, String name, long from, long end) throws IOException {
    this.window = FileWindow.of(storage, name, BUFFER_BYTES);
    this.at = from;
    this.end = end;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (at >= end) {
      return -1;
    }
    int some = (int) Math.min(Math.min(length, BUFFER_BYTES), end - at);
    @Nullable ByteBuffer bytes = window.bytes(at, some);
    if (bytes == null) {
      throw new IOException("the file ends at " + at);
    }
    bytes.get(into, offset, some);
    at += some;
    return some;
  }

  @Override
  public void close() throws IOException {
    window.close();
  }
}
