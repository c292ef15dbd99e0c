package guildhall.book;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/// A folder in memory that gives back what was written. Reads and writes are at most 100 bytes at
/// once, as the contract allows; reads want a buffer in the heap, as files of a folder do.
public final class MemoryStorage implements Storage {

  private static final int AT_ONCE = 100;

  private final TreeMap<String, Bytes> files = new TreeMap<>();

  /// The bytes of a file, to look at and to damage.
  public byte[] bytes(String name) throws IOException {
    return file(name).bytes;
  }

  /// Gives a file other bytes.
  public void put(String name, byte[] bytes) {
    Bytes file = new Bytes();
    file.bytes = bytes;
    files.put(name, file);
  }

  @Override
  public Hold lock() {
    return () -> {};
  }

  @Override
  public List<String> list() {
    return List.copyOf(files.keySet());
  }

  @Override
  public StoredFile create(String name) throws IOException {
    if (files.containsKey(name)) {
      throw new FileAlreadyExistsException(name);
    }
    put(name, new byte[0]);
    return file(name);
  }

  @Override
  public StoredFile open(String name) throws IOException {
    return file(name);
  }

  @Override
  public StoredFile openForReading(String name) throws IOException {
    return file(name);
  }

  private Bytes file(String name) throws IOException {
    Bytes file = files.get(name);
    if (file == null) {
      throw new NoSuchFileException(where(name));
    }
    return file;
  }

  @Override
  public void rename(String from, String to) throws IOException {
    files.put(to, file(from));
    files.remove(from);
  }

  @Override
  public void delete(String name) {
    files.remove(name);
  }

  @Override
  public void syncNames() {}

  @Override
  public String where(String name) {
    return "memory/" + name;
  }

  private static final class Bytes implements StoredFile {
    private byte[] bytes = {};

    @Override
    public long size() {
      return bytes.length;
    }

    @Override
    public int read(ByteBuffer into, long at) {
      if (!into.hasArray()) {
        throw new UnsupportedOperationException("a buffer without an array");
      }
      if (at >= bytes.length) {
        return -1;
      }
      int some = Math.min(AT_ONCE, Math.min(into.remaining(), bytes.length - (int) at));
      into.put(bytes, (int) at, some);
      return some;
    }

    @Override
    public int write(ByteBuffer from, long at) {
      int some = Math.min(AT_ONCE, from.remaining());
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length, (int) at + some));
      from.get(bytes, (int) at, some);
      return some;
    }

    @Override
    public void sync() {}

    @Override
    public void close() {}
  }
}
