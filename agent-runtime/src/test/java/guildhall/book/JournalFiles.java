package guildhall.book;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/// Journals in folders, and what a crash or a bad disk makes of them.
final class JournalFiles {

  static final long SEGMENT_BYTES = 8192;

  private JournalFiles() {}

  /// A batch of small entries with bodies that differ by seed.
  static List<RawEntry> batch(long from, int count, int bodyBytes, long seed) {
    Random random = new Random(seed);
    List<RawEntry> batch = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] body = new byte[bodyBytes];
      random.nextBytes(body);
      batch.add(new RawEntry(from + i, 1_000_000 + from + i, random.nextInt(), 3, body));
    }
    return batch;
  }

  /// Appends batches of the same shape and closes; gives all entries.
  static List<RawEntry> write(Path folder, int batches, int count, int bodyBytes)
      throws IOException {
    List<RawEntry> all = new ArrayList<>();
    try (FileJournal journal = FileJournal.open(folder, SEGMENT_BYTES)) {
      journal.replay(0, _ -> {});
      for (int i = 0; i < batches; i++) {
        List<RawEntry> batch = batch(all.size(), count, bodyBytes, i);
        journal.append(EncodedBatch.of(batch));
        all.addAll(batch);
      }
    }
    return all;
  }

  /// Opens, replays and closes; gives all entries.
  static List<RawEntry> replay(Path folder) throws IOException {
    List<RawEntry> all = new ArrayList<>();
    try (FileJournal journal = FileJournal.open(folder, SEGMENT_BYTES)) {
      journal.replay(0, all::add);
    }
    return all;
  }

  /// Entries as text: records compare arrays by identity.
  static List<String> texts(List<RawEntry> entries) {
    return entries.stream()
        .map(e ->
            e.position()
                + " "
                + e.timeMicros()
                + " "
                + e.type()
                + " "
                + e.version()
                + " "
                + Arrays.toString(e.body()))
        .toList();
  }

  /// Whether a first frame is in the first segment, durable or not.
  static boolean isWritten(Path folder) {
    try {
      byte[] bytes = Files.readAllBytes(segments(folder).getFirst());
      return ByteBuffer.wrap(bytes).getInt(Frame.ALIGNMENT) == Frame.MAGIC;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Path> segments(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".journal")).sorted().toList();
    }
  }

  static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      files.forEach(file -> {
        try {
          Files.write(to.resolve(file.getFileName()), Files.readAllBytes(file));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      });
    }
  }
}
