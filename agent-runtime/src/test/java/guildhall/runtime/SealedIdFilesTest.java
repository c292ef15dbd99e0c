package guildhall.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import guildhall.book.MemoryStorage;
import guildhall.ledger.Id;
import guildhall.ledger.SealedIds;
import guildhall.ledger.TableProbe;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The table of ids over files, against the same table in the heap.
final class SealedIdFilesTest {

  private static final int GENERATION = 8;
  private static final long WINDOW_MICROS = 100_000;

  private final MemoryStorage storage = new MemoryStorage();

  private static TableProbe table(SealedIds.Store store) {
    return new TableProbe(GENERATION, WINDOW_MICROS, store);
  }

  private static void run(TableProbe table, int from, int to) {
    for (int i = from; i < to; i++) {
      table.put(id(i), i, i * 1000L);
    }
  }

  private static Id id(int number) {
    var random = new Random(number);
    long millis = Math.max(0, number - random.nextInt(20));
    return new Id((millis << 16) | 0x7000, (1L << 63) | (random.nextLong() >>> 2));
  }

  @Test
  void find_overFiles_knowsWhatTheHeapKnows() {
    var heap = table(SealedIds.Store.HEAP);
    var files = table(new SealedIdFiles(storage));
    run(heap, 0, 2000);
    run(files, 0, 2000);

    for (int i = 0; i < 2100; i++) {
      assertThat(files.knows(id(i))).as("id %d", i).isEqualTo(heap.knows(id(i)));
    }
    assertThat(files.knows(id(0))).isFalse();
    assertThat(files.knows(id(1900))).isTrue();
    assertThat(files.knows(id(1999))).isTrue();
  }

  @Test
  void load_midWayOverFiles_givesTheBytesOfOneThatNeverStopped() throws IOException {
    var live = table(new SealedIdFiles(storage));
    run(live, 0, 1000);
    byte[] midWay = live.savedIds();
    run(live, 1000, 1500);

    var loaded = table(new SealedIdFiles(storage));
    loaded.loadIds(midWay);
    assertThat(loaded.savedIds()).isEqualTo(midWay);
    run(loaded, 1000, 1500);

    var replayed = table(new SealedIdFiles(new MemoryStorage()));
    run(replayed, 0, 1500);
    assertThat(loaded.savedIds()).isEqualTo(live.savedIds());
    assertThat(replayed.savedIds()).isEqualTo(live.savedIds());
    for (int i = 0; i < 1500; i++) {
      assertThat(loaded.knows(id(i))).isEqualTo(live.knows(id(i)));
    }
  }

  @Test
  void load_ofIdsThatWereInTheHeap_putsThemIntoFiles() throws IOException {
    var heap = table(SealedIds.Store.HEAP);
    run(heap, 0, 1000);
    var files = table(new SealedIdFiles(storage));
    run(files, 0, 1000);

    var moved = table(new SealedIdFiles(new MemoryStorage()));
    moved.loadIds(heap.savedIds());

    assertThat(moved.savedIds()).isEqualTo(files.savedIds());
    assertThat(heap.savedIds().length).isGreaterThan(files.savedIds().length);
    assertThatThrownBy(() -> table(SealedIds.Store.HEAP).loadIds(files.savedIds()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(".ids");
  }

  @Test
  void load_aFileThatIsDamagedMissingOrAnother_namesTheFile() throws IOException {
    var live = table(new SealedIdFiles(storage));
    run(live, 0, 1000);
    byte[] saved = live.savedIds();
    String newest = storage.list().getLast();
    String other = storage.list().get(storage.list().size() - 2);
    byte[] whole = storage.bytes(newest).clone();
    byte[] damaged = whole.clone();
    damaged[100] ^= 1;

    for (byte[] each : List.of(damaged, storage.bytes(other))) {
      storage.put(newest, each);
      assertThatThrownBy(() -> table(new SealedIdFiles(storage)).loadIds(saved))
          .hasMessageContaining("memory/" + newest);
    }
    storage.delete(newest);
    assertThatThrownBy(() -> table(new SealedIdFiles(storage)).loadIds(saved))
        .hasMessageContaining("memory/" + newest);
    storage.put(newest, whole);
    table(new SealedIdFiles(storage)).loadIds(saved);
  }

  @Test
  void retain_namesThatAreNeeded_deletesTheOthers() throws IOException {
    var store = new SealedIdFiles(storage);
    run(table(store), 0, 100);
    storage.put("00.journal", new byte[1]);
    List<String> before = storage.list();

    store.retain(List.of(before.get(2), before.get(4)));

    assertThat(storage.list()).containsExactly("00.journal", before.get(2), before.get(4));
  }
}
