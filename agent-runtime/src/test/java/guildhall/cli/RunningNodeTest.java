package guildhall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import guildhall.gateway.fixture.Door;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The command asks a node that runs.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RunningNodeTest {

  private final Door door = Door.open();
  private final Map<String, String> environment =
      Map.of("GUILDHALL_URL", door.uri("").toString(), "GUILDHALL_ADMIN_KEY", Door.ADMIN_KEY);

  @TempDir Path folder;

  @AfterAll
  void close() {
    door.close();
  }

  private Said say(String line) {
    return Said.of(environment, line);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "book stats",
        "book verify",
        "account list",
        "account show local",
        "account statement local",
        "ledger trial-balance"
      })
  void look_forPeopleAndPrograms_isDone(String line) {
    Said people = say(line);
    assertThat(people.exitStatus()).as(people.err()).isZero();
    assertThat(people.out()).isNotBlank().doesNotContain(Door.ADMIN_KEY);
    Said programs = say(line + " --json");
    assertThat(programs.exitStatus()).isZero();
    assertThat(programs.out().lines()).hasSize(1);
    assertThat(programs.json().isObject()).isTrue();
  }

  @Test
  void list_smallPages_saysHowToGoOn() {
    Said two = say("account list --limit 2 --json");
    assertThat(two.json().path("accounts")).hasSize(2);
    String after = two.json().path("after").asText();
    Said rest = say("account list --json --after " + after);
    assertThat(rest.json().path("accounts").findValuesAsText("id")).doesNotContain(after);
    assertThat(rest.json().has("after")).isFalse();
  }

  @Test
  void statement_inPieces_isAsked() throws Exception {
    for (int i = 0; i < 3; i++) {
      var _ = door.world().end(door.submit("toy.echo", "w" + i));
    }
    Said all = say("account statement local --json --limit 1000");
    int lines = all.json().path("lines").size();
    assertThat(lines).isGreaterThanOrEqualTo(4);
    Said one = say("account statement local --json --limit 1");
    long before = one.json().path("before").asLong();
    Said rest = say("account statement local --json --limit 1000 --before " + before);
    assertThat(rest.json().path("lines")).hasSize(lines - 1);
    assertThat(say("account statement local --since 2099-01-01 --json").json().path("lines"))
        .isEmpty();
    assertThat(say("account statement local --reason fund --json").json().path("lines")).hasSize(1);
  }

  @Test
  void write_eachTwice_isDoneOnce() {
    assertThat(say("account open gus --json").json().path("status").asText()).isEqualTo("created");
    assertThat(say("account open gus --json").json().path("status").asText()).isEqualTo("exists");
    Said other = say("account open gus --owner else");
    assertThat(other.exitStatus()).isEqualTo(Failure.REFUSED);
    assertThat(other.err()).contains("gus is there with another owner");
    Said issued = say("account issue gus 2.5 --json");
    assertThat(issued.exitStatus()).as(issued.err()).isZero();
    assertThat(issued.err()).matches("id [0-9a-f]{32}\\R");
    String id = issued.err().strip().substring(3);
    assertThat(say("account issue gus 3 --id " + id).err()).contains("used for something else");
    Said again = say("account issue gus 2.5 --json --id " + id);
    assertThat(again.json().path("status").asText()).isEqualTo("exists");
    assertThat(again.json().path("balance").asText()).isEqualTo("2.5");
    assertThat(say("account freeze gus --json").json().path("frozen").asBoolean()).isTrue();
    assertThat(say("account unfreeze gus").exitStatus()).isZero();
    assertThat(door.world().account("gus").balanceMicros()).isEqualTo(2_500_000);
    assertThat(door.world().account("gus").frozen()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "1, account show nobody",
    "1, account freeze @treasury",
    "1, account issue local 0",
    "1, account issue local 1 --id 0123456789abcdef0123456789abcdef",
    "1, book export --format csv --from 999999999",
    "2, account issue local 1 --id zzz",
    "2, book export --format xml",
    "2, book export",
    "2, account list --limit 0",
    "2, account list --limit x",
    "2, account statement local --since yesterday",
    "2, account",
    "2, book nonsense",
    "2, account show local --url nonsense",
    "2, account show local --url http://example.org",
    "2, account show local --url http://localhost:0",
    "2, account show local --url http://localhost:99999",
    "2, account show local --key-file /nowhere/admin.key",
    "2, account show local --url http://localhost:1 --data /tmp",
    "3, account show local --url http://localhost:1",
  })
  void ask_whatCannotBeDone_endsWithItsStatus(int status, String line) {
    long before = door.local().balanceMicros();
    Said said = say(line);
    assertThat(said.exitStatus()).as(said.err()).isEqualTo(status);
    assertThat(said.err()).isNotBlank().doesNotContain("Exception", "\tat ", Door.ADMIN_KEY);
    assertThat(door.local().balanceMicros()).isEqualTo(before);
  }

  @Test
  void key_wrongOrMalformed_isRefusedAndNotShown() {
    String wrong = "abcd".repeat(16);
    String address = door.uri("").toString();
    Said said =
        Said.of(Map.of("GUILDHALL_URL", address, "GUILDHALL_ADMIN_KEY", wrong), "account list");
    assertThat(said.exitStatus()).isEqualTo(Failure.REFUSED);
    assertThat(said.err()).contains("has another key", "unauthorized").doesNotContain(wrong);
    Said malformed =
        Said.of(Map.of("GUILDHALL_URL", address, "GUILDHALL_ADMIN_KEY", "hunter2"), "account list");
    assertThat(malformed.exitStatus()).isEqualTo(Failure.USAGE);
    assertThat(malformed.err()).doesNotContain("hunter2");
  }

  @Test
  void key_inAFile_isRead() throws Exception {
    Path file = Files.writeString(folder.resolve("admin.key"), Door.ADMIN_KEY + "\n");
    Said said = Said.of(Map.of(), "account list --url " + door.uri("") + " --key-file " + file);
    assertThat(said.exitStatus()).as(said.err()).isZero();
  }

  @Test
  void export_toAFile_isThereWhenItIsWhole() throws Exception {
    Path file = folder.resolve("book.csv");
    Said said = say("book export --format csv --output " + file);
    assertThat(said.exitStatus()).as(said.err()).isZero();
    assertThat(file).content().startsWith("position,time,kind");
    Files.delete(file);
    assertThat(say("book export --format csv --from 999999999 --output " + file).exitStatus())
        .isEqualTo(Failure.REFUSED);
    try (var files = Files.list(folder)) {
      assertThat(files.filter(each -> each.getFileName().toString().startsWith("book.csv")))
          .isEmpty();
    }
  }

  @Test
  void ask_loopbackOfIpv6_isTheAddressInTheConfiguration() throws Exception {
    Path config =
        Files.writeString(folder.resolve("v6.properties"), "http.host = ::1\nhttp.port = 1\n");
    Said said =
        Said.of(Map.of("GUILDHALL_ADMIN_KEY", Door.ADMIN_KEY), "account list --config " + config);
    assertThat(said.exitStatus()).isEqualTo(Failure.UNKNOWN);
    assertThat(said.err()).contains("no node answers at http://[::1]:1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "account issue local 1.0000001    | amount has to be a decimal number",
        "account open x --kind king       | kind is none of",
        "account freeze @treasury         | @treasury starts with @: such accounts cannot",
        "account issue local 1 --treasury nope | there is no account nope",
        "account list extra               | Unmatched argument at index 2: 'extra'",
        "account show ..                  | there is no account \"..\"",
        "account freeze .                 | there is no account \".\"",
        "book export                      | Missing required option: '--format=FORMAT'",
      })
  void ask_inAWrongWay_isSaidInTheWordsOfTheCommand(String line, String sentence) {
    Said said = say(line);
    assertThat(said.err()).contains("guildhall: " + sentence);
    assertThat(said.err().lines().count()).as(said.err()).isLessThan(3);
  }

  @Test
  void ask_argumentThatIsNotInTheLocale_isRefusedBeforeItIsTakenForAName() {
    Said said = say("account open \uFFFD\uFFFDda");
    assertThat(said.exitStatus()).isEqualTo(Failure.USAGE);
    assertThat(said.err()).contains("LC_ALL");
  }

  @Test
  void issue_answerCannotBeWritten_isNotToldAsRefused() {
    long before = door.local().balanceMicros();
    Said said = Said.onFullDisk(environment, "account issue local 1");
    assertThat(said.exitStatus()).isEqualTo(Failure.UNKNOWN);
    assertThat(said.err()).contains("done, but the answer cannot be written: " + Said.DISK_FULL);
    assertThat(door.local().balanceMicros()).isEqualTo(before + 1_000_000);
  }

  @Test
  void issue_connectionLost_saysThatItIsNotKnownAndHowToGoOn() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> hangUp(server));
      Said said =
          Said.of(
              Map.of(
                  "GUILDHALL_URL",
                  "http://127.0.0.1:" + server.getLocalPort(),
                  "GUILDHALL_ADMIN_KEY",
                  Door.ADMIN_KEY),
              "account issue local 1");
      assertThat(said.exitStatus()).isEqualTo(Failure.UNKNOWN);
      assertThat(said.err()).startsWith("id ").contains("not known whether this was done");
      String id = said.err().substring(3, 35);
      assertThat(said.err()).contains("--id " + id);
    }
  }

  private static void hangUp(ServerSocket server) {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        var _ = socket.getInputStream().read(new byte[64]);
      } catch (java.io.IOException _) {
        return; // closed: the test is over
      }
    }
  }

  @Test
  void ask_whatIsNoNode_isToldSo() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> sayHello(server));
      Said said =
          Said.of(
              Map.of(
                  "GUILDHALL_URL",
                  "http://127.0.0.1:" + server.getLocalPort(),
                  "GUILDHALL_ADMIN_KEY",
                  Door.ADMIN_KEY),
              "account list");
      assertThat(said.exitStatus()).isEqualTo(Failure.UNKNOWN);
      assertThat(said.err()).contains("is no Guildhall node");
    }
  }

  private static void sayHello(ServerSocket server) {
    try (Socket socket = server.accept()) {
      var _ = socket.getInputStream().read(new byte[4096]);
      socket
          .getOutputStream()
          .write(
              "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello".getBytes(StandardCharsets.UTF_8));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void help_andVersion_areForEveryCommand() {
    assertThat(say("--help").out()).contains("book", "account", "ledger", "Exit status");
    assertThat(say("account issue --help").out()).contains("--id", "AMOUNT", "--url");
    assertThat(say("--version").out()).startsWith("guildhall ");
    assertThat(say("generate-completion").out())
        .contains("complete -F", "\"hledger\" \"jsonl\" \"csv\"", "\"TREASURY\"");
  }
}
