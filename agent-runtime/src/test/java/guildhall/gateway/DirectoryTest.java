package guildhall.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import guildhall.gateway.fixture.Door;
import guildhall.gateway.fixture.Door.Reply;
import guildhall.gateway.fixture.Toys;
import guildhall.sdk.Agent;
import guildhall.sdk.Capability;
import guildhall.sdk.Terms;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Who is here, what can be asked for, and how the runtime is.
class DirectoryTest {

  @Test
  void agents_afterWork_showWhoIsHereAndTheirRecords() throws Exception {
    try (Door door = Door.open()) {
      var _ = door.world().end(door.submit("toy.echo", "x"));
      JsonNode agents = door.get("/v1/agents").json().path("agents");
      assertThat(agents.findValuesAsText("owner")).contains("echo", "keeper");
      JsonNode echo = agents.get(0);
      assertThat(echo.path("name").asText()).isEqualTo("echo");
      assertThat(echo.path("here").asBoolean()).isTrue();
      assertThat(echo.at("/capabilities/0/name").asText()).isEqualTo("toy.echo");
      assertThat(echo.at("/capabilities/0/delivered").asInt()).isEqualTo(1);
      assertThat(echo.at("/capabilities/0/failed").asInt()).isZero();
      assertThat(echo.at("/capabilities/0/record").asInt()).isBetween(213, 1000);
    }
  }

  @Test
  void capabilitiesAndGoals_haveTheirSchemas() throws Exception {
    try (Door door = Door.open()) {
      JsonNode capabilities = door.get("/v1/capabilities").json().path("capabilities");
      assertThat(capabilities.findValuesAsText("idempotent")).containsOnly("true");
      assertThat(capabilities.get(1).path("name").asText()).isEqualTo("toy.echo");
      assertThat(capabilities.get(1).at("/input/properties/word/type").asText())
          .isEqualTo("string");
      assertThat(capabilities.get(1).at("/output/required/0").asText()).isEqualTo("word");

      JsonNode goal = door.get("/v1/goals").json().at("/goals/0");
      assertThat(goal.path("name").asText()).isEqualTo("greet");
      assertThat(goal.at("/input/properties/country/enum")).hasSize(3);
      assertThat(goal.at("/steps/1/needs/0").asText()).isEqualTo("first");
      assertThat(goal.at("/steps/1/approval").asText()).isEqualTo("Say it again?");
    }
  }

  @Test
  void capabilities_fixedAndMetered_sayHowTheyAreCharged() throws Exception {
    try (Door door = Door.open()) {
      door.world()
          .node()
          .host(
              Agent.named("teller")
                  .sells(
                      Capability.of("toy.tell", Toys.Word.class, Toys.Word.class).metered(),
                      Terms.metered(Toys.FEE, Toys.FEE),
                      (in, _) -> in));
      Map<String, String> charging = new HashMap<>();
      door.get("/v1/capabilities")
          .json()
          .path("capabilities")
          .forEach(
              each -> charging.put(each.path("name").asText(), each.path("charging").asText()));
      assertThat(charging).containsEntry("toy.echo", "fixed").containsEntry("toy.tell", "metered");
    }
  }

  @Test
  void metrics_afterWork_countIt() throws Exception {
    try (Door door = Door.open()) {
      assertThat(door.get("/health/live").json().path("status").asText()).isEqualTo("live");
      assertThat(door.get("/health/ready").json().path("status").asText()).isEqualTo("ready");
      String task = door.submit("toy.slow", "x");
      var _ = door.world().await(task, event -> event.type().equals("call.progressed"));
      Reply metrics = door.get("/metrics");
      assertThat(metrics.header("Content-Type")).startsWith("text/plain; version=0.0.4");
      assertThat(metrics.text())
          .contains(
              "guildhall_book_open 1.0",
              "guildhall_ledger_holds_open 2.0",
              "guildhall_ledger_trial_balance_micros 0.0",
              "guildhall_calls_running 1.0",
              "guildhall_tasks_running 1.0",
              "guildhall_agents_here 4.0",
              "guildhall_http_requests_seconds_count{route=\"/health/live\",status=\"200\"} 1",
              "jvm_memory_used_bytes")
          .containsPattern("guildhall_book_entries_total [1-9]");
    }
  }
}
