package guildhall.book;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Reads a file by offset through a buffer of its own. One thread.
///
/// It is a [RandomAccessFile] because a channel is closed, for everybody, when a thread that reads
/// from it is interrupted, and readers of the book are interrupted whenever a call is cancelled.
final class FileWindow implements AutoCloseable {

  private final RandomAccessFile file;
  private final long size;
  private byte[] window;
  private long start;
  private int filled;

  FileWindow(Path path, int windowBytes) throws IOException {
    this.file = new RandomAccessFile(path.toFile(), "r");
    this.size = file.length();
    this.window = new byte[windowBytes];
  }

  /// Bytes of the file when it was opened.
  long size() {
    return size;
  }

  /// `length` bytes from `offset` on, valid until the next call; null if the file ends before.
  @Nullable ByteBuffer bytes(long offset, int length) throws IOException {
    if (offset < 0 || length < 0 || offset > size - length) {
      return null;
    }
    if (offset < start || offset + length > start + filled) {
      fill(offset, length);
    }
    return ByteBuffer.wrap(window, (int) (offset - start), length).slice();
  }

  private void fill(long offset, int length) throws IOException {
    if (window.length < length) {
      window = new byte[length];
    }
    filled = 0;
    start = offset;
    int wanted = (int) Math.min(window.length, size - offset);
    file.seek(offset);
    file.readFully(window, 0, wanted);
    filled = wanted;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
