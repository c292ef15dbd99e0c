package guildhall.cli;

import guildhall.book.FolderStorage;
import guildhall.book.Storage;
import guildhall.book.StoredFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The folder of a stopped node's book, in which nothing can be changed: not a byte of the journal,
/// and not the lock file either, which is locked without being written to. So it may also lie on a
/// disk that is mounted read-only.
final class ReadOnlyFolder implements Storage {

  private final Path folder;
  private final FolderStorage files;

  /// A node has the folder open.
  static final class InUse extends IOException {
    InUse(Path folder) {
      super("a node has " + folder + " open; ask the node with --url, or stop it first");
    }
  }

  /// @throws IOException if there is no such folder
  ReadOnlyFolder(Path folder) throws IOException {
    this.folder = folder;
    this.files = FolderStorage.existing(folder);
  }

  /// Keeps nodes out while it is held. Others may look at the folder at the same time.
  @Override
  public Hold lock() throws IOException {
    Path file = folder.resolve("lock");
    if (!Files.exists(file)) {
      return () -> {}; // a copy: no node has ever had it open
    }
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    @Nullable FileLock held = null;
    try {
      held = channel.tryLock(0, Long.MAX_VALUE, true);
    } catch (OverlappingFileLockException _) {
      // somebody in this process has it
    } finally {
      if (held == null) {
        channel.close();
      }
    }
    if (held == null) {
      throw new InUse(folder);
    }
    return channel::close;
  }

  @Override
  public List<String> list() throws IOException {
    return files.list();
  }

  @Override
  public StoredFile openForReading(String name) throws IOException {
    Path file = folder.resolve(name);
    if (Files.exists(file) && !Files.isReadable(file)) {
      throw new AccessDeniedException(file.toString()); // the stream would say: not found
    }
    return files.openForReading(name);
  }

  @Override
  public String where(String name) {
    return files.where(name);
  }

  @Override
  public StoredFile create(String name) throws IOException {
    throw readOnly();
  }

  @Override
  public StoredFile open(String name) throws IOException {
    throw readOnly();
  }

  @Override
  public void rename(String from, String to) throws IOException {
    throw readOnly();
  }

  @Override
  public void delete(String name) throws IOException {
    throw readOnly();
  }

  @Override
  public void syncNames() throws IOException {
    throw readOnly();
  }

  private IOException readOnly() {
    return new IOException(folder + " is open only to be read");
  }
}
