package guildhall.datanet.span;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A file is whole, or it is refused with its name.
final class SegmentFilesTest {

  private static final int[] PHRASE = {1, 2, 3, 4, 5, 6, 7};

  @TempDir Path folder;

  private Path file = Path.of("");

  @BeforeEach
  void write() throws IOException {
    SpanIndex index = SpanIndex.open(folder, 1000);
    index.add(List.of(SpanDocument.of("net#a", PHRASE), SpanDocument.of("net#b", PHRASE)));
    index.flush();
    file = SpanIndexTest.onlyFile(folder);
  }

  @Test
  void open_anyByteChanged_isRefusedWithTheName() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    for (int i = 0; i < whole.length; i++) {
      byte[] damaged = whole.clone();
      damaged[i] ^= 4;
      Files.write(file, damaged);
      refused("");
    }
    Files.write(file, whole);
    assertThat(SpanIndex.open(folder, 1000).matches(PHRASE).runs()).hasSize(1);
  }

  @Test
  void open_anyLength_isRefusedWithTheName() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      refused("");
    }
    Files.write(file, Arrays.copyOf(whole, whole.length + 4));
    refused("checksum");
  }

  @Test
  void open_foreignOrNewerFile_saysWhatItIs() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    Files.writeString(
        file, "something else, and long enough to have a header of its own ".repeat(3));
    refused("no index of spans");
    byte[] newer = whole.clone();
    newer[4] = 2;
    Files.write(file, newer);
    refused("format 2");
    Files.write(file, whole);
    Files.move(file, folder.resolve("0000000000-0000000009.spans"));
    assertThatThrownBy(() -> SpanIndex.open(folder, 1000))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("0000000000-0000000009.spans");
  }

  @Test
  void open_firstFileMissing_saysWhichDocumentsAre() throws IOException {
    SpanIndex index = SpanIndex.open(folder, 1000);
    index.add(List.of(SpanDocument.of("net#c", PHRASE)));
    index.flush();
    Files.delete(file);

    assertThatThrownBy(() -> SpanIndex.open(folder, 1000))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("documents 2 on, but not 0");
  }

  @Test
  void open_afterACrash_takesTheMergedFileAndRemovesTheRest() throws IOException {
    SpanIndex index = SpanIndex.open(folder, 1000);
    index.add(List.of(SpanDocument.of("net#c", PHRASE)));
    byte[] old = Files.readAllBytes(file);
    index.compact();
    Path merged = SpanIndexTest.onlyFile(folder);
    Files.write(file, old);
    Files.writeString(folder.resolve("0000000000-0000000009.spans.part"), "half");

    SpanIndex again = SpanIndex.open(folder, 1000);

    assertThat(again.nextOrdinal()).isEqualTo(3);
    assertThat(again.matches(PHRASE).spans().getFirst().holders()).hasSize(3);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(merged);
    }
  }

  private void refused(String why) {
    assertThatThrownBy(() -> SpanIndex.open(folder, 1000))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(why);
  }
}
