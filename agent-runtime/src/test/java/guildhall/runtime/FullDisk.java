package guildhall.runtime;

import guildhall.book.Storage;
import guildhall.book.StoredFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/// A storage that takes no more bytes once it is full.
final class FullDisk implements Storage {

  private final Storage storage;
  private long room;

  FullDisk(Storage storage, long room) {
    this.storage = storage;
    this.room = room;
  }

  /// From now on there is so much room.
  void room(long bytes) {
    room = bytes;
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
    return new Filling(storage.create(name));
  }

  @Override
  public StoredFile open(String name) throws IOException {
    return storage.open(name);
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

  private final class Filling implements StoredFile {
    private final StoredFile file;

    Filling(StoredFile file) {
      this.file = file;
    }

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
      int written = file.write(from, at);
      room -= written;
      if (room < 0) {
        throw new IOException("no space left");
      }
      return written;
    }

    @Override
    public void sync() throws IOException {
      file.sync();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
