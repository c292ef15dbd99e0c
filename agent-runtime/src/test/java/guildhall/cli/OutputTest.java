package guildhall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import guildhall.book.FileJournal;
import guildhall.book.MemoryContentStore;
import guildhall.toyworld.ToyWorld;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Where the command writes to: whoever gets less than what was asked for is told so, and nothing
/// is written over by mistake.
@Timeout(60)
class OutputTest {

  private static final String CSV = "position,time,kind";

  @TempDir Path data;

  @BeforeEach
  void fill() throws IOException {
    try (ToyWorld world =
        ToyWorld.on(
            FileJournal.open(data.resolve("book"), 8192), new MemoryContentStore(), Map.of())) {
      assertThat(world.account("local").balanceMicros()).isPositive();
    }
  }

  private Said export(Path output) {
    return Said.of(Map.of(), "book export --format csv --data " + data + " --output " + output);
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "book stats",
        "book verify",
        "book verify --json",
        "book export --format csv",
        "account list",
        "account list --json",
        "account show local",
        "account statement local",
        "ledger trial-balance",
        "--help",
        "generate-completion"
      })
  void ask_diskIsFull_isNotDone(String line) {
    String asked = line.contains(" ") ? line + " --data " + data : line;
    Said said = Said.onFullDisk(Map.of(), asked);
    assertThat(said.exitStatus()).isEqualTo(Failure.UNKNOWN);
    assertThat(said.err()).containsOnlyOnce("cannot be written: " + Said.DISK_FULL);
  }

  @Test
  void verify_damagedAndDiskIsFull_isDamagedAndSaysThatTheAnswerIsMissing() throws Exception {
    Path other = Files.createDirectories(data.resolve("other").resolve("book"));
    Files.writeString(other.resolve("dear.journal"), "Dear diary,");
    Said said = Said.onFullDisk(Map.of(), "book verify --data " + other.getParent());
    assertThat(said.exitStatus()).isEqualTo(Failure.REFUSED);
    assertThat(said.err())
        .containsOnlyOnce("the answer cannot be written: " + Said.DISK_FULL)
        .doesNotContain("done");
  }

  @Test
  void ask_aBugOfOurs_isNotToldAsRefused() {
    OutputStream bug =
        new OutputStream() {
          @Override
          public void write(int octet) {
            throw new IllegalStateException("a bug");
          }
        };
    Said said = Said.on(bug, Map.of(), "book export --format csv --data " + data);
    assertThat(said.exitStatus()).isEqualTo(Failure.UNKNOWN);
    assertThat(said.err()).contains("a bug of ours", "IllegalStateException");
  }

  @Test
  void export_fileIsThere_isReplacedAndItsNeighboursAreNot(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("book.csv"), "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    Files.writeString(folder.resolve("book.csv.part"), "somebody else's");
    assertThat(export(file).exitStatus()).isZero();
    assertThat(file).content().startsWith(CSV);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(folder.resolve("book.csv.part")).content().isEqualTo("somebody else's");
    assertThat(names(folder)).containsExactly("book.csv", "book.csv.part");
  }

  @Test
  void export_brokenOff_leavesWhatWasThere(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("book.csv"), "old");
    Said said =
        Said.of(
            Map.of(),
            "book export --format csv --from 999999999 --data " + data + " --output " + file);
    assertThat(said.exitStatus()).isEqualTo(Failure.REFUSED);
    assertThat(file).content().isEqualTo("old");
    assertThat(names(folder)).containsExactly("book.csv");
  }

  @Test
  void export_aFolder_isWrongUsageAndStaysAFolder(@TempDir Path folder) {
    Said said = export(folder);
    assertThat(said.exitStatus()).isEqualTo(Failure.USAGE);
    assertThat(said.err()).contains(folder + " is a folder");
    assertThat(folder).isEmptyDirectory();
    Said nowhere = export(folder.resolve("no").resolve("book.csv"));
    assertThat(nowhere.exitStatus()).isEqualTo(Failure.USAGE);
    assertThat(nowhere.err()).contains("there is no folder " + folder.resolve("no"));
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void export_aLink_isFollowed(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("book.csv"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link.csv"), Path.of("book.csv"));
    assertThat(export(link).exitStatus()).isZero();
    assertThat(link).isSymbolicLink();
    assertThat(file).content().startsWith(CSV);
  }

  @Test
  void export_aLinkThatLeadsNowhere_isFollowed(@TempDir Path folder) throws Exception {
    Path first = Files.createSymbolicLink(folder.resolve("first.csv"), Path.of("link.csv"));
    Path link = Files.createSymbolicLink(folder.resolve("link.csv"), Path.of("book.csv"));
    assertThat(export(first).exitStatus()).isZero();
    assertThat(first).isSymbolicLink();
    assertThat(link).isSymbolicLink();
    assertThat(folder.resolve("book.csv")).isRegularFile().content().startsWith(CSV);
  }

  @Test
  void export_linksInACircle_isWrongUsage(@TempDir Path folder) throws Exception {
    Path one = Files.createSymbolicLink(folder.resolve("one"), Path.of("two"));
    Files.createSymbolicLink(folder.resolve("two"), Path.of("one"));
    Said said = export(one);
    assertThat(said.exitStatus()).isEqualTo(Failure.USAGE);
    assertThat(said.err()).contains(one + " is a link that leads back to itself");
    assertThat(names(folder)).containsExactly("one", "two");
  }

  @Test
  void export_aPipe_isWrittenTo(@TempDir Path folder) throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    FutureTask<String> reader = new FutureTask<>(() -> Files.readString(pipe));
    Thread.ofPlatform().daemon().start(reader);
    assertThat(export(pipe).exitStatus()).isZero();
    assertThat(reader.get()).startsWith(CSV);
    assertThat(Files.isRegularFile(pipe)).isFalse();
    assertThat(names(folder)).containsExactly("pipe");
  }
}
