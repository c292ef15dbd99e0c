package guildhall.book.faultjournal;

import guildhall.book.Storage;
import guildhall.book.StoredFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/// A storage in which the test decides how the segments of a journal are synced.
public final class HookedStorage implements Storage {

  /// What a sync does.
  @FunctionalInterface
  public interface Sync {
    /// Syncs, or fails, or does nothing.
    void sync(StoredFile file) throws IOException;
  }

  /// What happens before a file is made.
  @FunctionalInterface
  public interface Create {
    /// Fails, or does nothing.
    void before(String name) throws IOException;
  }

  private final Storage storage;
  private final Sync sync;
  private Create create = _ -> {};

  /// Syncs of segments go to `sync`, everything else to `storage`.
  public HookedStorage(Storage storage, Sync sync) {
    this.storage = storage;
    this.sync = sync;
  }

  /// From now on asks before a file is made.
  public void onCreate(Create before) {
    create = before;
  }

  @Override
  public Hold lock() throws IOException {
    return storage.lock();
  }

  @Override
  public List<String> list() throws IOException {
    return storage.list();
  }

  @Override
  public StoredFile create(String name) throws IOException {
    create.before(name);
    return storage.create(name);
  }

  @Override
  public StoredFile open(String name) throws IOException {
    StoredFile file = storage.open(name);
    return name.endsWith(".journal") ? new Hooked(file, sync) : file;
  }

  @Override
  public StoredFile openForReading(String name) throws IOException {
    return storage.openForReading(name);
  }

  @Override
  public void rename(String from, String to) throws IOException {
    storage.rename(from, to);
  }

  @Override
  public void delete(String name) throws IOException {
    storage.delete(name);
  }

  @Override
  public void syncNames() throws IOException {
    storage.syncNames();
  }

  @Override
  public String where(String name) {
    return storage.where(name);
  }

  private record Hooked(StoredFile file, Sync hook) implements StoredFile {
    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public int read(ByteBuffer into, long at) throws IOException {
      return file.read(into, at);
    }

    @Override
    public int write(ByteBuffer from, long at) throws IOException {
      return file.write(from, at);
    }

    @Override
    public void sync() throws IOException {
      hook.sync(file);
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
