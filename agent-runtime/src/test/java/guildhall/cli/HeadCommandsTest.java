package guildhall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import guildhall.gateway.fixture.Door;
import guildhall.toyworld.Moods;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// `guildhall head` against a node that runs.
class HeadCommandsTest {

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
  void train_thenList_saysWhatItLearnedFrom() {
    assertThat(door.world().node().publish("moods", Moods.examples(0, 180, "ada"))).isEqualTo(1);
    Said made = say("head train mood --datanet moods");
    assertThat(made.exitStatus()).as(made.err()).isZero();
    assertThat(made.out()).contains("done").contains("datanet:moods@1").contains("glad sad");
    Said again = say("head train mood --datanet moods --datanet-version 1 --json");
    assertThat(again.exitStatus()).as(again.err()).isZero();
    assertThat(again.json().path("status").asText()).isEqualTo("exists");
    Said list = say("head list");
    assertThat(list.out()).contains("mood").contains("local").contains("180").contains("glad sad");
    assertThat(say("head list --json").json().path("heads").findValuesAsText("name"))
        .containsExactly("mood");
  }

  @Test
  void train_whatCannotBe_isRefusedWithItsStatus() {
    Said refused = say("head train mood --datanet nothere");
    assertThat(refused.exitStatus()).isEqualTo(1);
    assertThat(refused.err()).contains("unknown_datanet");
    assertThat(say("head train mood").exitStatus()).isEqualTo(2);
    assertThat(say("head list").out()).doesNotContain("mood");
  }
}
