package guildhall.book;

import static guildhall.book.Tally.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import guildhall.book.Tally.Added;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SnapshotsTest {

  private static final long SEGMENT_BYTES = 4096;

  @TempDir Path folder;

  /// Entries folded by apply, as against loaded.
  private static final class Counting implements Projection {
    int applied;

    @Override
    public void apply(Entry entry) {
      applied++;
    }
  }

  /// Counts what is replayed into it.
  private static class Watched implements Snapshotted {
    final Tally tally = new Tally();
    int applied;
    int version = 1;

    @Override
    public void apply(Entry entry) {
      applied++;
      tally.apply(entry);
    }

    @Override
    public String name() {
      return "tally";
    }

    @Override
    public int stateVersion() {
      return version;
    }

    @Override
    public void save(DataOutput out) throws IOException {
      tally.save(out);
    }

    @Override
    public void load(int read, DataInput in) throws IOException {
      tally.load(read, in);
    }
  }

  private Book open(Snapshotted projection) throws IOException {
    return Book.open(
        new Book.Setup(
            FileJournal.open(folder, SEGMENT_BYTES),
            Tally.types(),
            List.of(projection),
            BookClock.manual(Tally.START),
            _ -> {},
            1024));
  }

  /// Adds numbers one by one, each a frame of its own.
  private void add(long from, long to) throws IOException {
    Watched watched = new Watched();
    try (Book book = open(watched)) {
      for (long each = from; each < to; each++) {
        get(book.submit(watched.tally.add(each)));
      }
    }
  }

  /// Makes a snapshot of all that is sealed.
  private long advance() throws IOException {
    try (FileJournal journal = FileJournal.open(folder, SEGMENT_BYTES)) {
      Watched watched = new Watched();
      Snapshots snapshots = journal.snapshots().orElseThrow();
      journal.replay(snapshots.restore(List.of(watched)).position(), _ -> {});
      return snapshots.advance(() -> List.of(new Watched()), Tally.types(), () -> false);
    }
  }

  private Watched assertHas(long count) throws IOException {
    Watched watched = new Watched();
    try (Book book = open(watched)) {
      assertThat(get(book.read(watched.tally::amounts)))
          .isEqualTo(LongStream.range(0, count).boxed().toList());
      List<Entry> all = new ArrayList<>();
      for (int from = 0; from < count; from += 3) {
        all.addAll(book.feed().read(from, 3));
      }
      assertThat(all.subList(0, (int) count))
          .extracting(Entry::fact)
          .isEqualTo(LongStream.range(0, count).mapToObj(Added::new).toList());
    }
    return watched;
  }

  private List<Path> snapshots() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".snapshot")).sorted().toList();
    }
  }

  @Test
  void open_withASnapshot_foldsOnlyWhatCameAfter() throws IOException {
    add(0, 50);
    long position = advance();
    assertThat(position).isBetween(30L, 49L);
    assertThat(assertHas(50).applied).isEqualTo(50 - (int) position);
  }

  @Test
  void open_snapshotOfOtherwiseFoldedState_hasTheSameHash() throws IOException {
    add(0, 40);
    advance();
    add(40, 90);
    advance();
    Watched fromSnapshot = assertHas(90);
    for (Path snapshot : snapshots()) {
      Files.delete(snapshot);
    }
    Watched replayed = assertHas(90);
    assertThat(replayed.applied).isEqualTo(90);
    assertThat(SnapshotFile.hashOf(fromSnapshot)).isEqualTo(SnapshotFile.hashOf(replayed));
  }

  @Test
  void advance_nothingSealedSince_makesNone() throws IOException {
    add(0, 20);
    long position = advance();
    assertThat(advance()).isEqualTo(position);
    assertThat(snapshots()).hasSize(1);
  }

  @Test
  void advance_again_keepsTwo() throws IOException {
    for (int round = 0; round < 4; round++) {
      add(round * 20L, round * 20L + 20);
      advance();
    }
    assertThat(snapshots()).hasSize(2);
    assertHas(80);
  }

  /// Every byte matters: one flipped anywhere, or the end cut off, and the older one is used.
  @Test
  void open_newestSnapshotIsDamaged_usesTheOneBefore() throws IOException {
    add(0, 30);
    long older = advance();
    add(30, 60);
    advance();
    Path newest = snapshots().getLast();
    byte[] whole = Files.readAllBytes(newest);
    for (int at = 0; at < whole.length; at += 7) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 4;
      Files.write(newest, damaged);
      assertThat(assertHas(60).applied).as("byte %d", at).isEqualTo(60 - (int) older);
    }
    for (int length : new int[] {0, 1, 31, 32, 40, whole.length - 1}) {
      Files.write(newest, Arrays.copyOf(whole, length));
      assertThat(assertHas(60).applied).as("%d bytes", length).isEqualTo(60 - (int) older);
    }
  }

  @Test
  void open_allSnapshotsAreDamaged_replaysEverything() throws IOException {
    add(0, 60);
    advance();
    Files.write(snapshots().getFirst(), new byte[100]);
    assertThat(assertHas(60).applied).isEqualTo(60);
  }

  @Test
  void open_snapshotOfAnotherJournal_isPassedOver() throws IOException {
    add(0, 60);
    advance();
    Path foreign = snapshots().getFirst();
    byte[] bytes = Files.readAllBytes(foreign);
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    add(0, 60);
    Files.write(foreign, bytes);
    assertThat(assertHas(60).applied).isEqualTo(60);
  }

  @Test
  void open_sectionOfALaterVersion_isPassedOver() throws IOException {
    add(0, 60);
    try (FileJournal journal = FileJournal.open(folder, SEGMENT_BYTES)) {
      journal.replay(0, _ -> {});
      Watched later = new Watched();
      later.version = 2;
      journal.snapshots().orElseThrow().advance(() -> List.of(later), Tally.types(), () -> false);
    }
    assertThat(assertHas(60).applied).isEqualTo(60);
  }

  @Test
  void open_projectionsThatCannotBePutAside_replayEverything() throws IOException {
    add(0, 60);
    advance();
    Counting counting = new Counting();
    Book.open(
            new Book.Setup(
                FileJournal.open(folder, SEGMENT_BYTES),
                Tally.types(),
                List.of(counting, new Tally()),
                BookClock.manual(Tally.START),
                _ -> {},
                16))
        .close();
    assertThat(counting.applied).isEqualTo(60);
  }

  @Test
  void advance_stopped_leavesNothingBehind() throws IOException {
    add(0, 60);
    try (FileJournal journal = FileJournal.open(folder, SEGMENT_BYTES)) {
      journal.replay(0, _ -> {});
      Snapshots snapshots = journal.snapshots().orElseThrow();
      assertThatThrownBy(
              () -> snapshots.advance(() -> List.of(new Tally()), Tally.types(), () -> true))
          .isInstanceOf(CancellationException.class);
    }
    assertThat(snapshots()).isEmpty();
    assertHas(60);
  }

  @Test
  void book_sealsEnough_makesSnapshotsByItself() throws IOException {
    Tally tally = new Tally();
    var setup =
        new Book.Setup(
            FileJournal.open(folder, SEGMENT_BYTES),
            Optional.empty(),
            Tally.types(),
            List.of(tally),
            BookClock.manual(Tally.START),
            _ -> {},
            1024,
            Optional.of(new Book.Snapshotting(() -> List.of(new Tally()), 2 * SEGMENT_BYTES)));
    long added = 0;
    try (Book book = Book.open(setup)) {
      while (snapshots().isEmpty() && added < 100_000) {
        get(book.submit(tally.add(added++)));
      }
      assertThat(added).isGreaterThan(2 * SEGMENT_BYTES / 512 - 3);
    }
    assertThat(assertHas(added).applied).isLessThan((int) added);
  }

  /// A disk that is full leaves nothing of what it could not take.
  @Test
  void advance_cannotBeWritten_leavesNoPartBehind() throws IOException {
    add(0, 60);
    try (FileJournal journal = FileJournal.open(folder, SEGMENT_BYTES)) {
      journal.replay(0, _ -> {});
      Watched full =
          new Watched() {
            @Override
            public void save(DataOutput out) throws IOException {
              out.write(new byte[3 << 20]);
              throw new IOException("full on purpose");
            }
          };
      Snapshots snapshots = journal.snapshots().orElseThrow();
      assertThatThrownBy(() -> snapshots.advance(() -> List.of(full), Tally.types(), () -> false))
          .hasMessage("full on purpose");
    }
    Files.write(folder.resolve("00000000000000000003.snapshot.part"), new byte[9]);
    advance();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(Path::toString)).noneMatch(name -> name.endsWith(".part"));
    }
    assertHas(60);
  }

  @Test
  void open_sectionOfAVersionThatIsNotReadAnyMore_isPassedOver() throws IOException {
    add(0, 60);
    advance();
    Watched newer =
        new Watched() {
          @Override
          public int oldestStateVersion() {
            return 2;
          }
        };
    newer.version = 2;
    open(newer).close();
    assertThat(newer.applied).isEqualTo(60);
  }

  @Test
  void openReadOnly_readsAndChangesNothing() throws IOException {
    add(0, 20);
    Path last;
    try (Stream<Path> files = Files.list(folder)) {
      last = files.filter(file -> file.toString().endsWith(".journal")).sorted().toList().getLast();
    }
    byte[] bytes = Files.readAllBytes(last);
    bytes[bytes.length - 100] = 7; // as if a batch had been torn
    Files.write(last, bytes);
    List<RawEntry> found = new ArrayList<>();
    try (FileJournal journal = FileJournal.openReadOnly(FolderStorage.existing(folder))) {
      journal.replay(0, found::add);
      assertThat(journal.tornTail().orElseThrow()).startsWith(last + ":");
      assertThat(journal.read(3, 2)).hasSize(2);
      assertThatThrownBy(() -> journal.append(EncodedBatch.of(JournalFiles.batch(20, 1, 1, 1))))
          .isInstanceOf(IOException.class);
    }
    assertThat(found).hasSize(20);
    assertThat(Files.readAllBytes(last)).isEqualTo(bytes);
  }
}
