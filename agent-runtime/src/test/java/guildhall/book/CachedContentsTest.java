package guildhall.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CachedContentsTest {

  private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);

  private final AtomicInteger reads = new AtomicInteger();
  private final MemoryContentStore memory = new MemoryContentStore();
  private final ContentStore counting =
      new ContentStore() {
        @Override
        public ContentId write(String owner, byte[] bytes) {
          return memory.write(owner, bytes);
        }

        @Override
        public long written() {
          return memory.written();
        }

        @Override
        public void erase(ContentId id) {
          memory.erase(id);
        }

        @Override
        public void sync(long before) {
          memory.sync(before);
        }

        @Override
        public Optional<byte[]> get(ContentId id) {
          reads.incrementAndGet();
          return memory.get(id);
        }

        @Override
        public void close() {
          memory.close();
        }
      };

  @Test
  void get_again_isReadOnceAndCannotBeChangedByAReader() throws Exception {
    try (ContentStore cached = new CachedContents(counting, 1000)) {
      ContentId id = cached.put("ann", HELLO);
      byte[] first = cached.get(id).orElseThrow();
      first[0] = 'J';
      assertThat(cached.get(id)).hasValue(HELLO);
      assertThat(reads).hasValue(1);
    }
  }

  @Test
  void get_largerThanTheCache_isReadEachTime() throws Exception {
    try (ContentStore cached = new CachedContents(counting, 3)) {
      ContentId id = cached.put("ann", HELLO);
      assertThat(cached.get(id)).hasValue(HELLO);
      assertThat(cached.get(new ContentId("0".repeat(64)))).isEmpty();
      assertThat(cached.get(id)).hasValue(HELLO);
    }
  }
}
