package guildhall.book;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;

/// A folder of this machine (0700) whose files (0600) only their owner may open.
public final class FolderStorage implements Storage {

  private final Path folder;

  private FolderStorage(Path folder) {
    this.folder = folder;
  }

  /// A folder, made with whatever is missing above it if it is not there.
  public static FolderStorage of(Path folder) throws IOException {
    Disk.createFolder(folder);
    return new FolderStorage(folder);
  }

  /// A folder that is there.
  ///
  /// @throws java.nio.file.AccessDeniedException if that may not even be known
  /// @throws IOException if it is not
  public static FolderStorage existing(Path folder) throws IOException {
    boolean there;
    try {
      there = Files.readAttributes(folder, BasicFileAttributes.class).isDirectory();
    } catch (NoSuchFileException _) {
      there = false;
    }
    if (!there) {
      throw new IOException("no such folder: " + folder);
    }
    return new FolderStorage(folder);
  }

  @Override
  public Hold lock() throws IOException {
    return FolderLock.take(folder)::close;
  }

  @Override
  public List<String> list() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Override
  public StoredFile create(String name) throws IOException {
    return new ChannelFile(Disk.create(folder.resolve(name)));
  }

  @Override
  public StoredFile open(String name) throws IOException {
    return new ChannelFile(
        FileChannel.open(folder.resolve(name), StandardOpenOption.READ, StandardOpenOption.WRITE));
  }

  @Override
  public StoredFile openForReading(String name) throws IOException {
    return new ReadOnlyFile(new RandomAccessFile(folder.resolve(name).toFile(), "r"));
  }

  @Override
  public void rename(String from, String to) throws IOException {
    Files.move(
        folder.resolve(from),
        folder.resolve(to),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void delete(String name) throws IOException {
    Files.deleteIfExists(folder.resolve(name));
  }

  @Override
  public void syncNames() throws IOException {
    Disk.syncFolder(folder);
  }

  @Override
  public String where(String name) {
    return folder.resolve(name).toString();
  }

  private record ChannelFile(FileChannel channel) implements StoredFile {

    @Override
    public long size() throws IOException {
      return channel.size();
    }

    @Override
    public int read(ByteBuffer into, long at) throws IOException {
      return channel.read(into, at);
    }

    @Override
    public int write(ByteBuffer from, long at) throws IOException {
      return channel.write(from, at);
    }

    /// `fdatasync`: the size is synced with the data when it has changed.
    @Override
    public void sync() throws IOException {
      channel.force(false);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  /// It is a [RandomAccessFile] because a channel is closed, for everybody, when a thread that
  /// reads from it is interrupted, and readers are interrupted whenever a call is cancelled.
  private record ReadOnlyFile(RandomAccessFile file) implements StoredFile {

    @Override
    public long size() throws IOException {
      return file.length();
    }

    @Override
    public int read(ByteBuffer into, long at) throws IOException {
      synchronized (file) {
        file.seek(at);
        int read = file.read(into.array(), into.arrayOffset() + into.position(), into.remaining());
        into.position(into.position() + Math.max(0, read));
        return read;
      }
    }

    @Override
    public int write(ByteBuffer from, long at) throws IOException {
      throw new IOException("opened only for reading");
    }

    @Override
    public void sync() throws IOException {
      throw new IOException("opened only for reading");
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
