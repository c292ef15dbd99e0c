package guildhall.samples.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaunchDeskTest {

  @TempDir Path folder;

  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    client.close();
  }

  private Path file() {
    return folder.resolve("desk").resolve("effects.txt");
  }

  private HttpResponse<String> post(LaunchDesk desk, String key, String body) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(desk.address()).POST(BodyPublishers.ofString(body));
    if (!key.isEmpty()) {
      request.header("Idempotency-Key", key);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  @Test
  void post_firstAndAgain_hasOneEffectAndOneReference() throws Exception {
    try (LaunchDesk desk = LaunchDesk.open(file(), 0)) {
      HttpResponse<String> first = post(desk, "task/1", "{}");
      HttpResponse<String> again = post(desk, "task/1", "{}");
      HttpResponse<String> other = post(desk, "task/2", "{}");
      assertThat(first.statusCode()).isEqualTo(201);
      assertThat(again.statusCode()).isEqualTo(200);
      assertThat(again.body()).isEqualTo(first.body()).isEqualTo("{\"reference\": \"LD-000001\"}");
      assertThat(other.body()).isNotEqualTo(first.body());
      assertThat(desk.effects()).isEqualTo(Map.of("task/1", 1, "task/2", 1));
    }
  }

  @Test
  void post_afterRestart_isStillKnown() throws Exception {
    String reference;
    try (LaunchDesk desk = LaunchDesk.open(file(), 0)) {
      reference = post(desk, "task%/e+1", "{}").body();
    }
    Files.writeString(file(), "LD-000002\ttask%2Fto", StandardOpenOption.APPEND);
    try (LaunchDesk desk = LaunchDesk.open(file(), 0)) {
      HttpResponse<String> again = post(desk, "task%/e+1", "{}");
      assertThat(again.statusCode()).isEqualTo(200);
      assertThat(again.body()).isEqualTo(reference);
      assertThat(post(desk, "task/torn", "{}").statusCode()).isEqualTo(201);
      assertThat(desk.effects()).hasSize(2).containsEntry("task/torn", 1);
    }
    assertThat(Files.readAllLines(file())).hasSize(2);
  }

  @Test
  void post_manyAtOnce_hasOneEffectEach() throws Exception {
    try (LaunchDesk desk = LaunchDesk.open(file(), 0);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<HttpResponse<String>>> answers = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        String key = "task/" + i % 4;
        answers.add(threads.submit(() -> post(desk, key, "{}")));
      }
      HashSet<String> references = new HashSet<>();
      for (Future<HttpResponse<String>> answer : answers) {
        references.add(answer.get().body());
      }
      assertThat(references).hasSize(4);
      assertThat(desk.effects()).hasSize(4).allSatisfy((_, count) -> assertThat(count).isOne());
    }
  }

  @Test
  void post_badRequest_hasNoEffect() throws Exception {
    try (LaunchDesk desk = LaunchDesk.open(file(), 0)) {
      assertThat(post(desk, "", "{}").statusCode()).isEqualTo(400);
      assertThat(post(desk, "task/1", "").statusCode()).isEqualTo(400);
      assertThat(post(desk, "task/1", "[]").statusCode()).isEqualTo(400);
      assertThat(post(desk, "task/1", "{" + " ".repeat(70_000)).statusCode()).isEqualTo(413);
      assertThat(post(desk, "k".repeat(300), "{}").statusCode()).isEqualTo(400);
      assertThat(status(HttpRequest.newBuilder(desk.address()).GET())).isEqualTo(405);
      URI elsewhere = URI.create(desk.address() + "/more");
      assertThat(status(HttpRequest.newBuilder(elsewhere).GET())).isEqualTo(404);
      assertThat(desk.effects()).isEmpty();
    }
  }

  private int status(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.discarding()).statusCode();
  }
}
