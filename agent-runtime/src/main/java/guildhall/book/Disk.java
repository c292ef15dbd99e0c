package guildhall.book;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Files and folders that only their owner may open, and whose names are durable.
final class Disk {

  private static final int CHUNK = 1 << 20;
  private static final Set<StandardOpenOption> NEW_FILE =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
  private static final Set<StandardOpenOption> ANY_FILE =
      Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);

  private Disk() {}

  /// Makes a folder (0700) with whatever is missing above it; one that exists is left as it is.
  static void createFolder(Path folder) throws IOException {
    Path whole = folder.toAbsolutePath();
    if (Files.isDirectory(whole)) {
      return;
    }
    Path above = whole.getParent();
    if (above == null) {
      throw new IOException("no such folder: " + whole);
    }
    createFolder(above);
    Files.createDirectory(whole, only(whole, "rwx------"));
    syncFolder(above);
  }

  /// Opens a new file (0600); its name is durable only after [#syncFolder].
  static FileChannel create(Path file) throws IOException {
    return FileChannel.open(file, NEW_FILE, only(file, "rw-------"));
  }

  /// Opens a file for reading and writing, making it (0600) if it is not there.
  static FileChannel openOrCreate(Path file) throws IOException {
    return FileChannel.open(file, ANY_FILE, only(file, "rw-------"));
  }

  private static FileAttribute<?>[] only(Path path, String permissions) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  /// Makes the names in a folder durable: what was created, renamed or deleted in it.
  static void syncFolder(Path folder) throws IOException {
    try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
      names.force(true);
    }
  }

  /// Writes all that remains in `bytes`.
  static void write(FileChannel file, ByteBuffer bytes, long offset) throws IOException {
    long at = offset;
    while (bytes.hasRemaining()) {
      at += file.write(bytes, at);
    }
  }

  /// Writes zeros from one offset up to another.
  static void zero(FileChannel file, long from, long to) throws IOException {
    ByteBuffer zeros = ByteBuffer.allocateDirect((int) Math.min(CHUNK, Math.max(0, to - from)));
    for (long at = from; at < to; at += zeros.capacity()) {
      zeros.clear().limit((int) Math.min(zeros.capacity(), to - at));
      write(file, zeros, at);
    }
  }
}
