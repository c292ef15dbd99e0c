package guildhall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import guildhall.book.FileContentStore;
import guildhall.book.FileJournal;
import guildhall.gateway.fixture.Door;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What contributions were used for, asked of a node that runs and of its folder once it stopped.
class UseCommandsTest {

  @TempDir Path data;

  private JsonNode running = NullNode.getInstance();

  @BeforeEach
  void use() throws Exception {
    FileJournal journal = FileJournal.open(data.resolve("book"), 1 << 20);
    try (Door door =
        Door.open(
            journal, FileContentStore.open(data.resolve("content")), UnaryOperator.identity())) {
      for (int i = 0; i < 2; i++) {
        String task = door.submit("toy.lookup", "bees");
        var _ = door.world().await(task, event -> event.type().equals("royalties.distributed"));
        var _ = door.world().end(task);
      }
      Map<String, String> node =
          Map.of("GUILDHALL_URL", door.uri("").toString(), "GUILDHALL_ADMIN_KEY", Door.ADMIN_KEY);
      running = Said.of(node, "contributor uses beekeeper --json").json();
      Said forecast = Said.of(node, "datanet forecast toy-facts");
      assertThat(forecast.exitStatus()).as(forecast.err()).isZero();
      assertThat(forecast.out()).contains("not before 7 days were observed", "last28");
    }
  }

  private Said say(String line) {
    return Said.of(Map.of(), line + " --data " + data);
  }

  @Test
  void uses_ofTheStoppedNode_areThoseOfTheRunningOne() {
    assertThat(running.path("uses")).hasSize(2);
    Said stopped = say("contributor uses beekeeper --json");
    assertThat(stopped.exitStatus()).as(stopped.err()).isZero();
    assertThat(stopped.json()).isEqualTo(running);
    Said people = say("contributor uses beekeeper");
    assertThat(people.out()).contains("toy-facts#bees", "toy.lookup", "paid");
    assertThat(people.out().lines()).hasSize(3);
  }

  @Test
  void uses_inPieces_sayHowToGoOn() {
    Said one = say("contributor uses beekeeper --limit 1");
    assertThat(one.out().lines()).hasSize(2);
    assertThat(one.err()).startsWith("perhaps there are older ones: --before ");
    Said rest =
        say(
            "contributor uses beekeeper --json --before "
                + running.at("/uses/0/position").asText());
    assertThat(rest.json().path("uses")).hasSize(1);
    assertThat(say("contributor uses beekeeper --datanet none --json").json().path("uses"))
        .isEmpty();
  }

  @Test
  void ask_ofNobody_isRefused() {
    Said nobody = say("contributor uses nobody");
    assertThat(nobody.exitStatus()).isEqualTo(Failure.REFUSED);
    assertThat(nobody.err()).contains("there is no account nobody");
    Said nowhere = say("datanet forecast nowhere");
    assertThat(nowhere.exitStatus()).isEqualTo(Failure.REFUSED);
    assertThat(nowhere.err()).contains("there is no datanet nowhere");
    assertThat(say("contributor uses beekeeper --limit 0").exitStatus()).isEqualTo(Failure.USAGE);
  }
}
