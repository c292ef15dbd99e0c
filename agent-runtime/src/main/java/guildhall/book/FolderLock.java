package guildhall.book;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Keeps a folder to one user at a time, in this process and among processes.
final class FolderLock implements AutoCloseable {

  /* POSIX drops a process's lock as soon as the process closes any descriptor of the locked file. A
   * second open within the process must therefore be refused before it touches the file. */
  private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final FileChannel file;

  private FolderLock(Path folder, FileChannel file) {
    this.folder = folder;
    this.file = file;
  }

  /// @throws IOException naming the folder if somebody else uses it
  static FolderLock take(Path folder) throws IOException {
    Path real = folder.toRealPath();
    if (!HELD_HERE.add(real)) {
      throw new IOException("already open in this process: " + real);
    }
    @Nullable FolderLock taken = null;
    try {
      taken = lock(real);
    } finally {
      if (taken == null) {
        HELD_HERE.remove(real);
      }
    }
    return taken;
  }

  private static FolderLock lock(Path folder) throws IOException {
    FileChannel file = Disk.openOrCreate(folder.resolve("lock"));
    @Nullable FolderLock taken = null;
    try {
      @Nullable FileLock lock = file.tryLock();
      if (lock == null) {
        throw new IOException("in use by another process (" + holder(file) + "): " + folder);
      }
      file.truncate(0);
      byte[] text = ("process " + ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8);
      Disk.write(file, ByteBuffer.wrap(text), 0);
      taken = new FolderLock(folder, file);
    } finally {
      if (taken == null) {
        file.close();
      }
    }
    return taken;
  }

  private static String holder(FileChannel file) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(64);
    file.read(text, 0);
    return StandardCharsets.UTF_8.decode(text.flip()).toString().strip();
  }

  @Override
  public void close() throws IOException {
    if (file.isOpen()) {
      file.close();
      HELD_HERE.remove(folder);
    }
  }
}
