package guildhall.samples.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import guildhall.datanet.admission.OfferingLimits;
import guildhall.governance.Limits;
import guildhall.governance.Policy;
import guildhall.governance.Policy.ScoreWeights;
import guildhall.host.Passivation;
import guildhall.host.child.ChildLimits;
import guildhall.json.RecordJson;
import guildhall.ledger.AccountView;
import guildhall.ops.Config;
import guildhall.outbound.AllowedOrigins;
import guildhall.runtime.Guildhall;
import guildhall.samples.SampleAgents;
import guildhall.samples.print.Lines;
import guildhall.sdk.Amount;
import guildhall.sdk.Receipt;
import guildhall.settlement.ScoringTerms;
import guildhall.task.Refused;
import guildhall.task.TaskEngine;
import guildhall.task.TaskRequest;
import guildhall.task.TaskState;
import guildhall.task.TaskView;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The main job on the real node: real book files, real datanets, real launch desk, real gateway.
class MainJobTest {

  private static final long FUND = 1_000_000_000;

  @TempDir Path data;

  private Config config(Optional<Config.Llm> llm) {
    return config(data, llm);
  }

  /// A node on a free port, without a language model.
  static Config config(Path data) {
    return config(data, Optional.empty());
  }

  private static Config config(Path data, Optional<Config.Llm> llm) {
    return new Config(
        new Config.Http("127.0.0.1", 0, 1 << 20),
        data,
        Amount.micros(FUND),
        new Policy(1, 500, 2000, 86_400_000_000L, new ScoreWeights(350, 150, 300, 150, 50)),
        Map.of(),
        new Config.Book(1024, 0, Duration.ofDays(30)),
        llm,
        Optional.empty(),
        Limits.USUAL,
        new Config.Agents(
            Optional.empty(),
            Optional.empty(),
            ChildLimits.USUAL,
            Duration.ofSeconds(1),
            Passivation.USUAL),
        new Config.Remote(AllowedOrigins.NONE, List.of()),
        OfferingLimits.USUAL,
        ScoringTerms.OFF);
  }

  private static JsonNode input(String resource) throws IOException {
    try (InputStream in = SampleAgents.class.getResourceAsStream(resource)) {
      assertThat(in).as(resource).isNotNull();
      return RecordJson.readTree(in.readAllBytes());
    }
  }

  private record Ran(boolean completed, String printed, Receipt receipt, JsonNode result) {}

