package guildhall.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import guildhall.gateway.fixture.Door;
import guildhall.gateway.fixture.Door.Reply;
import guildhall.ledger.AccountView;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// From a submission to its receipt, with an approval, a refusal of it, a cancel, and a repeated
/// key.
class TaskFlowTest {

  private static final String GREET =
      "{\"goal\": \"greet\", \"input\": {\"country\": \"DE\", \"years\": 2.0}, \"budget\": \"25\"}";

  private static String pendingApproval(Door door, String task) throws Exception {
    return door.world()
        .await(task, event -> event.type().equals("approval.asked"))
        .data()
        .path("approval")
        .asText();
  }

  @Test
  void submit_goal_runsToApprovalAndThenToItsResult() throws Exception {
    try (Door door = Door.open()) {
      Reply accepted = door.post("/v1/tasks", GREET);
      assertThat(accepted.status()).as(accepted.text()).isEqualTo(201);
      String task = accepted.json().path("id").asText();
      assertThat(accepted.header("Location")).isEqualTo("/v1/tasks/" + task);
      assertThat(accepted.json().path("budget").asText()).isEqualTo("25");

      String approval = pendingApproval(door, task);
      JsonNode waiting = door.get("/v1/tasks/" + task).json();
      assertThat(waiting.path("state").asText()).isEqualTo("INPUT_REQUIRED");
      assertThat(waiting.at("/steps/0/status").asText()).isEqualTo("delivered");
      assertThat(waiting.at("/steps/0/agent").asText()).isEqualTo("echo");
      assertThat(waiting.at("/steps/1/status").asText()).isEqualTo("awaiting_approval");
      assertThat(waiting.at("/approvals/0/approval").asText()).isEqualTo(approval);
      assertThat(waiting.at("/approvals/0/question").asText()).isEqualTo("Say it again?");
      assertThat(waiting.at("/approvals/0/atMost").asText()).isEqualTo("2");
      assertThat(waiting.path("spent").asText()).isEqualTo("1");
      assertThat(waiting.path("held").asText()).isEqualTo("24");
      assertThat(door.get("/v1/accounts/local").json().path("held").asText()).isEqualTo("24");

      Reply approved = door.post("/v1/tasks/" + task + ":approve", "");
      assertThat(approved.status()).as(approved.text()).isEqualTo(200);
      var _ = door.world().end(task);

      JsonNode done = door.get("/v1/tasks/" + task).json();
      assertThat(done.path("state").asText()).isEqualTo("COMPLETED");
      assertThat(done.at("/result/said").asText()).isEqualTo("DE");
      assertThat(done.path("approvals")).isEmpty();
      assertThat(done.path("spent").asText()).isEqualTo("2");
      assertThat(done.path("held").asText()).isEqualTo("0");
      assertThat(done.path("ended").asText()).isNotEmpty();
      JsonNode receipt = door.get(done.at("/links/receipt").asText()).json();
      assertThat(receipt.path("total").asText()).isEqualTo("2");
      assertThat(receipt.path("parts")).hasSize(2);
      assertThat(receipt.path("state").asText()).isIn("DISTRIBUTED", "FINAL");
      assertThat(receipt.at("/parts/0/lines")).isNotEmpty();
      assertThat(door.get("/v1/accounts/local").json().path("balance").asText()).isEqualTo("998");
      assertThat(door.world().isSettled()).isTrue();
    }
  }

  @Test
  void approve_saysNo_declinesTheStepAndPaysNothingForIt() throws Exception {
    try (Door door = Door.open()) {
      String task = door.post("/v1/tasks", GREET).json().path("id").asText();
      String approval = pendingApproval(door, task);
      Reply wrong = door.post("/v1/tasks/" + task + ":approve", "{\"approval\": \"nonsense\"}");
      assertThat(wrong.status()).isEqualTo(409);
      assertThat(wrong.code()).isEqualTo("approval_not_pending");
      Reply badBody = door.post("/v1/tasks/" + task + ":approve", "{\"approve\": \"yes\"}");
      assertThat(badBody.code()).isEqualTo("wrong_type");
      assertThat(badBody.json().at("/error/path").asText()).isEqualTo("/approve");

      Reply declined =
          door.post(
              "/v1/tasks/" + task + ":approve",
              "{\"approval\": \"" + approval + "\", \"approve\": false}");
      assertThat(declined.status()).isEqualTo(200);
      var _ = door.world().end(task);
      JsonNode done = door.get("/v1/tasks/" + task).json();
      assertThat(done.at("/steps/1/status").asText()).isEqualTo("declined");
      assertThat(done.path("spent").asText()).isEqualTo("1");
      Reply again = door.post("/v1/tasks/" + task + ":approve", "");
      assertThat(again.code()).isEqualTo("approval_not_pending");
    }
  }

  @Test
  void cancel_running_returnsTheBudgetAndEndsTheTaskOnce() throws Exception {
    try (Door door = Door.open()) {
      String task = door.submit("toy.slow", "zzz");
      var _ = door.world().await(task, event -> event.type().equals("call.awarded"));
      assertThat(door.get("/v1/tasks/" + task).json().at("/steps/0/status").asText())
          .isEqualTo("running");
      Reply canceled = door.post("/v1/tasks/" + task + ":cancel", "");
      assertThat(canceled.status()).as(canceled.text()).isEqualTo(200);
      assertThat(canceled.json().path("state").asText()).isEqualTo("CANCELED");
      assertThat(canceled.json().at("/steps/0/status").asText()).isEqualTo("canceled");
      assertThat(door.local().balanceMicros()).isEqualTo(1_000_000_000);
      assertThat(door.local().heldMicros()).isZero();
      Reply again = door.post("/v1/tasks/" + task + ":cancel", "");
      assertThat(again.status()).isEqualTo(409);
      assertThat(again.code()).isEqualTo("task_ended");
    }
  }

