package guildhall.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import guildhall.book.MemoryStorage;
import guildhall.ledger.Id;
import guildhall.ledger.SealedIds;
import guildhall.ledger.TableProbe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// The table of ids over files, against a map and against the same table in the heap, at every
/// stage of a generation's way out of the heap.
final class SealedIdFilesTest {

  private static final int GENERATION = 8;
  private static final long FOR_EVER = Long.MAX_VALUE;
  private static final long WINDOW_MICROS = 100_000;

  private final MemoryStorage storage = new MemoryStorage();
  private final ManualExecutor background = new ManualExecutor();

  private SealedIdFiles files() throws IOException {
    return new SealedIdFiles(storage, background);
  }

  private static TableProbe table(long windowMicros, SealedIds.Store store) {
    return new TableProbe(GENERATION, windowMicros, store);
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

  private static void assertSame(TableProbe files, TableProbe heap, int ids) throws IOException {
    for (int i = 0; i < ids; i++) {
      assertThat(files.position(id(i))).as("id %d", i).isEqualTo(heap.position(id(i)));
    }
    assertThat(files.size()).isEqualTo(heap.size());
    assertThat(files.saved()).isEqualTo(heap.saved());
  }

  private static byte[] inHeap(int to) throws IOException {
    var heap = table(WINDOW_MICROS, SealedIds.Store.HEAP);
    run(heap, 0, to);
    return heap.saved();
  }

  @Test
  void find_overFiles_isWhatAMapSays() throws IOException {
    var random = new Random(3);
    var table = table(FOR_EVER, files());
    Map<Id, Long> map = new HashMap<>();
    for (int i = 0; i < 3000; i++) {
      Id id = random.nextInt(5) == 0 ? id(random.nextInt(i + 1)) : id(i);
      table.put(id, i, i * 1000L);
      map.put(id, (long) i);
      while (background.waiting() > random.nextInt(12)) {
        background.runOne();
      }
      Id any = id(random.nextInt(4000));
      Long expected = map.get(any);
      assertThat(table.position(any))
          .isEqualTo(expected == null ? OptionalLong.empty() : OptionalLong.of(expected));
    }

    background.runAll();
    map.forEach((id, position) -> assertThat(table.position(id)).hasValue(position));
    assertThat(storage.list()).hasSizeGreaterThan(300);
  }

  @Test
  void keep_beforeDuringAndAfterTheWriting_holdsTheSame() throws IOException {
    var heap = table(FOR_EVER, SealedIds.Store.HEAP);
    run(heap, 0, 100);
    var files = table(FOR_EVER, files());

    run(files, 0, 100);
    assertThat(storage.list()).as("nothing is written by who puts ids").isEmpty();
    assertSame(files, heap, 110);
    for (int written = 1; written <= 12; written++) {
      background.runOne();
      assertThat(storage.list()).hasSize(written);
      assertSame(files, heap, 110);
    }
    assertThat(background.waiting()).isZero();
  }

  @Test
  void keep_moreThanMayWait_isWrittenByWhoKeeps() throws IOException {
    var files = table(FOR_EVER, files());

    run(files, 0, (SealedIdFiles.WAITING_MAX + 3) * GENERATION + 1);

    assertThat(background.waiting()).isEqualTo(SealedIdFiles.WAITING_MAX);
    assertThat(storage.list()).hasSize(3);
    background.runAll();
    run(files, (SealedIdFiles.WAITING_MAX + 3) * GENERATION + 1, 300);
    assertThat(background.waiting()).isPositive();
  }

  @Test
  void keep_whenTheBackgroundHasEnded_isWrittenByWhoKeeps() throws IOException {
    var heap = table(WINDOW_MICROS, SealedIds.Store.HEAP);
    var files =
        table(
            WINDOW_MICROS,
            new SealedIdFiles(
                storage,
                _ -> {
                  throw new RejectedExecutionException();
                }));
    run(heap, 0, 1000);
    run(files, 0, 1000);

    assertSame(files, heap, 1000);
    assertThat(storage.list()).hasSizeLessThan(30);
  }

  @Test
  void load_midWay_goesOnWithTheSameBytes() throws IOException {
    var live = table(WINDOW_MICROS, files());
    run(live, 0, 1000);
    byte[] midWay = live.saved();
    background.runAll();
    assertThat(live.saved()).isEqualTo(midWay).isEqualTo(inHeap(1000));

    var loaded = table(WINDOW_MICROS, files());
    loaded.load(midWay);
    assertThat(loaded.saved()).isEqualTo(midWay);
    background.runAll();
    assertThat(loaded.saved()).isEqualTo(midWay);
    run(loaded, 1000, 1500);
    background.runAll();

    var heap = table(WINDOW_MICROS, SealedIds.Store.HEAP);
    run(heap, 0, 1500);
    assertSame(loaded, heap, 1500);
  }

  @Test
  void find_inADamagedFile_namesTheFile() throws IOException {
    var table = table(FOR_EVER, files());
    run(table, 0, 100);
    background.runAll();
    String first = storage.list().getFirst();
    byte[] bytes = storage.bytes(first);

    bytes[40] ^= 1;
    assertThatThrownBy(() -> table.position(id(0)))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("memory/" + first);
    assertThatThrownBy(table::saved)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("memory/" + first);
    assertThat(table.position(id(99))).hasValue(99);
    bytes[40] ^= 1;
    assertThat(table.position(id(0))).hasValue(0);
  }

  @Test
  void drop_aGeneration_deletesItsFile() throws IOException {
    var table = table(WINDOW_MICROS, files());
    run(table, 0, 100);
    background.runAll();
    List<String> old = storage.list();
    assertThat(old).hasSize(12);

    run(table, 100, 400);
    assertThat(background.waiting()).isPositive();
    background.runAll();

    assertThat(storage.list()).doesNotContainAnyElementsOf(old).isNotEmpty();
    assertThat(table.position(id(0))).isEmpty();
    assertThat(table.saved()).isEqualTo(inHeap(400));
  }

  @Test
  void drop_aGenerationThatIsNotWrittenYet_leavesNoFile() throws IOException {
    SealedIdFiles store = files();
    var table = table(0, store);
    run(table, 0, 100);

    background.runAll();

    assertThat(storage.list()).hasSizeLessThan(6);
    assertThat(table.size()).isLessThan(60);
  }

  @Test
  void open_aFolderOfStaleFiles_emptiesIt() throws IOException {
    run(table(FOR_EVER, files()), 0, 100);
    background.runAll();
    storage.put("00000000000000000777.ids", new byte[3]);
    storage.put("README", new byte[1]);
    assertThat(storage.list()).hasSize(14);

    var again = table(FOR_EVER, files());

    assertThat(storage.list()).as("but for what is not its own").containsExactly("README");
    run(again, 0, 100);
    background.runAll();
    assertThat(storage.list()).hasSize(13);
    assertThat(again.position(id(0))).hasValue(0);
  }

  @Test
  void keep_onAFullDisk_staysInTheHeapAndSaysSoOnce() throws IOException {
    Logger logger = (Logger) LoggerFactory.getLogger(SealedIdFiles.class);
    Level before = logger.getLevel();
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    logger.addAppender(log);
    logger.setLevel(Level.ERROR);
    logger.setAdditive(false);
    try {
      var disk = new FullDisk(storage, 1000);
      var table = table(WINDOW_MICROS, new SealedIdFiles(disk, background));
      run(table, 0, 1000);
      background.runAll();

      assertThat(log.list)
          .singleElement()
          .satisfies(event -> {
            assertThat(event.getLevel()).isEqualTo(Level.ERROR);
            assertThat(event.getFormattedMessage()).contains("memory/", ".ids");
          });
      assertThat(storage.list()).as("no half file").isEmpty();
      assertThat(table.saved()).isEqualTo(inHeap(1000));
      assertThat(table.position(id(999))).hasValue(999);

      disk.room(FOR_EVER);
      run(table, 1000, 1100);
      background.runAll();
      assertThat(storage.list()).isNotEmpty();
      assertThat(table.saved()).isEqualTo(inHeap(1100));
      assertThat(log.list).hasSize(1);
    } finally {
      logger.setLevel(before);
      logger.setAdditive(true);
      logger.detachAppender(log);
    }
  }

  @Test
  void close_thenMoreGenerations_leavesThemInTheHeap() throws IOException {
    SealedIdFiles store = files();
    var table = table(WINDOW_MICROS, store);
    run(table, 0, 500);
    store.close();
    background.runAll();

    assertThat(table.position(id(499))).hasValue(499);
    run(table, 500, 1000);
    background.runAll();
    assertThat(table.saved()).isEqualTo(inHeap(1000));
  }
}
