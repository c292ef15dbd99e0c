package guildhall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import guildhall.book.EncodedBatch;
import guildhall.book.FileJournal;
import guildhall.book.MemoryContentStore;
import guildhall.book.RawEntry;
import guildhall.toyworld.ToyWorld;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    assertThat(said.json().path("tornTail").asText()).startsWith(last + ":");
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void look_flippedBitInTheLastBatch_isToldThatSomethingIsPassedOver() throws Exception {
    more();
    long entries = say("book verify --json").json().path("entries").asLong();
    assertThat(say("account list").err()).isEmpty();
    int end = end(Files.readAllBytes(lastSegment()));
    flip(lastSegment(), end - 1);
    Said verified = say("book verify --json");
    assertThat(verified.exitStatus()).isZero();
    assertThat(verified.json().path("entries").asLong()).isLessThan(entries);
    assertThat(verified.json().path("tornTail").asText()).startsWith(lastSegment() + ":");
    assertThat(say("book verify").out()).contains("torn tail   " + lastSegment());
    Said list = say("account list");
    assertThat(list.exitStatus()).isZero();
    assertThat(list.err()).contains("passed over", "book verify");
  }

  private static int end(byte[] bytes) {
    int end = bytes.length;
    while (bytes[end - 1] == 0) {
      end--;
    }
    return end;
  }

  private static void flip(Path file, long at) throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      open.seek(at);
      int was = open.read();
      open.seek(at);
      open.write(was ^ 1);
    }
  }

  @Test
  void look_formatOfALaterVersion_isRefusedAndNotCalledDamaged() throws Exception {
    Path first = data.resolve("book").resolve("00000000000000000000.journal");
    ByteBuffer header = ByteBuffer.wrap(Files.readAllBytes(first));
    CRC32C crc = new CRC32C();
    header.putInt(4, 7);
    crc.update(header.slice(0, 56));
    header.putInt(56, (int) crc.getValue());
    Files.write(first, header.array());
    for (String line : List.of("book verify", "account list")) {
      Said said = say(line);
      assertThat(said.exitStatus()).isEqualTo(Failure.REFUSED);
      assertThat(said.out()).isEmpty();
      assertThat(said.err()).contains(first + " has format 7").doesNotContain("amage", "verify");
    }
  }

  /// Adds an entry as another version writes it, and says where it stands.
  private long append(int type, int version, byte[] body) throws IOException {
    List<RawEntry> before = new ArrayList<>();
    FileJournal journal = FileJournal.open(data.resolve("book"), SEGMENT_BYTES);
    try {
      journal.replay(0, before::add);
      long time = before.getLast().timeMicros();
      RawEntry entry = new RawEntry(before.size(), time, type, version, body);
      journal.append(EncodedBatch.of(List.of(entry)));
    } finally {
      journal.close();
    }
    return before.size();
  }

  @ParameterizedTest
  @CsvSource({
    "999, 1, is of type 999",
    "3, 9, of type 3 has version 9",
    "20, 9, of type 20 has version 9"
  })
  void look_factOfALaterVersion_isRefusedAndNotCalledDamaged(int type, int version, String why)
      throws Exception {
    long position = append(type, version, new byte[] {1});
    for (String line : List.of("book verify", "book verify --json", "account list")) {
      Said said = say(line);
      assertThat(said.exitStatus()).isEqualTo(Failure.REFUSED);
      assertThat(said.out()).isEmpty();
      assertThat(said.err())
          .contains("entry " + position + " " + why, "later version")
          .doesNotContain("amage", "see book verify");
    }
  }

  @ParameterizedTest
  @CsvSource({"3, 2", "3, 1", "20, 1"})
  void verify_bytesThatAreNoFact_saysPosition(int type, int version) throws Exception {
    long position = append(type, version, new byte[] {1});
    Said said = say("book verify --json");
    assertThat(said.exitStatus()).as(said.err()).isEqualTo(Failure.REFUSED);
    assertThat(said.json().at("/damage/position").asLong()).isEqualTo(position);
    assertThat(said.json().at("/damage/what").asText()).contains("of type " + type);
    assertThat(say("account list").err()).contains("entry " + position, "see book verify");
  }

  @Test
  void look_filesOfSomethingElse_areDamagedBeforeTheFirstEntry() throws Exception {
    Path other = Files.createDirectories(data.resolve("other").resolve("book"));
    Files.writeString(other.resolve("dear.journal"), "Dear diary,");
    Said said = Said.of(Map.of(), "book verify --data " + other.getParent());
    assertThat(said.exitStatus()).isEqualTo(Failure.REFUSED);
    assertThat(said.out()).contains("damaged before entry 0 at ", "not a segment of a journal");
  }

  /// Names of accounts may begin with `@`, as with other programs names of files with arguments do.
  @Test
  void show_nameOfAFileWithArguments_isANameLikeAnyOther() throws Exception {
    Path file = Files.writeString(data.resolve("treasury"), "local");
    Said said = say("account show @" + file);
    assertThat(said.exitStatus()).isEqualTo(Failure.REFUSED);
    assertThat(said.err()).contains("there is no account @" + file);
  }

  @Test
  void list_partOfIt_saysOnTheErrorOutputWhetherThereIsMore() {
    int all = say("account list --json").json().path("accounts").size();
    Said whole = say("account list --limit " + all);
    assertThat(whole.err()).isEmpty();
    Said part = say("account list --limit " + (all - 1));
    assertThat(part.err()).startsWith("there are more: --after ");
    assertThat(part.out().lines()).hasSize(all);
    assertThat(say("account statement @treasury --limit 1 --reason fund").out().lines()).hasSize(2);
  }

  @Test
  void statement_emptyReason_isEveryReason() {
    assertThat(say("account statement local --reason  --json").json())
        .isEqualTo(say("account statement local --json").json());
  }

  private Path lastSegment() throws IOException {
    try (Stream<Path> files = Files.list(data.resolve("book"))) {
      return files.filter(file -> file.toString().endsWith(".journal")).sorted().toList().getLast();
    }
  }

  private void more() {
    try {
      for (int i = 0; i < 20; i++) {
        boolean frozen = i % 2 == 0;
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
                            new guildhall.ledger.Operation.Freeze("local", frozen),
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
    flip(first, 700);
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