  @Test
  void submit_ownSteps_takesReferencesAndResult() throws Exception {
    try (Door door = Door.open()) {
      Reply accepted =
          door.post(
              "/v1/tasks",
              """
              {"steps": [
                 {"id": "a", "capability": "toy.echo", "input": {"word": {"$input": "/say"}},
                  "atMost": "2", "qualityFloor": 100, "within": "PT30S"},
                 {"id": "b", "capability": "toy.echo",
                  "input": {"word": {"$step": "a", "path": "/word"}}, "after": ["a"],
                  "when": {"step": "a", "path": "/word", "in": ["hey"]}},
                 {"id": "c", "capability": "toy.echo", "input": {"word": "never"},
                  "when": {"step": "a", "path": "/word", "in": ["other"]}}],
               "result": {"b": {"$step": "b", "path": "/word"}},
               "input": {"say": "hey"}, "budget": "5"}
              """);
      assertThat(accepted.status()).as(accepted.text()).isEqualTo(201);
      String task = accepted.json().path("id").asText();
      var _ = door.world().end(task);
      JsonNode done = door.get("/v1/tasks/" + task).json();
      assertThat(done.path("state").asText()).as(done.toString()).isEqualTo("COMPLETED");
      assertThat(done.at("/result/b").asText()).isEqualTo("hey");
      assertThat(done.at("/steps/2/status").asText()).isEqualTo("skipped");
      assertThat(done.path("goal").asText()).isEqualTo("steps");
    }
  }

  @Test
  void list_newestFirst_withinItsLimit() throws Exception {
    try (Door door = Door.open()) {
      List<String> submitted = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        submitted.addFirst(door.submit("toy.echo", "w" + i));
      }
      JsonNode all = door.get("/v1/tasks").json().path("tasks");
      assertThat(all.findValuesAsText("id")).isEqualTo(submitted);
      assertThat(door.get("/v1/tasks?limit=2").json().path("tasks").findValuesAsText("id"))
          .isEqualTo(submitted.subList(0, 2));
      String next = door.get("/v1/tasks?limit=2").json().path("next").asText();
      JsonNode older = door.get(next).json();
      assertThat(older.path("tasks").findValuesAsText("id")).isEqualTo(submitted.subList(2, 3));
      assertThat(older.has("next")).isFalse();
      for (String bad : List.of("limit=0", "limit=101", "limit=x", "limit=1&limit=2", "page=2")) {
        Reply refused = door.get("/v1/tasks?" + bad);
        assertThat(refused.status()).as(bad).isEqualTo(400);
        assertThat(refused.code()).as(bad).isEqualTo("invalid_parameter");
      }
    }
  }

  @Test
  void submit_sameKeyAndBody_isTheSameTask() throws Exception {
    try (Door door = Door.open()) {
      String body = Door.steps("toy.echo", "x");
      Reply first = door.post("/v1/tasks", body, "Idempotency-Key", "k1");
      Reply second = door.post("/v1/tasks", body, "Idempotency-Key", "k1");
      assertThat(first.status()).isEqualTo(201);
      assertThat(second.status()).isEqualTo(200);
      assertThat(second.json().path("id")).isEqualTo(first.json().path("id"));
      assertThat(second.header("Location")).isEqualTo(first.header("Location"));
      var _ = door.world().end(first.json().path("id").asText());

      AccountView before = door.local();
      Reply other = door.post("/v1/tasks", Door.steps("toy.echo", "y"), "Idempotency-Key", "k1");
      assertThat(other.status()).isEqualTo(409);
      assertThat(other.code()).isEqualTo("idempotency_conflict");
      assertThat(door.local()).isEqualTo(before);
    }
  }

  @Test
  void submit_fiftyAtOnceUnderOneKey_isOneTaskPaidOnce() throws Exception {
    try (Door door = Door.open();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Reply>> calls = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        calls.add(
            () -> door.post("/v1/tasks", Door.steps("toy.echo", "x"), "Idempotency-Key", "one"));
      }
      Set<String> tasks = new HashSet<>();
      int created = 0;
      for (Future<Reply> reply : threads.invokeAll(calls)) {
        tasks.add(reply.get().json().path("id").asText());
        created += reply.get().status() == 201 ? 1 : 0;
      }
      assertThat(tasks).hasSize(1);
      assertThat(created).isEqualTo(1);
      var _ = door.world().end(tasks.iterator().next());
      assertThat(door.local().balanceMicros()).isEqualTo(999_000_000);
    }
  }

  @Test
  void submit_frozenAccount_isRefusedUntilThawed() throws Exception {
    try (Door door = Door.open()) {
      String key = "Bearer " + Door.ADMIN_KEY;
      Reply frozen = door.post("/v1/admin/accounts/local:freeze", "", "Authorization", key);
      assertThat(frozen.status()).as(frozen.text()).isEqualTo(200);
      assertThat(frozen.json().path("frozen").asBoolean()).isTrue();
      Reply refused = door.post("/v1/tasks", Door.steps("toy.echo", "x"));
      assertThat(refused.status()).isEqualTo(402);
      assertThat(refused.code()).isEqualTo("insufficient_funds");
      assertThat(
              door.post("/v1/admin/accounts/local:unfreeze", "", "Authorization", key)
                  .json()
                  .path("frozen")
                  .asBoolean())
          .isFalse();
      assertThat(door.post("/v1/tasks", Door.steps("toy.echo", "x")).status()).isEqualTo(201);
    }
  }
}
