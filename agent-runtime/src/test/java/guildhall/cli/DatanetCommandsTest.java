package guildhall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import guildhall.gateway.fixture.Door;
import java.io.ByteArrayOutputStream;
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

/// Datanets, bonds and royalties by the command, against a node that runs.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatanetCommandsTest {

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

  private Said done(String line) {
    Said said = say(line);
    assertThat(said.exitStatus()).as(said.err()).isZero();
    return said;
  }

  @Test
  void life_ofAFolder_isSaidAtEachStep() throws Exception {
    var _ = done("account open cid");
    var _ = done("account open rea");
    var _ = done("datanet create wine.facts --purpose Wine --licence CC0-1.0 --reviewer rea");
    Path texts = Files.createDirectories(folder.resolve("texts/deep"));
    Files.writeString(texts.resolve("red.txt"), "Red wine is drunk in the south.");
    Files.writeString(texts.resolve("white.md"), "White wine is what the coast drinks.");
    String contribute =
        "datanet contribute wine.facts " + texts.getParent() + " --licence CC0-1.0 --as cid";
    Said refused = say(contribute);
    assertThat(refused.exitStatus()).isEqualTo(Failure.REFUSED);
    assertThat(refused.err()).contains("consent_missing", "sent 100 % of").doesNotContain("\r");
    Said taken = done(contribute + " --consent --json");
    assertThat(taken.json().path("accepted").asInt()).as(taken.out()).isEqualTo(2);
    String id = taken.json().at("/items/0/id").asText();
    assertThat(done("datanet show wine.facts --state waiting").out()).contains(id, "cid");
    assertThat(done("datanet show wine.facts --id " + id).out()).contains("drunk in the south");
    var _ = done("datanet review wine.facts " + id + " --as rea");
    assertThat(done("datanet publish wine.facts").out()).containsPattern("version +1");
    assertThat(done("datanet diff wine.facts").out()).isEqualTo("added  " + id + "\n");
    assertThat(done("datanet list").out()).contains("wine.facts", "toy-facts");
    assertThat(done("contributor show cid --json").json().path("accepted").asInt()).isEqualTo(1);
    assertThat(done("datanet withdraw wine.facts " + id + " --reason Wrong --erase").out())
        .contains("withdrawn");
  }

  @Test
  void contribute_whileSomebodyWatches_drawsABar() throws Exception {
    var _ = done("datanet create watched --purpose p --licence MIT");
    Path file = Files.writeString(folder.resolve("one.txt"), "One text to be watched.");
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    String line = "datanet contribute watched " + file + " --licence MIT --consent";
    int status = Main.run(line.split(" ", -1), new ByteArrayOutputStream(), err, environment, true);
    assertThat(status).as(err.toString(StandardCharsets.UTF_8)).isZero();
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("\r[####", "100 %").endsWith("\n");
  }

  @Test
  void bonds_postedTwiceUnderOneId_standOnce() {
    var _ = done("bond duty review --minimum 10 --cooldown P7D");
    assertThat(done("bond duties").out()).contains("review", "10.000000");
    Said posted = done("bond post review:x 25 --json");
    String id = posted.err().strip().substring(3);
    assertThat(done("bond post review:x 25 --json --id " + id).json().path("status").asText())
        .isEqualTo("exists");
    assertThat(done("bond increase review:x 5").out()).contains("30");
    var _ = done("bond accuse local review:x red --rule r --evidence e");
    assertThat(done("bond list").out()).contains("review:x", "red");
    var _ = done("bond dismiss local review:x red");
    var _ =
        done(
            "bond slash local review:x red --rule r --evidence e --permille 500 --to"
                + " @platform=1000");
    assertThat(done("bond list --as local --json").json().at("/bonds/0/left").asText())
        .isEqualTo("15");
    assertThat(done("bond withdraw review:x").out()).contains("leaving");
    assertThat(say("bond release review:x").err()).contains("cooling_down");
  }

  @ParameterizedTest
  @CsvSource({
    "1, datanet show none",
    "1, datanet publish toy-facts",
    "1, datanet show toy-facts --id none",
    "1, datanet withdraw toy-facts bees --reason x",
    "1, contributor show nobody",
    "1, bond release cook:x",
    "1, royalties show none",
    "1, royalties reverse none --reason r --evidence e",
    "1, royalties successor cid nobody",
    "1, royalties claim cid",
    "2, datanet create x",
    "2, datanet create x --charter /nowhere.json",
    "2, datanet contribute x /nowhere.txt --licence MIT",
    "2, datanet contribute x /etc/passwd --licence MIT",
    "2, datanet contribute x /etc/passwd",
    "2, datanet list --data /tmp",
    "2, bond slash a b c --rule r --evidence e --permille 1 --to x",
    "2, bond post review:x 1 --id zzz",
    "3, datanet list --url http://localhost:1",
  })
  void ask_whatCannotBeDone_endsWithItsStatus(int status, String line) {
    long before = door.local().availableMicros();
    Said said = say(line);
    assertThat(said.exitStatus()).as(said.err()).isEqualTo(status);
    assertThat(said.err()).isNotBlank().doesNotContain("Exception", "\tat ", Door.ADMIN_KEY);
    assertThat(door.local().availableMicros()).isEqualTo(before);
  }
}
