package guildhall.book;

import static guildhall.book.JournalFiles.SEGMENT_BYTES;
import static guildhall.book.JournalFiles.batch;
import static guildhall.book.JournalFiles.replay;
import static guildhall.book.JournalFiles.segments;
import static guildhall.book.JournalFiles.texts;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The next segment, when it cannot be made ahead.
final class SpareFileTest {

  @TempDir private Path folder;

  /// No thread can be started, which says nothing about the disk.
  @Test
  void append_noThreadForTheNextSegment_makesItItself() throws IOException {
    List<RawEntry> all = new ArrayList<>();
    try (FileJournal journal =
        FileJournal.open(
            FolderStorage.of(folder),
            SEGMENT_BYTES,
            _ -> {
              throw new OutOfMemoryError("unable to create native thread");
            })) {
      journal.replay(0, _ -> {});
      for (int i = 0; i < 20; i++) {
        List<RawEntry> batch = batch(all.size(), 3, 500, i);
        journal.append(EncodedBatch.of(batch));
        all.addAll(batch);
      }
    }
    assertThat(segments(folder)).hasSizeGreaterThan(2);
    assertThat(texts(replay(folder))).isEqualTo(texts(all));
  }
}
