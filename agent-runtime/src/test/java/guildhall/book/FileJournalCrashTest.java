package guildhall.book;

import static guildhall.book.JournalFiles.batch;
import static guildhall.book.JournalFiles.copy;
import static guildhall.book.JournalFiles.texts;
import static org.assertj.core.api.Assertions.assertThat;

import guildhall.book.faultjournal.HookedStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Power is lost while a batch is being written: of the blocks it touches, each is old, new, half
/// new or garbage, in any combination, and its segment may be there or not. What was acknowledged
/// is there afterwards; the batch is there whole or not at all.
final class FileJournalCrashTest {

  private static final int SEEDS = 200;
  private static final int BLOCK = 512;

  @TempDir Path temp;

  @Test
  void replay_afterACrashAtAnyPlace_hasAllThatWasAcknowledged() throws IOException {
    for (long seed = 0; seed < SEEDS; seed++) {
      try {
        crash(seed, temp.resolve("book-" + seed), temp.resolve("before-" + seed));
      } catch (IOException | AssertionError e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  private static void crash(long seed, Path folder, Path before) throws IOException {
    Random random = new Random(seed);
    long segmentBytes = BLOCK * (2L + random.nextInt(12));
    List<RawEntry> acknowledged = new ArrayList<>();
    for (int round = 0; round < 2; round++) {
      List<RawEntry> unsure = new ArrayList<>();
      try (FileJournal journal = open(folder, segmentBytes)) {
        journal.replay(0, _ -> {});
        for (int i = random.nextInt(4); i > 0; i--) {
          List<RawEntry> batch = randomBatch(random, acknowledged.size());
          journal.append(EncodedBatch.of(batch));
          acknowledged.addAll(batch);
        }
        Files.createDirectories(before);
        copy(folder, before);
        unsure.addAll(randomBatch(random, acknowledged.size()));
        journal.append(EncodedBatch.of(unsure));
      }
      loseHalf(random, before, folder);
      assertNothingLost(folder, segmentBytes, acknowledged, unsure);
    }
  }

  private static FileJournal open(Path folder, long segmentBytes) throws IOException {
    return FileJournal.open(
        new HookedStorage(FolderStorage.of(folder), _ -> {}),
        segmentBytes,
        task -> Thread.ofPlatform().start(task));
  }

  private static List<RawEntry> randomBatch(Random random, long from) {
    return batch(from, 1 + random.nextInt(4), random.nextInt(1500), random.nextLong());
  }

  private static void loseHalf(Random random, Path before, Path folder) throws IOException {
    for (Path segment : JournalFiles.segments(folder)) {
      Path old = before.resolve(segment.getFileName());
      boolean existed = Files.exists(old);
      if (existed && Files.size(old) == Files.size(segment)) {
        byte[] bytes = Files.readAllBytes(old);
        mix(random, bytes, Files.readAllBytes(segment), 0);
        Files.write(segment, bytes);
      } else if (existed && random.nextInt(4) == 0) {
        Files.write(segment, Files.readAllBytes(old)); // an empty one that was too small
      } else if (random.nextInt(4) == 0 && !existed) {
        Files.delete(segment);
      } else {
        byte[] now = Files.readAllBytes(segment); // its header was durable before it got its name
        byte[] bytes = Arrays.copyOf(Arrays.copyOf(now, BLOCK), now.length);
        mix(random, bytes, now, BLOCK);
        Files.write(segment, bytes);
      }
    }
  }

  /// Lets each block that changed be old, new, new up to a byte, or garbage.
  private static void mix(Random random, byte[] old, byte[] now, int from) {
    int favourite = random.nextInt(5);
    for (int at = from; at < old.length; at += BLOCK) {
      if (Arrays.equals(old, at, at + BLOCK, now, at, at + BLOCK)) {
        continue;
      }
      switch (favourite == 4 ? random.nextInt(4) : favourite) {
        case 0 -> {}
        case 1 -> System.arraycopy(now, at, old, at, BLOCK);
        case 2 -> System.arraycopy(now, at, old, at, random.nextInt(BLOCK));
        default -> {
          byte[] garbage = new byte[random.nextInt(BLOCK)];
          random.nextBytes(garbage);
          System.arraycopy(now, at, old, at, BLOCK);
          System.arraycopy(garbage, 0, old, at + BLOCK - garbage.length, garbage.length);
        }
      }
    }
  }

  private static void assertNothingLost(
      Path folder, long segmentBytes, List<RawEntry> acknowledged, List<RawEntry> unsure)
      throws IOException {
    List<RawEntry> found = new ArrayList<>();
    try (FileJournal journal = open(folder, segmentBytes)) {
      journal.replay(0, found::add);
      if (found.size() > acknowledged.size()) {
        acknowledged.addAll(unsure);
      }
      assertThat(texts(found)).isEqualTo(texts(acknowledged));
      List<RawEntry> more = batch(found.size(), 2, 30, 1);
      journal.append(EncodedBatch.of(more));
      acknowledged.addAll(more);
      assertThat(texts(journal.read(0, Integer.MAX_VALUE))).isEqualTo(texts(acknowledged));
    }
  }
}
