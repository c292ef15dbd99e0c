package guildhall.book;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Reads a file by offset through a buffer of its own. One thread.
final class FileWindow implements AutoCloseable {

  private final StoredFile file;
  private final long size;
  private byte[] window;
  private long start;
  private int filled;

  FileWindow(StoredFile file, int windowBytes) throws IOException {
    this.file = file;
    this.size = file.size();
    this.window = new byte[(int) Math.min(windowBytes, size)];
  }

  /// A file of a folder.
  static FileWindow of(Path path, int windowBytes) throws IOException {
    Path folder = path.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException("not a file: " + path);
    }
    return of(FolderStorage.existing(folder), path.getFileName().toString(), windowBytes);
  }

  /// A file of a storage.
  static FileWindow of(Storage storage, String name, int windowBytes) throws IOException {
    StoredFile file = storage.openForReading(name);
    try {
      return new FileWindow(file, windowBytes);
    } catch (IOException e) {
      file.close();
      throw e;
    }
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
    StoredFiles.read(file, ByteBuffer.wrap(window, 0, wanted), offset);
    filled = wanted;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