  private static Ran run(SampleNode node, JsonNode input) throws Exception {
    Guildhall guildhall = node.guildhall();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Screen screen = new Screen(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    boolean completed;
    try (Approver approver =
        new Approver(
            Approver.Mode.ALWAYS, guildhall.tasks(), Guildhall.LOCAL, screen, node.address())) {
      completed =
          new Job(guildhall, node.vertx(), approver, screen, new Style(false))
              .run(request(node, input));
    }
    return ended(node, completed, bytes.toString(StandardCharsets.UTF_8));
  }

  private static Ran ended(SampleNode node, boolean completed, String printed) throws Exception {
    Guildhall guildhall = node.guildhall();
    var task =
        guildhall
            .book()
            .await(_ -> guildhall.state().tasks().newest(Guildhall.LOCAL, "", 1).getFirst());
    Receipt receipt =
        guildhall.book().await(draft -> guildhall.receipts().ofTask(task.id(), draft.timeMicros()));
    JsonNode result =
        RecordJson.readTree(guildhall.contents().get(task.result().orElseThrow()).orElseThrow());
    return new Ran(completed, printed, receipt, result);
  }

  /// Runs while a person, or a script in their place, sits at the terminal.
  private static Ran runAsking(SampleNode node, Supplier<@Nullable String> answers, Screen screen)
      throws Exception {
    Guildhall guildhall = node.guildhall();
    boolean completed;
    try (Approver approver =
        new Approver(
            Approver.Mode.TERMINAL,
            guildhall.tasks(),
            Guildhall.LOCAL,
            screen,
            node.address(),
            answers)) {
      completed =
          new Job(guildhall, node.vertx(), approver, screen, new Style(false))
              .run(request(node, input(SampleAgents.INPUTS.getFirst())));
    }
    return ended(node, completed, "");
  }

  private static TaskRequest request(SampleNode node, JsonNode input) {
    return new TaskRequest(
        Guildhall.LOCAL,
        node.goal().name(),
        node.goal().plan(),
        input,
        Amount.credits("25"),
        TaskEngine.defaultDeadline(node.guildhall().clock().instant()),
        Optional.empty(),
        input.toString());
  }

  private static Map<String, Long> balances(SampleNode node) {
    Map<String, Long> balances = new HashMap<>();
    List<AccountView> accounts =
        node.guildhall().book().await(_ -> node.guildhall().state().ledger().accounts());
    accounts.forEach(account -> balances.put(account.account(), account.balanceMicros()));
    return balances;
  }

  private static Map<String, Long> vesting(SampleNode node, Set<String> accounts) {
    return node.guildhall()
        .book()
        .await(_ -> {
          Map<String, Long> vesting = new HashMap<>();
          for (String each : accounts) {
            vesting.put(each, node.guildhall().state().vesting().figures(each).vestingMicros());
          }
          return vesting;
        });
  }

  private static void addLines(Receipt receipt, Map<String, Long> into) {
    receipt.lines().forEach(line -> into.merge(line.account(), line.amount().micros(), Long::sum));
    receipt.parts().forEach(part -> addLines(part, into));
  }

  @Test
  void job_everyShippedInput_debitIsSumOfLinesAndEveryPayeeHasWhatItsLinesSay() throws Exception {
    try (SampleNode node = new SampleNode(config(Optional.empty()))) {
      Map<String, Long> credited = new HashMap<>();
      for (String resource : SampleAgents.INPUTS) {
        long before = balances(node).getOrDefault("local", 0L);
        Ran ran = run(node, input(resource));
        assertThat(ran.completed()).as(ran.printed()).isTrue();
        assertThat(ran.printed().lines()).allMatch(line -> line.length() <= Lines.WIDTH);
        assertThat(ran.printed()).doesNotContain("\n\n\n", "packages sent", "below_quality");
        Map<String, Long> lines = new HashMap<>();
        addLines(ran.receipt(), lines);
        long sum = lines.values().stream().mapToLong(Long::longValue).sum();
        assertThat(before - balances(node).getOrDefault("local", 0L))
            .isEqualTo(sum)
            .isEqualTo(ran.receipt().total().micros());
        assertThat(ran.receipt().state()).isEqualTo(Receipt.State.DISTRIBUTED);
        lines.forEach((account, micros) -> credited.merge(account, micros, Long::sum));
      }
      Map<String, Long> balances = balances(node);
      Map<String, Long> vesting = vesting(node, credited.keySet());
      credited.forEach((account, micros) ->
          assertThat(balances.getOrDefault(account, 0L) + vesting.getOrDefault(account, 0L))
              .as("%s, what vests counted as theirs", account)
              .isEqualTo(micros));
      assertThat(balances.get("@royalties")).isZero();
      assertThat(balances.get("@vesting"))
          .isEqualTo(vesting.values().stream().mapToLong(Long::longValue).sum())
          .isPositive();
      assertThat(balances.values().stream().mapToLong(Long::longValue).sum()).isZero();
      assertThat(credited)
          .as("contributors who were cited")
          .containsKeys("macro-desk", "tax-desk", "eu-law-desk", "americas-law-desk");
    }
  }

  @Test
  void job_blockedProduct_isNoGoAndLaunchesNothing() throws Exception {
    try (SampleNode node = new SampleNode(config(Optional.empty()))) {
      Ran ran = run(node, input("/inputs/nicotine-vape-brazil.json"));
      assertThat(ran.result().at("/memo/decision").asText()).isEqualTo("NO_GO");
      assertThat(ran.result().has("launch")).isFalse();
      assertThat(ran.printed()).contains("skipped").doesNotContain(" question ");
      assertThat(Files.size(data.resolve("launch-desk.tsv"))).isZero();
    }
  }

  @Test
  void job_languageModelConfigured_prosePaidByTokensAndFactsUntouched() throws Exception {
    HttpServer model =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    model.createContext(
        "/v1/chat/completions",
        exchange -> {
          try (exchange) {
            var asked = RecordJson.readTree(exchange.getRequestBody().readAllBytes());
            String draft = asked.path("messages").path(1).path("content").asText();
            byte[] answer = RecordJson.bytes(answer(draft + " Well considered."));
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
          }
        });
    model.start();
    try (SampleNode node =
        new SampleNode(
            config(
                Optional.of(
                    new Config.Llm(
                        URI.create("http://127.0.0.1:" + model.getAddress().getPort() + "/v1"),
                        Optional.empty(),
                        "tiny"))))) {
      Ran ran = run(node, input(SampleAgents.INPUTS.getFirst()));
      assertThat(ran.completed()).isTrue();
      assertThat(ran.result().at("/memo/polished").asBoolean()).isTrue();
      assertThat(ran.result().at("/memo/summary").asText()).contains("Well considered.");
      Map<String, Long> lines = new HashMap<>();
      addLines(ran.receipt(), lines);
      assertThat(lines).containsEntry("prose", 4200L - 210L);
      assertThat(balances(node)).containsEntry("prose", 4200L - 210L);
    } finally {
      model.stop(0);
    }
  }

  private static ObjectNode answer(String text) {
    ObjectNode answer = RecordJson.mapper().createObjectNode();
    answer.put("id", "1").put("object", "chat.completion").put("created", 1).put("model", "tiny");
    ObjectNode choice = answer.putArray("choices").addObject();
    choice.put("index", 0).put("finish_reason", "stop");
    choice.putObject("message").put("role", "assistant").put("content", text);
    answer
        .putObject("usage")
        .put("prompt_tokens", 30)
        .put("completion_tokens", 12)
        .put("total_tokens", 42);
    return answer;
  }

  @Test
  void job_moreThanTheAccountHas_isNotAcceptedAndHoldsNothing() throws Exception {
    try (SampleNode node = new SampleNode(config(Optional.empty()))) {
      JsonNode input = input(SampleAgents.INPUTS.getFirst());
      TaskRequest modest = request(node, input);
      TaskRequest dear =
          new TaskRequest(
              modest.principal(),
              modest.goal(),
              modest.plan(),
              modest.input(),
              Amount.micros(FUND + 1),
              modest.deadline(),
              modest.idempotencyKey(),
              modest.body());
      assertThatThrownBy(() -> node.guildhall().tasks().submit(dear))
          .isInstanceOf(Refused.class)
          .hasMessageContaining("less available than the budget");
      assertThat(balances(node)).containsEntry("local", FUND);
    }
  }

  @Test
  void approval_unclearAnswer_isAskedAgainUntilItIsClear() throws Exception {
    try (SampleNode node = new SampleNode(config(Optional.empty()))) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      Screen screen = new Screen(new PrintStream(bytes, true, StandardCharsets.UTF_8));
      Iterator<String> answers = List.of("sure?", "YES ").iterator();
      Ran ran = runAsking(node, answers::next, screen);
      assertThat(ran.result().has("launch")).isTrue();
      assertThat(bytes.toString(StandardCharsets.UTF_8))
          .contains("[y/N] ")
          .containsOnlyOnce("Please answer y or n: ");
    }
  }

