package guildhall.book;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Contents that are forgotten: for tests. "Durable" means kept by this object.
public final class MemoryContentStore implements ContentStore {

  private final Bits128 salt = Bits128.random();
  private final Map<ContentId, byte[]> contents = new ConcurrentHashMap<>();

  private record Kept(ContentId id) implements Written {
    @Override
    public void awaitDurable() {}
  }

  @Override
  public Written write(String owner, byte[] bytes) {
    ContentId id = ContentId.of(salt, owner, bytes);
    contents.putIfAbsent(id, bytes.clone());
    return new Kept(id);
  }

  @Override
  public ContentId put(String owner, byte[] bytes) {
    return write(owner, bytes).id();
  }

  @Override
  public Optional<byte[]> get(ContentId id) {
    return Optional.ofNullable(contents.get(id)).map(byte[]::clone);
  }

  @Override
  public void close() {}
}
