package guildhall.book;

import static guildhall.book.JournalFiles.SEGMENT_BYTES;
import static guildhall.book.JournalFiles.batch;
import static guildhall.book.JournalFiles.copy;
import static guildhall.book.JournalFiles.replay;
import static guildhall.book.JournalFiles.segments;
import static guildhall.book.JournalFiles.texts;
import static guildhall.book.JournalFiles.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import guildhall.book.faultjournal.HookedStorage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileJournalTest {

  private static final int ENTRIES = 3;
  private static final int BODY = 40;
  private static final int FRAME_BYTES = Frame.HEADER_BYTES + ENTRIES * (20 + BODY) + 4;

  @TempDir Path temp;
  private Path folder;

  @BeforeEach
  void folder() {
    folder = temp.resolve("above").resolve("book");
  }

  private FileJournal open(HookedStorage.Sync sync) throws IOException {
    return FileJournal.open(
        new HookedStorage(FolderStorage.of(folder), sync),
        SEGMENT_BYTES,
        task -> Thread.ofPlatform().start(task));
  }

  /// Three frames in one segment, at 512, 1024 and 1536.
  private List<RawEntry> threeFrames() throws IOException {
    return write(folder, 3, ENTRIES, BODY);
  }

  private Path onlySegment() throws IOException {
    assertThat(segments(folder)).hasSize(1);
    return segments(folder).getFirst();
  }

  /// Replays, appends one more batch, replays again: what was found must have survived that.
  private void assertGoesOnWith(List<RawEntry> expected) throws IOException {
    List<RawEntry> found = new ArrayList<>();
    List<RawEntry> more = batch(expected.size(), 2, 100, 99);
    try (FileJournal journal = FileJournal.open(folder, SEGMENT_BYTES)) {
      journal.replay(0, found::add);
      assertThat(texts(found)).isEqualTo(texts(expected));
      journal.append(EncodedBatch.of(more));
      found.addAll(more);
      assertThat(texts(journal.read(0, 1000))).isEqualTo(texts(found));
    }
    assertThat(texts(replay(folder))).isEqualTo(texts(found));
  }

  private void assertRefused(long afterPosition, String place) {
    assertThatThrownBy(() -> replay(folder))
        .isInstanceOfSatisfying(
            CorruptJournalException.class,
            e -> assertThat(e.afterPosition()).isEqualTo(afterPosition))
        .hasMessageContaining(place);
  }

  @Test
  void replay_newFolder_isEmptyAndReady() throws IOException {
    assertGoesOnWith(List.of());
  }

  @Test
  void append_batches_areReadAndReplayedAsWritten() throws IOException {
    assertGoesOnWith(threeFrames());
  }

  @Test
  void read_anyPositionAndCount_givesThoseEntries() throws IOException {
    List<RawEntry> all = write(folder, 120, ENTRIES, 700);
    assertThat(segments(folder)).hasSizeGreaterThan(10);
    try (FileJournal journal = FileJournal.open(folder, SEGMENT_BYTES)) {
      journal.replay(0, _ -> {});
      for (int from = 0; from <= all.size(); from += 7) {
        for (int max : new int[] {0, 1, 2, 5, 64, 1000}) {
          List<RawEntry> expected = all.subList(from, Math.min(all.size(), from + max));
          assertThat(texts(journal.read(from, max))).isEqualTo(texts(expected));
        }
      }
      assertThat(journal.read(all.size() + 5, 10)).isEmpty();
      assertThatThrownBy(() -> journal.read(-1, 10)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void read_largeSegment_seeksByMarks() throws IOException {
    List<RawEntry> all = new ArrayList<>();
    try (FileJournal journal = FileJournal.open(folder, 4 << 20)) {
      journal.replay(0, _ -> {});
      for (int i = 0; i < 60; i++) {
        List<RawEntry> batch = batch(all.size(), 4, 10_000, i);
        journal.append(EncodedBatch.of(batch));
        all.addAll(batch);
      }
      for (int from = 0; from < all.size(); from++) {
        assertThat(texts(journal.read(from, 2)))
            .isEqualTo(texts(all.subList(from, Math.min(all.size(), from + 2))));
      }
    }
    assertThat(segments(folder)).hasSize(1);
  }

  @Test
  void append_segmentIsFull_goesOnInTheNext() throws IOException {
    List<RawEntry> all = write(folder, 40, 1, 300);
    List<Path> segments = segments(folder);
    assertThat(segments).hasSizeGreaterThan(2);
    assertThat(segments.getFirst().getFileName()).hasToString("00000000000000000000.journal");
    for (Path segment : segments) {
      assertThat(Files.size(segment)).isEqualTo(SEGMENT_BYTES);
    }
    assertGoesOnWith(all);
  }

  @Test
  void append_frameLargerThanASegment_getsASegmentOfItsOwnSize() throws IOException {
    List<RawEntry> all = new ArrayList<>();
    try (FileJournal journal = FileJournal.open(folder, 1024)) {
      journal.replay(0, _ -> {});
      for (int bytes : new int[] {10, 64 * 1024, 10, 444, 428, 429, 10}) {
        List<RawEntry> batch = batch(all.size(), 1, bytes, bytes);
        journal.append(EncodedBatch.of(batch));
        all.addAll(batch);
      }
      assertThat(texts(journal.read(0, 100))).isEqualTo(texts(all));
    }
    assertThat(segments(folder)).hasSize(7);
    assertGoesOnWith(all);
  }

  @Test
  void append_wrongPositionsOrEmpty_isRefusedAndHarmless() throws IOException {
    try (FileJournal journal = FileJournal.open(folder, SEGMENT_BYTES)) {
      assertThatThrownBy(() -> journal.append(EncodedBatch.of(batch(0, 1, 1, 1))))
          .isInstanceOf(IllegalStateException.class);
      journal.replay(0, _ -> {});
      assertThatThrownBy(() -> journal.replay(0, _ -> {}))
          .isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> journal.append(EncodedBatch.of(batch(1, 1, 1, 1))))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> journal.append(EncodedBatch.of(List.of())))
          .isInstanceOf(IllegalArgumentException.class);
      journal.append(EncodedBatch.of(batch(0, 1, 1, 1)));
      assertThatThrownBy(() -> journal.append(EncodedBatch.of(batch(0, 1, 1, 1))))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(replay(folder)).hasSize(1);
  }

  @Test
  void append_syncFails_showsNothingOfItAndRefusesAllLaterOnes() throws IOException {
    AtomicInteger syncs = new AtomicInteger();
    HookedStorage.Sync failing =
        file -> {
          if (syncs.incrementAndGet() == 2) {
            throw new IOException("EIO on purpose");
          }
          file.sync();
        };
    List<RawEntry> first = batch(0, 2, 50, 1);
    try (FileJournal journal = open(failing)) {
      journal.replay(0, _ -> {});
      journal.append(EncodedBatch.of(first));
      assertThatThrownBy(() -> journal.append(EncodedBatch.of(batch(2, 1, 1, 1))))
          .hasMessageContaining("EIO");
      assertThat(texts(journal.read(0, 10))).isEqualTo(texts(first));
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> journal.append(EncodedBatch.of(batch(2, 1, 1, 1))))
            .isInstanceOf(IOException.class)
            .hasMessageContaining(folder.toString())
            .hasRootCauseMessage("EIO on purpose");
      }
      assertThat(syncs).hasValue(2);
    }
  }

  /// After a kill the last frame may be whole in memory of the system and not on the disk.
  @Test
  void replay_syncFails_handsTheJournalToNobody() throws IOException {
    threeFrames();
    HookedStorage.Sync failing =
        _ -> {
          throw new IOException("EIO on purpose");
        };
    try (FileJournal journal = open(failing)) {
      assertThatThrownBy(() -> journal.replay(0, _ -> {})).hasMessageContaining("EIO");
      assertThatThrownBy(() -> journal.append(EncodedBatch.of(batch(9, 1, 1, 1))))
          .isInstanceOf(IOException.class);
    }
  }

  /// The disk was full for a moment while the next segment was made ahead.
  @Test
  void append_segmentCouldNotBeMadeAheadOnce_makesItWhenItIsNeeded() throws IOException {
    AtomicInteger left = new AtomicInteger(1);
    HookedStorage flaky = new HookedStorage(FolderStorage.of(folder), StoredFile::sync);
    flaky.onCreate(name -> {
      if (name.equals("next.spare") && segments(folder).size() == 1 && left.getAndDecrement() > 0) {
        throw new IOException("no space left on purpose");
      }
    });
    List<RawEntry> all = new ArrayList<>();
    try (FileJournal journal = FileJournal.open(flaky, SEGMENT_BYTES, Runnable::run)) {
      journal.replay(0, _ -> {});
      for (int i = 0; i < 40; i++) {
        List<RawEntry> batch = batch(all.size(), 1, 300, i);
        journal.append(EncodedBatch.of(batch));
        all.addAll(batch);
      }
    }
    assertThat(left.get()).isNegative();
    assertGoesOnWith(all);
  }

  @Test
  void append_nextSegmentCannotBeMade_refusesAllLaterOnes() throws IOException {
    try (FileJournal journal = FileJournal.open(folder, SEGMENT_BYTES)) {
      journal.replay(0, _ -> {});
      Path obstacle = folder.resolve("large.spare");
      Files.createDirectories(obstacle.resolve("inside"));
      assertThatThrownBy(() -> journal.append(EncodedBatch.of(batch(0, 1, 20_000, 1))))
          .isInstanceOf(IOException.class);
      Files.delete(obstacle.resolve("inside"));
      Files.delete(obstacle);
      assertThatThrownBy(() -> journal.append(EncodedBatch.of(batch(0, 1, 10, 1))))
          .isInstanceOf(IOException.class);
      assertThat(journal.read(0, 10)).isEmpty();
    }
    assertThat(replay(folder)).isEmpty();
  }

  @Test
  void replay_lastFrameTornAtAnyByte_cutsItAndKeepsTheRest() throws IOException {
    List<RawEntry> all = threeFrames();
    Path whole = temp.resolve("whole");
    copy(folder, whole);
    Path segment = onlySegment();
    for (int torn = 0; torn < FRAME_BYTES; torn++) {
      copy(whole, folder);
      byte[] bytes = Files.readAllBytes(segment);
      boolean changed = false;
      for (int at = 1536 + torn; at < 1536 + FRAME_BYTES; at++) {
        changed |= bytes[at] != 0;
        bytes[at] = 0;
      }
      Files.write(segment, bytes);
      assertGoesOnWith(changed ? all.subList(0, 2 * ENTRIES) : all);
    }
  }

  @Test
  void replay_tornFrame_isOverwrittenWithZerosBeforeAnythingIsAppended() throws IOException {
    write(folder, 2, 1, 3000);
    Path segment = onlySegment();
    byte[] bytes = Files.readAllBytes(segment);
    int second = 512 + 3584;
    bytes[second + 100] ^= 1;
    Files.write(segment, bytes);
    assertThat(replay(folder)).hasSize(1);
    byte[] after = Files.readAllBytes(segment);
    assertThat(after).hasSameSizeAs(bytes);
    for (int at = second; at < after.length; at++) {
      assertThat(after[at]).as("byte %d", at).isZero();
    }
  }

  @Test
  void replay_bitFlippedInAMiddleFrame_isRefusedNamingThePlace() throws IOException {
    threeFrames();
    Path segment = onlySegment();
    byte[] bytes = Files.readAllBytes(segment);
    for (int at = 0; at < FRAME_BYTES; at++) {
      byte[] damaged = bytes.clone();
      damaged[1024 + at] ^= (byte) (1 << (at % 8));
      Files.write(segment, damaged);
      assertRefused(ENTRIES - 1, segment.getFileName() + ":1024");
      assertThat(Files.readAllBytes(segment)).as("left as it is").isEqualTo(damaged);
    }
  }

  @Test
  void replay_middleFrameZeroed_isRefused() throws IOException {
    threeFrames();
    Path segment = onlySegment();
    byte[] bytes = Files.readAllBytes(segment);
    Arrays.fill(bytes, 1024, 1536, (byte) 0);
    Files.write(segment, bytes);
    assertRefused(ENTRIES - 1, ":1024");
  }

  /// The journal alone cannot tell damage of the very last frame from a torn write: both are a
  /// frame that does not fit with nothing behind it. Whoever keeps a checkpoint elsewhere can.
  @Test
  void replay_bitFlippedInTheLastFrame_isTakenForATornTail() throws IOException {
    List<RawEntry> all = threeFrames();
    Path whole = temp.resolve("whole");
    copy(folder, whole);
    Path segment = onlySegment();
    for (int at = 0; at < FRAME_BYTES; at += 5) {
      copy(whole, folder);
      byte[] bytes = Files.readAllBytes(segment);
      bytes[1536 + at] ^= (byte) (1 << (at % 8));
      Files.write(segment, bytes);
      assertGoesOnWith(all.subList(0, 2 * ENTRIES));
    }
  }

  @Test
  void replay_lastFrameOfAnEarlierSegmentDamaged_isRefused() throws IOException {
    write(folder, 40, 1, 300);
    Path first = segments(folder).getFirst();
    byte[] bytes = Files.readAllBytes(first);
    bytes[(int) SEGMENT_BYTES - 512 + 60] ^= 1;
    Files.write(first, bytes);
    assertRefused(13, first.getFileName() + ":" + (SEGMENT_BYTES - 512));
  }

  @Test
  void replay_segmentHeaderDamaged_isRefused() throws IOException {
    threeFrames();
    Path segment = onlySegment();
    byte[] bytes = Files.readAllBytes(segment);
    for (int at = 0; at < 60; at++) {
      byte[] damaged = bytes.clone();
      damaged[at] ^= 4;
      Files.write(segment, damaged);
      assertRefused(-1, segment.getFileName() + ":0");
    }
  }

  @Test
  void replay_fileCutShort_isRefused() throws IOException {
    threeFrames();
    Path segment = onlySegment();
    byte[] bytes = Files.readAllBytes(segment);
    for (int size : new int[] {0, 10, 512, 1500, 2000, (int) SEGMENT_BYTES - 1}) {
      Files.write(segment, Arrays.copyOf(bytes, size));
      assertRefused(-1, segment.getFileName().toString());
    }
  }

  @Test
  void replay_segmentMissing_isRefused() throws IOException {
    write(folder, 60, 1, 300);
    Path whole = temp.resolve("whole");
    copy(folder, whole);
    Files.delete(segments(folder).getFirst());
    assertRefused(-1, "missing");
    copy(whole, folder);
    Files.delete(segments(folder).get(1));
    assertRefused(14, "follows");
  }

  @Test
  void replay_segmentOfAnotherJournal_isRefused() throws IOException {
    write(folder, 40, 1, 300);
    Path other = temp.resolve("other");
    write(other, 40, 1, 300);
    Path second = segments(folder).get(1);
    Files.write(second, Files.readAllBytes(other.resolve(second.getFileName())));
    assertRefused(14, "another journal");
  }

  @Test
  void replay_frameOfAnotherHistory_isRefusedByTheHashChain() throws IOException {
    write(folder, 1, ENTRIES, BODY);
    Path other = temp.resolve("other");
    copy(folder, other);
    appendTo(folder, List.of(batch(3, ENTRIES, BODY, 7), batch(6, ENTRIES, BODY, 8)));
    appendTo(other, List.of(batch(3, ENTRIES, BODY, 70)));
    byte[] bytes = Files.readAllBytes(onlySegment());
    byte[] foreign = Files.readAllBytes(segments(other).getFirst());
    System.arraycopy(foreign, 1024, bytes, 1024, 512);
    Files.write(onlySegment(), bytes);
    assertRefused(5, "hash");
  }

  private static void appendTo(Path folder, List<List<RawEntry>> batches) throws IOException {
    try (FileJournal journal = FileJournal.open(folder, SEGMENT_BYTES)) {
      journal.replay(0, _ -> {});
      for (List<RawEntry> batch : batches) {
        journal.append(EncodedBatch.of(batch));
      }
    }
  }

  @Test
  void replay_frameTwice_isRefused() throws IOException {
    threeFrames();
    byte[] bytes = Files.readAllBytes(onlySegment());
    System.arraycopy(bytes, 1536, bytes, 2048, 512);
    Files.write(onlySegment(), bytes);
    assertRefused(3 * ENTRIES - 1, "starts at entry 6");
  }

  @Test
  void replay_tornEntryThatHoldsAFrame_isCutAllTheSame() throws IOException {
    write(folder, 1, 1, 10);
    byte[] forged = new byte[4096];
    ByteBuffer frame =
        Frame.seal(EncodedBatch.of(batch(1000, 1, 100, 5)), Bits128.ZERO, Bits128.ZERO);
    int shift =
        512
            - Frame.HEADER_BYTES
            - EncodedBatch.ENTRY_BYTES; // so that it starts at a place where frames start
    frame.get(forged, shift, frame.remaining());
    appendTo(folder, List.of(List.of(new RawEntry(1, 1, 1, 1, forged))));
    byte[] bytes = Files.readAllBytes(onlySegment());
    bytes[1024 + 20] ^= 1;
    Files.write(onlySegment(), bytes);
    assertThat(ByteBuffer.wrap(bytes).getInt(1536)).isEqualTo(Frame.MAGIC);
    assertThat(replay(folder)).hasSize(1);
  }

  @Test
  void read_frameDamagedLater_isReported() throws IOException {
    threeFrames();
    try (FileJournal journal = FileJournal.open(folder, SEGMENT_BYTES)) {
      journal.replay(0, _ -> {});
      byte[] bytes = Files.readAllBytes(onlySegment());
      bytes[1024 + 80] ^= 1;
      Files.write(onlySegment(), bytes);
      assertThat(journal.read(0, ENTRIES)).hasSize(ENTRIES);
      assertThatThrownBy(() -> journal.read(ENTRIES, 1))
          .isInstanceOf(CorruptJournalException.class)
          .hasMessageContaining(":1024");
    }
  }

  @Test
  void open_folderInUse_failsNamingItAndTheLockHolds() throws Exception {
    try (FileJournal journal = FileJournal.open(folder, SEGMENT_BYTES)) {
      journal.replay(0, _ -> {});
      assertThatThrownBy(() -> FileJournal.open(folder, SEGMENT_BYTES))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(folder.toRealPath().toString());
      assertThat(openInAnotherProcess())
          .contains("in use by another process (process " + ProcessHandle.current().pid())
          .contains(folder.toRealPath().toString());
    }
    assertThat(openInAnotherProcess()).contains("opened");
    assertThat(replay(folder)).isEmpty();
  }

  private String openInAnotherProcess() throws Exception {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Path output = temp.resolve("output");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                Opener.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return Files.readString(output);
  }

  /// The other process.
  static final class Opener {
    private Opener() {}

    public static void main(String[] args) {
      try (FileJournal _ = FileJournal.open(Path.of(args[0]), SEGMENT_BYTES)) {
        System.out.println("opened");
      } catch (IOException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  @Test
  void open_newFolder_isItsOwnersAlone() throws IOException {
    threeFrames();
    assertThat(Files.getPosixFilePermissions(folder))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    assertThat(Files.getPosixFilePermissions(onlySegment()))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(Files.getPosixFilePermissions(folder.resolve("lock")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void open_badSegmentSize_isRefused() {
    assertThatThrownBy(() -> FileJournal.open(folder, 1000))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1000");
  }

  @Test
  void appendAndRead_interruptedThread_workAndStayInterrupted() throws IOException {
    try (FileJournal journal = FileJournal.open(folder, SEGMENT_BYTES)) {
      journal.replay(0, _ -> {});
      Thread.currentThread().interrupt();
      journal.append(EncodedBatch.of(batch(0, 2, 50, 1)));
      assertThat(journal.read(0, 10)).hasSize(2);
      journal.append(EncodedBatch.of(batch(2, 1, 9000, 1)));
      assertThat(journal.read(0, 10)).hasSize(3);
      assertThat(Thread.interrupted()).isTrue();
      journal.append(EncodedBatch.of(batch(3, 2, 50, 1)));
    }
    assertThat(replay(folder)).hasSize(5);
  }

  @Test
  void read_whileAppending_seesOnlyWholeDurableEntriesInOrder() throws IOException {
    AtomicLong synced = new AtomicLong();
    AtomicBoolean stop = new AtomicBoolean();
    AtomicReference<Throwable> wrong = new AtomicReference<>();
    AtomicLong pending = new AtomicLong();
    HookedStorage.Sync counting =
        file -> {
          file.sync();
          synced.set(pending.get());
        };
    try (FileJournal journal = open(counting)) {
      journal.replay(0, _ -> {});
      Thread reader =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  long next = 0;
                  while (!stop.get() || next < 300) {
                    for (RawEntry entry : journal.read(next, 50)) {
                      assertThat(entry.position()).isEqualTo(next++);
                      assertThat(next).isLessThanOrEqualTo(synced.get());
                    }
                  }
                } catch (Throwable e) {
                  wrong.set(e);
                }
              });
      for (int i = 0; i < 100; i++) {
        pending.set(i * 3L + 3);
        journal.append(EncodedBatch.of(batch(i * 3L, 3, 100, i)));
      }
      stop.set(true);
      Tally.join(reader);
      assertThat(wrong.get()).isNull();
    }
  }

  @Test
  void close_thenUse_isRefused() throws IOException {
    FileJournal journal = FileJournal.open(folder, SEGMENT_BYTES);
    journal.replay(0, _ -> {});
    journal.close();
    journal.close();
    assertThatThrownBy(() -> journal.append(EncodedBatch.of(batch(0, 1, 1, 1))))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> journal.read(0, 1)).isInstanceOf(IOException.class);
  }
}