  @Test
  void approval_threeUnclearAnswers_isNo() throws Exception {
    try (SampleNode node = new SampleNode(config(Optional.empty()))) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      Screen screen = new Screen(new PrintStream(bytes, true, StandardCharsets.UTF_8));
      Iterator<String> answers = List.of("yesterday", "sure?", "maybe").iterator();
      Ran ran = runAsking(node, answers::next, screen);
      assertThat(ran.result().has("launch")).isFalse();
      assertThat(bytes.toString(StandardCharsets.UTF_8))
          .contains("neither yes nor no 3 times", "declined");
      assertThat(Files.size(data.resolve("launch-desk.tsv"))).isZero();
    }
  }

  @Test
  void approval_givenElsewhereWhileAsked_nextLineStandsAloneAndNobodyIsAskedAgain()
      throws Exception {
    try (SampleNode node = new SampleNode(config(Optional.empty()))) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      Screen screen = new Screen(new PrintStream(bytes, true, StandardCharsets.UTF_8));
      Ran ran =
          runAsking(
              node,
              () -> {
                approveElsewhere(node);
                while (!bytes.toString(StandardCharsets.UTF_8).contains("  approved ")) {
                  Thread.onSpinWait();
                }
                return "what?";
              },
              screen);
      assertThat(ran.result().has("launch")).isTrue();
      assertThat(bytes.toString(StandardCharsets.UTF_8))
          .containsPattern("\\[y/N] \\R +[0-9.]+s {2}approved {3}by local")
          .doesNotContain("Please answer");
    }
  }

  private static void approveElsewhere(SampleNode node) {
    TaskView task = newest(node);
    try {
      node.guildhall()
          .tasks()
          .decide(task.id(), task.pending().getFirst().approval(), true, Guildhall.LOCAL);
    } catch (Refused e) {
      throw new IllegalStateException(e);
    }
  }

  private static TaskView newest(SampleNode node) {
    Guildhall guildhall = node.guildhall();
    return guildhall
        .book()
        .await(_ -> guildhall.state().tasks().newest(Guildhall.LOCAL, "", 1).getFirst());
  }

  @Test
  void openTasks_leftByAnEarlierRun_sayWhatTheyWaitForAndHowToGoOn() throws Exception {
    try (SampleNode node = new SampleNode(config(Optional.empty()))) {
      var _ = node.guildhall().tasks().submit(request(node, input(SampleAgents.INPUTS.getFirst())));
      while (newest(node).state() != TaskState.INPUT_REQUIRED) {
        Thread.sleep(10);
      }
    }
    try (SampleNode node = new SampleNode(config(Optional.empty()))) {
      Guildhall guildhall = node.guildhall();
      List<TaskView> open = Main.leftOpen(guildhall, Optional.empty());
      String approval = open.getFirst().pending().getFirst().approval();
      String address = "http://127.0.0.1:1/v1/tasks/" + open.getFirst().id();
      List<String> lines = OpenTasks.lines(open, "http://127.0.0.1:1");
      assertThat(lines).allMatch(line -> line.length() <= Lines.WIDTH);
      assertThat(String.join("\n", lines))
          .startsWith("Still open: " + open.getFirst().id() + ", market-entry, waits for an answer")
          .contains("'{\"approval\":\"" + approval + "\"}'")
          .contains(address + ":approve")
          .contains("curl -s -X POST " + address + ":cancel");
      List<AccountView> accounts =
          guildhall.book().await(_ -> guildhall.state().ledger().accounts());
      assertThat(Books.trialBalance(accounts)).contains("of which held");
    }
  }

  @Test
  void node_dataIsAFile_isRefusedByName() throws Exception {
    Path file = Files.createFile(data.resolve("book.txt"));
    Config usable = config(Optional.empty());
    for (Path bad : List.of(file, file.resolve("below"))) {
      Config config =
          new Config(
              usable.http(),
              bad,
              usable.fund(),
              usable.policy(),
              usable.endpoints(),
              usable.book(),
              usable.llm(),
              usable.railFiles(),
              Limits.USUAL,
              usable.agents(),
              usable.remote(),
              usable.offerings(),
              usable.scoring());
      assertThatThrownBy(() -> new SampleNode(config))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("the ")
          .hasMessageContaining(bad + " ");
    }
  }

  @Test
  void node_secondOnTheSameFolder_isRefusedByName() throws Exception {
    try (SampleNode _ = new SampleNode(config(Optional.empty()))) {
      assertThatThrownBy(() -> new SampleNode(config(Optional.empty())))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(data.toString());
    }
  }
}
