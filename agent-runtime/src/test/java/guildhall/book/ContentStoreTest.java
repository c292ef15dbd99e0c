package guildhall.book;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import guildhall.book.faultjournal.Gate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ContentStoreTest {

  @TempDir Path temp;
  private Path folder;
  private Path pack;

  @BeforeEach
  void paths() {
    folder = temp.resolve("contents");
    pack = folder.resolve("contents.pack");
  }

  private static byte[] bytes(int length, long seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  /// Puts contents one by one, so each is durable before the next is written.
  private Map<ContentId, byte[]> put(int... lengths) throws IOException {
    Map<ContentId, byte[]> contents = new LinkedHashMap<>();
    try (ContentStore store = FileContentStore.open(folder)) {
      for (int length : lengths) {
        byte[] bytes = bytes(length, length);
        contents.put(store.put("ada", bytes), bytes);
      }
    }
    return contents;
  }

  private static void assertHolds(ContentStore store, Map<ContentId, byte[]> contents)
      throws IOException {
    for (var content : contents.entrySet()) {
      assertThat(store.get(content.getKey())).hasValue(content.getValue());
    }
  }

  @Test
  void put_sameBytesOfTwoOwners_haveTwoIds() throws IOException {
    byte[] text = "the same".getBytes(UTF_8);
    try (ContentStore file = FileContentStore.open(folder);
        ContentStore memory = new MemoryContentStore()) {
      for (ContentStore store : List.of(file, memory)) {
        ContentId ada = store.put("ada", text);
        ContentId bob = store.put("bob", text);
        assertThat(ada).isNotEqualTo(bob);
        assertThat(store.put("ada", text)).isEqualTo(ada);
        assertThat(store.get(ada)).hasValue(text);
        assertThat(store.get(bob)).hasValue(text);
        assertThat(store.put("ad", "athe same".getBytes(UTF_8))).isNotEqualTo(ada);
        assertThat(store.get(new ContentId("0".repeat(64)))).isEmpty();
      }
      assertThat(file.put("ada", text)).as("another salt").isNotEqualTo(memory.put("ada", text));
    }
  }

  @Test
  void put_sameAgain_writesNothing() throws IOException {
    byte[] text = bytes(1000, 1);
    try (FileContentStore store = FileContentStore.open(folder)) {
      ContentId id = store.put("ada", text);
      long written = store.written();
      assertThat(store.put("ada", text)).isEqualTo(id);
      assertThat(store.written()).isEqualTo(written);
    }
    try (FileContentStore store = FileContentStore.open(folder)) {
      long written = store.written();
      store.put("ada", text);
      assertThat(store.written()).isEqualTo(written);
    }
  }

  @Test
  void open_again_holdsEverything() throws IOException {
    var contents = put(0, 1, 63, 64, 65, 1000, 300_000);
    try (ContentStore store = FileContentStore.open(folder)) {
      assertHolds(store, contents);
      byte[] more = bytes(10, 77);
      contents.put(store.put("ada", more), more);
    }
    try (ContentStore store = FileContentStore.open(folder)) {
      assertHolds(store, contents);
    }
    assertThat(Files.getPosixFilePermissions(pack))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  /// What a crash leaves: a pack that is filled with zeros beyond what was written.
  @Test
  void open_zerosAheadOfWhatWasWritten_cutsThemAndKeepsTheRest() throws IOException {
    byte[] content = bytes(100, 5);
    Path crashed = Files.createDirectory(temp.resolve("crashed"));
    long written;
    ContentId id;
    try (FileContentStore store = FileContentStore.open(folder)) {
      id = store.put("ada", content);
      written = store.written();
      assertThat(Files.size(pack)).isGreaterThan(written);
      var _ = Files.copy(pack, crashed.resolve("contents.pack"));
    }
    assertThat(Files.size(pack)).isEqualTo(written);
    byte[] more = bytes(200, 6);
    try (FileContentStore store = FileContentStore.open(crashed)) {
      assertThat(store.written()).isEqualTo(written);
      assertThat(store.get(id)).hasValue(content);
      id = store.put("ada", more);
    }
    try (FileContentStore store = FileContentStore.open(crashed)) {
      assertThat(store.get(id)).hasValue(more);
    }
  }

  @Test
  void open_tailTornAtAnyByte_cutsItAndKeepsTheRest() throws IOException {
    var contents = put(100, 200, 150);
    byte[] whole = Files.readAllBytes(pack);
    var lastId = contents.keySet().stream().reduce((_, id) -> id).orElseThrow();
    int last = 64 + (64 + 128) + (64 + 256);
    var rest = new LinkedHashMap<>(contents);
    rest.remove(lastId);
    for (int size = last; size < whole.length; size++) {
      Files.write(pack, Arrays.copyOf(whole, size));
      try (ContentStore store = FileContentStore.open(folder)) {
        assertHolds(store, rest);
        assertThat(store.get(lastId)).as("cut at %d", size).isEmpty();
        assertThat(store.put("ada", bytes(150, 150))).isEqualTo(lastId);
      }
      assertThat(Files.readAllBytes(pack)).isEqualTo(whole);
    }
  }

  @Test
  void open_tailZeroedOrGarbled_cutsIt() throws IOException {
    var contents = put(100, 200, 150);
    byte[] whole = Files.readAllBytes(pack);
    var lastId = contents.keySet().stream().reduce((_, id) -> id).orElseThrow();
    int last = 64 + (64 + 128) + (64 + 256);
    for (int at = last; at < last + 64 + 150; at += 3) {
      byte[] bytes = whole.clone();
      bytes[at] ^= 8;
      Files.write(pack, bytes);
      boolean spare = at >= last + 56 && at < last + 64; // zeros that say nothing
      try (ContentStore store = FileContentStore.open(folder)) {
        assertThat(store.get(lastId).isPresent()).as("byte %d", at).isEqualTo(spare);
      }
    }
  }

  @Test
  void get_damagedContent_isReported() throws IOException {
    var contents = put(100, 200, 150);
    ContentId first = contents.keySet().iterator().next();
    byte[] bytes = Files.readAllBytes(pack);
    bytes[64 + 64 + 50] ^= 1;
    Files.write(pack, bytes);
    try (ContentStore store = FileContentStore.open(folder)) {
      assertThatThrownBy(() -> store.get(first))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("damaged")
          .hasMessageContaining(first.hex())
          .hasMessageContaining(":64");
      contents.remove(first);
      assertHolds(store, contents);
    }
  }

  @Test
  void open_damagedHeaderBeforeDurableOnes_isRefusedNamingThePlace() throws IOException {
    put(100, 200, 150);
    byte[] whole = Files.readAllBytes(pack);
    int second = 64 + 64 + 128;
    for (int at = 0; at < 56; at++) {
      byte[] bytes = whole.clone();
      bytes[second + at] ^= 2;
      Files.write(pack, bytes);
      assertThatThrownBy(() -> FileContentStore.open(folder))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("damaged")
          .hasMessageContaining(":" + second);
    }
    byte[] bytes = whole.clone();
    bytes[10] ^= 2;
    Files.write(pack, bytes);
    assertThatThrownBy(() -> FileContentStore.open(folder)).hasMessageContaining("header");
  }

  @Test
  void put_manyAtOnce_shareOneSync() throws IOException {
    var gate = new Gate();
    AtomicInteger syncs = new AtomicInteger();
    FileContentStore.Sync slow =
        file -> {
          if (syncs.incrementAndGet() == 2) { // the first is that of open
            gate.pass();
          }
          file.sync();
        };
    try (FileContentStore store = FileContentStore.open(folder, slow);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<ContentId>> puts = new ArrayList<>();
      puts.add(CompletableFuture.supplyAsync(() -> put(store, 0), threads));
      gate.awaitReached();
      long perContent = 128;
      for (int i = 1; i <= 20; i++) {
        int content = i;
        puts.add(CompletableFuture.supplyAsync(() -> put(store, content), threads));
        puts.add(CompletableFuture.supplyAsync(() -> put(store, content), threads));
      }
      Tally.until("all written", () -> store.written() == 64 + 21 * perContent);
      assertThat(puts).noneMatch(CompletableFuture::isDone);
      gate.open();
      for (var put : puts) {
        assertThat(store.get(Tally.get(put))).isPresent();
      }
      assertThat(syncs).hasValue(3);
    }
  }

  private static ContentId put(ContentStore store, int content) {
    try {
      return store.put("ada", bytes(64, content));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void put_syncFails_isRefusedFromThenOnAndNeverShown() throws IOException {
    AtomicInteger syncs = new AtomicInteger();
    FileContentStore.Sync failing =
        file -> {
          if (syncs.incrementAndGet() == 3) {
            throw new IOException("EIO on purpose");
          }
          file.sync();
        };
    try (FileContentStore store = FileContentStore.open(folder, failing)) {
      ContentId good = store.put("ada", bytes(10, 1));
      assertThatThrownBy(() -> store.put("ada", bytes(10, 2)))
          .hasRootCauseMessage("EIO on purpose");
      assertThatThrownBy(() -> store.put("ada", bytes(10, 2))).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> store.put("ada", bytes(10, 3))).isInstanceOf(IOException.class);
      assertThat(store.get(good)).isPresent();
      assertThat(store.write("ada", bytes(10, 1))).isEqualTo(good);
      assertThat(syncs).hasValue(3);
      assertThat(store.get(idOf(pack, bytes(10, 2)))).isEmpty();
    }
  }

  @Test
  void open_tornTail_isGoneBeforeAnythingShorterIsWritten() throws IOException {
    put(100, 5000);
    byte[] bytes = Files.readAllBytes(pack);
    int last = 64 + 64 + 128;
    bytes[last + 64] ^= 1;
    Files.write(pack, bytes);
    var contents = put(100, 10);
    assertThat(Files.size(pack)).isEqualTo(last + 64 + 64);
    try (ContentStore store = FileContentStore.open(folder)) {
      assertHolds(store, contents);
    }
  }

  @Test
  void open_manyContents_findsEach() throws IOException {
    Map<ContentId, byte[]> contents = new LinkedHashMap<>();
    try (ContentStore store = FileContentStore.open(folder, _ -> {})) {
      for (int i = 0; i < 3000; i++) {
        byte[] bytes = bytes(i % 200, i);
        contents.put(store.put("owner " + i, bytes), bytes);
      }
      assertHolds(store, contents);
    }
    try (ContentStore store = FileContentStore.open(folder)) {
      assertHolds(store, contents);
    }
  }

  private static final byte[] SECRET = "what somebody must be able to take back".getBytes(UTF_8);

  private boolean isInPack(byte[] text) throws IOException {
    return Files.readString(pack, ISO_8859_1).contains(new String(text, ISO_8859_1));
  }

  @Test
  void erase_content_isGoneFromTheDiskAndTheOthersAreNot() throws IOException {
    var others = put(100, 200);
    ContentId id;
    try (ContentStore store = FileContentStore.open(folder)) {
      id = store.put("ada", SECRET);
      var last = bytes(50, 9);
      others.put(store.put("ada", last), last);
      assertThat(isInPack(SECRET)).isTrue();
      store.erase(id);
      assertThat(isInPack(SECRET)).isFalse();
      assertThat(store.get(id)).isEmpty();
      store.erase(id);
      store.erase(new ContentId("0".repeat(64)));
      assertHolds(store, others);
    }
    try (ContentStore store = FileContentStore.open(folder)) {
      assertThat(store.get(id)).isEmpty();
      assertHolds(store, others);
    }
  }

  @Test
  void write_whatWasErased_isThereAgainAlsoAtTheNextOpen() throws IOException {
    ContentId id;
    try (ContentStore store = FileContentStore.open(folder)) {
      id = store.put("ada", SECRET);
      store.erase(id);
      assertThat(store.put("ada", SECRET)).isEqualTo(id);
      assertThat(store.get(id)).hasValue(SECRET);
    }
    try (ContentStore store = FileContentStore.open(folder)) {
      assertThat(store.get(id)).hasValue(SECRET);
      store.erase(id);
    }
    assertThat(isInPack(SECRET)).isFalse();
  }

  /// A crash may come before the header, between it and the zeros, or after both.
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void open_erasureBrokenOff_isMadeGood(boolean last) throws IOException {
    ContentId id;
    try (ContentStore store = FileContentStore.open(folder)) {
      id = store.put("ada", SECRET);
      if (!last) {
        var _ = store.put("ada", bytes(50, 9));
      }
    }
    AtomicInteger syncs = new AtomicInteger();
    FileContentStore.Sync failing =
        file -> {
          if (syncs.incrementAndGet() == 2) { // the first is that of open
            throw new IOException("EIO on purpose");
          }
          file.sync();
        };
    try (ContentStore store = FileContentStore.open(folder, failing)) {
      assertThatThrownBy(() -> store.erase(id)).hasMessageContaining("EIO");
    }
    assertThat(isInPack(SECRET)).as("the header alone was written").isTrue();
    try (ContentStore store = FileContentStore.open(folder)) {
      assertThat(store.get(id)).isEmpty();
    }
    assertThat(isInPack(SECRET)).isFalse();
  }

  @Test
  void putAndGet_interruptedThread_work() throws IOException {
    try (ContentStore store = FileContentStore.open(folder)) {
      Thread.currentThread().interrupt();
      ContentId id = store.put("ada", bytes(10, 1));
      assertThat(store.get(id)).isPresent();
      assertThat(Thread.interrupted()).isTrue();
      store.put("ada", bytes(10, 2));
    }
  }

  @Test
  void open_folderInUse_failsNamingIt() throws IOException {
    try (ContentStore store = FileContentStore.open(folder)) {
      assertThatThrownBy(() -> FileContentStore.open(folder))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(folder.toRealPath().toString());
      store.put("ada", bytes(1, 1));
    }
    ContentStore closed = FileContentStore.open(folder);
    closed.close();
    closed.close();
    assertThatThrownBy(() -> closed.put("ada", bytes(1, 1))).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> closed.get(new ContentId("0".repeat(64))))
        .isInstanceOf(IOException.class);
  }

  /// Several contents are written between two syncs, then power is lost.
  @Test
  void open_afterACrashAtAnyPlace_holdsAllThatWasAcknowledged() throws IOException {
    for (long seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      Path mine = temp.resolve("crash-" + seed);
      Path file = mine.resolve("contents.pack");
      Map<ContentId, byte[]> acknowledged = new LinkedHashMap<>();
      Map<ContentId, byte[]> unsure = new LinkedHashMap<>();
      AtomicInteger syncs = new AtomicInteger();
      int good = 1 + random.nextInt(4);
      FileContentStore.Sync lost =
          descriptor -> {
            if (syncs.incrementAndGet() > good) {
              throw new IOException("power is lost");
            }
            descriptor.sync();
          };
      long durable;
      try (FileContentStore store = FileContentStore.open(mine, lost)) {
        for (int i = 1; i < good; i++) {
          byte[] bytes = bytes(random.nextInt(500), random.nextLong());
          acknowledged.put(store.put("ada", bytes), bytes);
        }
        durable = store.written();
        byte[] bytes = bytes(random.nextInt(500), random.nextLong());
        unsure.put(idOf(file, bytes), bytes);
        assertThatThrownBy(() -> store.put("ada", bytes)).isInstanceOf(IOException.class);
      }
      damage(random, file, durable);
      try (ContentStore store = FileContentStore.open(mine)) {
        assertHolds(store, acknowledged);
        for (var content : unsure.entrySet()) {
          store
              .get(content.getKey())
              .ifPresent(found -> assertThat(found).isEqualTo(content.getValue()));
          assertThat(store.put("ada", content.getValue())).isEqualTo(content.getKey());
        }
        assertHolds(store, unsure);
      } catch (IOException | AssertionError e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  private static ContentId idOf(Path pack, byte[] bytes) throws IOException {
    var header = ByteBuffer.wrap(Files.readAllBytes(pack), 8, 16);
    return ContentId.of(Bits128.get(header), "ada", bytes);
  }

  private static void damage(Random random, Path file, long durable) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int unsynced = (int) (bytes.length - durable);
    int from = (int) durable + random.nextInt(unsynced);
    switch (random.nextInt(3)) {
      case 0 -> bytes = Arrays.copyOf(bytes, from);
      case 1 -> Arrays.fill(bytes, from, bytes.length, (byte) 0);
      default -> {
        byte[] garbage = new byte[1 + random.nextInt(bytes.length - from)];
        random.nextBytes(garbage);
        System.arraycopy(garbage, 0, bytes, from, garbage.length);
      }
    }
    Files.write(file, bytes);
  }
}
