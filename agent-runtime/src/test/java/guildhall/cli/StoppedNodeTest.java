package guildhall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import guildhall.book.FileJournal;
import guildhall.book.MemoryContentStore;
import guildhall.toyworld.ToyWorld;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The command looks at the folder of a node that is stopped, and changes nothing in it.
class StoppedNodeTest {

  private static final long SEGMENT_BYTES = 8192;

  @TempDir Path data;

  @BeforeEach
  void fill() throws Exception {
    FileJournal journal = FileJournal.open(data.resolve("book"), SEGMENT_BYTES);
    try (ToyWorld world = world(journal)) {
      assertThat(world.account("local").balanceMicros()).isEqualTo(1_000_000_000);
    }
  }

  private static ToyWorld world(FileJournal journal) {
    return ToyWorld.on(journal, new MemoryContentStore(), Map.of());
  }

  private Said say(String line) {
    return Said.of(Map.of(), line + " --data " + data);
  }

  private Map<String, String> files() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(data)) {
      for (Path file : walk.toList()) {
        byte[] bytes = Files.isDirectory(file) ? new byte[0] : Files.readAllBytes(file);
        files.put(file.toString(), Files.getLastModifiedTime(file) + " " + Arrays.hashCode(bytes));
      }
    }
    return files;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "book stats",
        "book verify",
        "book export --format hledger",
        "book export --format jsonl",
        "book export --format csv --from 3",
        "account list",
        "account show local",
        "account statement local",
        "ledger trial-balance"
      })
  void look_wholeFolder_isDoneAndNothingTouched(String line) throws Exception {
    Map<String, String> before = files();
    Said said = say(line);
    assertThat(said.exitStatus()).as(said.err()).isZero();
    assertThat(said.out()).isNotBlank();
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void verify_tornTail_isWholeAndLeavesIt() throws Exception {
    Path last = lastSegment();
    try (RandomAccessFile file = new RandomAccessFile(last.toFile(), "rw")) {
      file.seek(SEGMENT_BYTES - 512);
      file.write("half a frame".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    Map<String, String> before = files();
    Said said = say("book verify --json");
    assertThat(said.exitStatus()).as(said.out()).isZero();
    assertThat(files()).isEqualTo(before);
  }

  private Path lastSegment() throws IOException {
    try (Stream<Path> files = Files.list(data.resolve("book"))) {
      return files.filter(file -> file.toString().endsWith(".journal")).sorted().toList().getLast();
    }
  }

  private void more() {
    try {
      for (int i = 0; i < 20; i++) {
        FileJournal journal = FileJournal.open(data.resolve("book"), SEGMENT_BYTES);
        try (ToyWorld world = world(journal)) {
          var _ =
              world
                  .node()
                  .book()
                  .await(draft -> {
                    world
                        .node()
                        .state()
                        .ledger()
                        .decide(
                            new guildhall.ledger.Operation.Freeze(
                                "local", draft.position() % 2 == 0),
                            draft.timeMicros(),
                            draft.position())
                        .appendTo(draft);
                    return true;
                  });
        }
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void verify_flippedBit_saysPositionAndOffset() throws Exception {
    more();
    Path first = data.resolve("book").resolve("00000000000000000000.journal");
    try (RandomAccessFile file = new RandomAccessFile(first.toFile(), "rw")) {
      file.seek(700);
      int was = file.read();
      file.seek(700);
      file.write(was ^ 1);
    }
    Map<String, String> before = files();
    Said said = say("book verify --json");
    assertThat(said.exitStatus()).isEqualTo(Failure.REFUSED);
    assertThat(said.json().path("ok").asBoolean()).isFalse();
    assertThat(said.json().at("/damage/position").asLong()).isZero();
    assertThat(said.json().at("/damage/what").asText()).contains(first + ":512");
    assertThat(say("book verify").out()).contains("DAMAGED", first + ":512");
    Said list = say("account list");
    assertThat(list.exitStatus()).isEqualTo(Failure.REFUSED);
    assertThat(list.err()).contains("see book verify").doesNotContain("\tat ");
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void ask_whileANodeHasIt_isRefused() throws Exception {
    FileJournal journal = FileJournal.open(data.resolve("book"), SEGMENT_BYTES);
    try {
      for (String line : new String[] {"book verify", "account list"}) {
        Said said = say(line);
        assertThat(said.exitStatus()).isEqualTo(Failure.REFUSED);
        assertThat(said.err()).contains("a node has", "--url");
      }
    } finally {
      journal.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"account open x", "account issue local 1", "account freeze local"})
  void change_inAFolder_isWrongUsageAndSaysWhy(String line) throws Exception {
    Map<String, String> before = files();
    Said said = say(line);
    assertThat(said.exitStatus()).isEqualTo(Failure.USAGE);
    assertThat(said.err()).contains("only looked at", "--url");
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void ask_noBookThere_isWrongUsage() {
    Said said = Said.of(Map.of(), "book stats --data " + data.resolve("nowhere"));
    assertThat(said.exitStatus()).isEqualTo(Failure.USAGE);
    assertThat(said.err()).contains("there is no book in");
    assertThat(data.resolve("nowhere")).doesNotExist();
  }
}
