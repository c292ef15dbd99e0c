package guildhall.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import guildhall.book.Journal;
import guildhall.book.MemoryJournal;
import guildhall.book.RawEntry;
import guildhall.gateway.fixture.Door;
import guildhall.gateway.fixture.Door.Reply;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// Who is here, what can be asked for, how the runtime is, and what it says when it is not well.
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

  /// Keeps nothing once it has broken.
  private static final class BreakingJournal implements Journal {
    private final MemoryJournal inner = new MemoryJournal();
    private volatile boolean broken;

    @Override
    public void replay(Consumer<RawEntry> reader) {
      inner.replay(reader);
    }

    @Override
    public void append(List<RawEntry> batch) throws IOException {
      if (broken) {
        throw new IOException("the disk with serial number 4711 is gone");
      }
      inner.append(batch);
    }

    @Override
    public List<RawEntry> read(long from, int max) {
      return inner.read(from, max);
    }

    @Override
    public void close() {}
  }

  @Test
  void ask_afterTheBookHasStopped_saysSoAndNeverWhy() throws Exception {
    BreakingJournal journal = new BreakingJournal();
    try (Door door = Door.open(journal, config -> config)) {
      journal.broken = true;
      Reply unknown = door.post("/v1/tasks", Door.steps("toy.echo", "x"));
      assertThat(unknown.status()).isEqualTo(503);
      assertThat(unknown.code()).isEqualTo("outcome_unknown");
      assertThat(unknown.header("Retry-After")).isNotEmpty();
      Reply later = door.post("/v1/tasks", Door.steps("toy.echo", "x"));
      assertThat(later.status()).isEqualTo(503);
      assertThat(later.code()).isEqualTo("unavailable");
      Reply ready = door.get("/health/ready");
      assertThat(ready.status()).isEqualTo(503);
      assertThat(ready.code()).isEqualTo("unavailable");
      assertThat(door.get("/health/live").status()).isEqualTo(200);
      assertThat(door.get("/metrics").text())
          .contains("guildhall_book_open 0.0", "guildhall_ledger_holds_open NaN");
      assertThat(unknown.text() + later.text() + ready.text()).doesNotContain("4711");
    }
  }
}
