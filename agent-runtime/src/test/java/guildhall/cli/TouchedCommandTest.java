package guildhall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import guildhall.gateway.fixture.Door;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// `guildhall datanet touched`, and what a withdrawal says of it.
class TouchedCommandTest {

  private final Door door = Door.open();
  private final Map<String, String> environment =
      Map.of("GUILDHALL_URL", door.uri("").toString(), "GUILDHALL_ADMIN_KEY", Door.ADMIN_KEY);

  @BeforeEach
  void use() throws Exception {
    for (int i = 0; i < 2; i++) {
      String task = door.submit("toy.lookup", "bees");
      var _ = door.world().await(task, event -> event.type().equals("royalties.distributed"));
      var _ = door.world().end(task);
    }
    var _ = done("artefact register base --kind model --parent datanet:toy-facts@1=250000");
    var _ = done("artefact register lora --kind adapter --parent model:base=1");
  }

  @AfterEach
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
  void touched_thenWithdraw_nameTheSame() throws Exception {
    Said people = done("datanet touched toy-facts bees");
    assertThat(people.out())
        .contains("artefacts  2", "base", "itself", "lora", "over others")
        .contains("receipts  2", "toy.lookup");
    assertThat(people.err()).isEmpty();
    Said whole = done("datanet touched toy-facts bees --json");
    assertThat(whole.json().at("/receipts/total").asInt()).isEqualTo(2);
    Said first = done("datanet touched toy-facts bees --limit 1");
    assertThat(first.err())
        .contains("--only artefacts --after base")
        .contains(
            "--only receipts --before "
                + whole.json().at("/receipts/receipts/0/position").asText());
    Said rest = done("datanet touched toy-facts bees --only artefacts --after base --json");
    assertThat(rest.json().findValuesAsText("id")).containsExactly("bees", "lora");
    Said gone = done("datanet withdraw toy-facts bees --reason Asked --as @operator");
    assertThat(gone.out()).containsPattern("state +withdrawn").endsWith(people.out());
  }

  @Test
  void touched_whatCannotBe_isRefusedWithItsCode() {
    assertThat(say("datanet touched toy-facts wasps").err()).contains("contribution_not_found");
    assertThat(say("datanet touched none bees").exitStatus()).isEqualTo(Failure.REFUSED);
    assertThat(say("datanet touched toy-facts bees --only money").exitStatus())
        .isEqualTo(Failure.REFUSED);
    assertThat(say("datanet touched toy-facts").exitStatus()).isEqualTo(Failure.USAGE);
    assertThat(say("datanet touched toy-facts bees --data /tmp").exitStatus())
        .isEqualTo(Failure.USAGE);
  }
}
