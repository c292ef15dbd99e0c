package guildhall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import guildhall.gateway.fixture.Door;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// `guildhall artefact` against a node that runs.
class ArtefactCommandsTest {

  private final Door door = Door.open();
  private final Map<String, String> environment =
      Map.of("GUILDHALL_URL", door.uri("").toString(), "GUILDHALL_ADMIN_KEY", Door.ADMIN_KEY);

  @AfterEach
  void close() {
    door.close();
  }

  private Said say(String line) {
    return Said.of(environment, line);
  }

  @Test
  void register_thenListAndShow_sayWhatItOwes() {
    Said made = say("artefact register base --kind model --parent datanet:toy-facts@1=250000");
    assertThat(made.exitStatus()).as(made.err()).isZero();
    Said adapter = say("artefact register o/lora:1 --kind adapter --parent model:base=1 --json");
    assertThat(adapter.exitStatus()).as(adapter.err()).isZero();
    assertThat(adapter.json().path("status").asText()).isEqualTo("done");
    Said list = say("artefact list");
    assertThat(list.out())
        .contains("datanet:toy-facts@1=250000")
        .contains("750000")
        .contains("model:base=1");
    Said touched = say("artefact list --made-from model:base --json");
    assertThat(touched.json().path("artefacts").findValuesAsText("id")).containsExactly("o/lora:1");
    Said shown = say("artefact show o/lora:1");
    assertThat(shown.exitStatus()).as(shown.err()).isZero();
    assertThat(shown.out()).contains("adapter").contains("999999");
  }

  @Test
  void ask_whatIsNotThere_isRefusedWithItsCode() {
    Said unknown = say("artefact show nothere");
    assertThat(unknown.exitStatus()).isEqualTo(1);
    assertThat(unknown.err()).contains("artefact_not_found");
    Said refused = say("artefact register x --kind model --parent model:nothere=1");
    assertThat(refused.exitStatus()).isEqualTo(1);
    assertThat(refused.err()).contains("unknown_parent");
    assertThat(say("artefact register x --kind model --parent model:y").exitStatus()).isEqualTo(2);
  }
}
