package guildhall.book;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/// Reading and writing of whole stretches: a [StoredFile] may do less at a time than it is asked.
final class StoredFiles {

  private static final int CHUNK = 1 << 20;

  private StoredFiles() {}

  /// Writes all that remains in `bytes`.
  static void write(StoredFile file, ByteBuffer bytes, long offset) throws IOException {
    long at = offset;
    while (bytes.hasRemaining()) {
      int written = file.write(bytes, at);
      if (written <= 0) {
        throw new IOException("the disk takes no more bytes at " + at);
      }
      at += written;
    }
  }

  /// Writes zeros from one offset up to another.
  static void zero(StoredFile file, long from, long to) throws IOException {
    ByteBuffer zeros = ByteBuffer.allocateDirect(Math.clamp(to - from, 0, CHUNK));
    for (long at = from; at < to; at += zeros.capacity()) {
      zeros.clear().limit((int) Math.min(zeros.capacity(), to - at));
      write(file, zeros, at);
    }
  }

  /// Fills what remains in `into`.
  ///
  /// @throws EOFException if the file ends before
  static void read(StoredFile file, ByteBuffer into, long offset) throws IOException {
    long at = offset;
    while (into.hasRemaining()) {
      int read = file.read(into, at);
      if (read < 0) {
        throw new EOFException("the file ends at " + at);
      }
      at += read;
    }
  }
}
