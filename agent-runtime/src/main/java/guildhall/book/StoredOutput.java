package guildhall.book;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/// Writes a new file from its start, buffered, and hashes what it writes. One thread.
final class StoredOutput extends OutputStream {

  private static final int BUFFER_BYTES = 1 << 20;

  private final StoredFile file;
  private final MessageDigest digest = Sha256.digest();
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int filled;
  private long at;

  StoredOutput(StoredFile file) {
    this.file = file;
  }

  @Override
  public void write(int b) throws IOException {
    if (filled == buffer.length) {
      flush();
    }
    buffer[filled++] = (byte) b;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int done = 0;
    while (done < length) {
      if (filled == buffer.length) {
        flush();
      }
      int some = Math.min(length - done, buffer.length - filled);
      System.arraycopy(bytes, offset + done, buffer, filled, some);
      filled += some;
      done += some;
    }
  }

  @Override
  public void flush() throws IOException {
    digest.update(buffer, 0, filled);
    StoredFiles.write(file, ByteBuffer.wrap(buffer, 0, filled), at);
    at += filled;
    filled = 0;
  }

  /// Writes the SHA-256 of everything before, and makes all of it durable.
  void finish() throws IOException {
    flush();
    StoredFiles.write(file, ByteBuffer.wrap(digest.digest()), at);
    file.sync();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
