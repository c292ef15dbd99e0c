package guildhall.book;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Contents that are forgotten: for tests. "Durable" means kept by this object.
public final class MemoryContentStore implements ContentStore {

  private final Bits128 salt = Bits128.random();
  private final Map<ContentId, byte[]> contents = new ConcurrentHashMap<>();

  @Override
  public ContentId write(String owner, byte[] bytes) {
    ContentId id = ContentId.of(salt, owner, bytes);
    contents.putIfAbsent(id, bytes.clone());
    return id;
  }

  @Override
  public ContentId put(String owner, byte[] bytes) {
    return write(owner, bytes);
  }

  @Override
  public long written() {
    return 0; // a journal that outlives this object would name what is not there
  }

  @Override
  public void sync(long before) {}

  @Override
  public Optional<byte[]> get(ContentId id) {
    return Optional.ofNullable(contents.get(id)).map(byte[]::clone);
  }

  @Override
  public void erase(ContentId id) {
    var _ = contents.remove(id);
  }

  @Override
  public void close() {}
}
