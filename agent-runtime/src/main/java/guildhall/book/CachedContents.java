package guildhall.book;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.util.Optional;

/// A content store with its most used contents in memory, bounded by their bytes: a task's result
/// is read by everyone who polls it. Contents never change under their id, so nothing has to be
/// invalidated.
public final class CachedContents implements ContentStore {

  private final ContentStore store;
  private final Cache<ContentId, byte[]> recent;

  /// @param store where contents are kept
  /// @param maximumBytes of contents in memory, 0 or more
  public CachedContents(ContentStore store, long maximumBytes) {
    this.store = store;
    this.recent =
        Caffeine.newBuilder()
            .maximumWeight(maximumBytes)
            .weigher((ContentId _, byte[] bytes) -> bytes.length)
            .build();
  }

  @Override
  public ContentId write(String owner, byte[] bytes) throws IOException {
    return store.write(owner, bytes);
  }

  @Override
  public long written() {
    return store.written();
  }

  @Override
  public void startSync(long before) {
    store.startSync(before);
  }

  @Override
  public void sync(long before) throws IOException {
    store.sync(before);
  }

  @Override
  public Optional<byte[]> get(ContentId id) throws IOException {
    byte[] known = recent.getIfPresent(id);
    if (known != null) {
      return Optional.of(known.clone());
    }
    Optional<byte[]> read = store.get(id);
    read.ifPresent(bytes -> recent.put(id, bytes.clone()));
    return read;
  }

  @Override
  public void erase(ContentId id) throws IOException {
    store.erase(id);
    recent.invalidate(id); // afterwards: who reads meanwhile may have kept it
  }

  @Override
  public void close() throws IOException {
    store.close();
  }
}
