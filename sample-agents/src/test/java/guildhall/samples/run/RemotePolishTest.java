package guildhall.samples.run;

import static org.assertj.core.api.Assertions.assertThat;

import guildhall.ledger.AccountView;
import guildhall.ops.Config;
import guildhall.runtime.Guildhall;
import guildhall.samples.node.JsAgent;
import guildhall.samples.prose.Prose;
import guildhall.samples.prose.Prose.Draft;
import guildhall.samples.prose.Prose.Polished;
import guildhall.sdk.Agent;
import guildhall.sdk.Amount;
import guildhall.sdk.Ask;
import guildhall.sdk.Outcome;
import guildhall.sdk.Progress;
import guildhall.sdk.Terms;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The agent in JavaScript on the official A2A package: in a process of its own, on a node that was
/// told of it by a configuration file.
class RemotePolishTest {

  private static final Ask ASK = Ask.atMost(Amount.credits("1")).withTime(Duration.ofSeconds(30));
  private static final Draft DRAFT =
      new Draft(
          "In order to win ,  act now.\n\nIt costs 3.5 % due to the fact that [law#7] says so.");
  private static final Polished PLAIN =
      new Polished("To win, act now.\n\nIt costs 3.5 % because [law#7] says so.");
  private static final long PAID = 47_500; // of 0.05, less the operator's 5 %

  @TempDir static Path installed;
  @TempDir Path data;

  @BeforeAll
  static void install() {
    var _ = JsAgent.install(installed.resolve("polish"));
  }

  private static JsAgent start(int port, long pauseMillis) throws Exception {
    return JsAgent.start(installed.resolve("polish"), port, pauseMillis);
  }

  private SampleNode node(int port, String... more) throws Exception {
    String origin = "127.0.0.1:" + port;
    Path file = data.resolve("remote.properties");
    Files.writeString(
        file,
        """
        http.port = 0
        data = %s
        remote.allow = %s
        remote.agents.polish.card = http://%s
        remote.agents.polish.owner = js-studio
        %s
        """
            .formatted(data.resolve("book"), origin, origin, String.join("\n", more)));
    return new SampleNode(Config.load(file));
  }

  private static Outcome<Polished> buy(SampleNode node, String order, Ask ask) throws Exception {
    return node.guildhall().orders().buy(Guildhall.LOCAL, order, Prose.POLISH, DRAFT, ask);
  }

  private static long balance(SampleNode node, String account) {
    Guildhall guildhall = node.guildhall();
    return guildhall
        .book()
        .await(_ ->
            guildhall.state().ledger().find(account).map(AccountView::balanceMicros).orElse(0L));
  }

  /// The owner and the operator have their parts of so many calls, the buyer has paid just these,
  /// and nothing is held.
  private static void assertPaid(SampleNode node, int calls) {
    assertThat(balance(node, "js-studio")).isEqualTo(calls * PAID);
    assertThat(balance(node, "@platform")).isEqualTo(calls * (50_000 - PAID));
    assertThat(balance(node, Guildhall.LOCAL)).isEqualTo(1_000_000_000L - calls * 50_000L);
    assertThat(isSettled(node.guildhall())).isTrue();
  }

  private static boolean isSettled(Guildhall guildhall) {
    return guildhall
        .book()
        .await(_ ->
            guildhall.state().ledger().openHoldCount() == 0
                && guildhall.state().ledger().trialBalanceMicros() == 0);
  }

  @Test
  void buy_fromTheAgentInJavaScript_isDeliveredAndPaidToItsOwner() throws Exception {
    try (JsAgent agent = start(0, 0);
        SampleNode node = node(agent.port())) {
      Outcome<Polished> outcome = buy(node, "one", ASK);

      assertThat(outcome.orThrow()).isEqualTo(PLAIN);
      assertThat(agent.count("polished ")).isEqualTo(1);
      assertPaid(node, 1);
    }
  }

  @Test
  void buy_sameOrderTwice_isDoneAndPaidOnce() throws Exception {
    try (JsAgent agent = start(0, 0);
        SampleNode node = node(agent.port())) {
      assertThat(buy(node, "one", ASK).orThrow()).isEqualTo(PLAIN);
      assertThat(buy(node, "one", ASK).orThrow()).isEqualTo(PLAIN);

      assertThat(agent.count("polished ")).isEqualTo(1);
      assertPaid(node, 1);
    }
  }

  @Test
  void buy_slowAgent_tellsItsProgress() throws Exception {
    try (JsAgent agent = start(0, 200);
        SampleNode node = node(agent.port())) {
      Queue<Progress> told = new ConcurrentLinkedQueue<>();
      assertThat(buy(node, "one", ASK.withProgress(told::add)).orThrow()).isEqualTo(PLAIN);

      assertThat(told).contains(new Progress(500, "paragraph 2 of 2"));
      assertPaid(node, 1);
    }
  }

  /// The node stops in the middle of a call and starts again: the same message id comes a second
  /// time, and the agent gives the task it had.
  @Test
  void restart_ofTheNodeMidCall_isDoneAndPaidOnce() throws Exception {
    try (JsAgent agent = start(0, 1_000)) {
      String order = "one";
      CompletableFuture<Void> buying = new CompletableFuture<>();
      SampleNode first = node(agent.port());
      Thread.ofVirtual().start(() -> buyQuietly(first, order, buying));
      var _ = agent.await("works on ");
      first.close();
      try (SampleNode second = node(agent.port())) {
        assertThat(buy(second, order, ASK).orThrow()).isEqualTo(PLAIN);

        assertThat(agent.count("polished ")).isEqualTo(1);
        assertThat(agent.count("cancelled ")).isZero();
        assertPaid(second, 1);
      }
      buying.get(20, TimeUnit.SECONDS);
    }
  }

  /// Its outcome is not known to the buyer: the node stops under it.
  private static void buyQuietly(SampleNode node, String order, CompletableFuture<Void> over) {
    try {
      var _ = buy(node, order, ASK);
    } catch (Exception _) {
      // what became of it is in the book
    } finally {
      over.complete(null);
    }
  }

  @Test
  void agent_killedMidCall_isNotPaidTheRunnerUpDeliversAndItWorksAgainLater() throws Exception {
    Agent near =
        Agent.named("near")
            .sells(
                Prose.POLISH,
                Terms.fee(Amount.credits("0.5")).withQuality(100),
                (in, _) -> new Polished(in.text()));
    JsAgent slow = start(0, 600_000);
    int port = slow.port();
    try (SampleNode node = node(port, "remote.agents.polish.within = PT1S")) {
      node.guildhall().host(near);
      CompletableFuture<Outcome<Polished>> bought = new CompletableFuture<>();
      Thread.ofVirtual().start(() -> complete(bought, node));
      var _ = slow.await("works on ");
      slow.kill();

      assertThat(bought.get(60, TimeUnit.SECONDS).orThrow().text()).isEqualTo(DRAFT.text());
      assertThat(balance(node, "js-studio")).isZero();
      assertThat(balance(node, "near")).isEqualTo(475_000);
      node.guildhall().undeploy("near", Duration.ZERO);
      awaitListed(node, false);
      try (JsAgent back = start(port, 0)) {
        awaitListed(node, true);
        assertThat(buy(node, "two", ASK).orThrow()).isEqualTo(PLAIN);
        assertThat(back.count("polished ")).isEqualTo(1);
        assertThat(balance(node, "js-studio")).isEqualTo(PAID);
        assertThat(balance(node, Guildhall.LOCAL)).isEqualTo(1_000_000_000L - 550_000);
      }
    } finally {
      slow.close();
    }
  }

  private static void complete(CompletableFuture<Outcome<Polished>> bought, SampleNode node) {
    try {
      bought.complete(buy(node, "one", ASK));
    } catch (Exception e) {
      bought.completeExceptionally(e);
    }
  }

  /// Its keeper looks at it again and again.
  private static void awaitListed(SampleNode node, boolean wanted) throws Exception {
    CompletableFuture<Boolean> seen = new CompletableFuture<>();
    long timer =
        node.vertx()
            .setPeriodic(
                20,
                _ -> {
                  if (isListed(node) == wanted) {
                    seen.complete(true);
                  }
                });
    assertThat(seen.get(120, TimeUnit.SECONDS)).isTrue();
    var _ = node.vertx().cancelTimer(timer);
  }

  private static boolean isListed(SampleNode node) {
    return node.guildhall().agents().standing("polish", "prose.polish").isPresent();
  }

  @Test
  void buy_lateAgent_isNotPaidAndIsCancelledThere() throws Exception {
    try (JsAgent agent = start(0, 600_000);
        SampleNode node = node(agent.port(), "remote.agents.polish.within = PT0.2S")) {
      assertThat(buy(node, "one", ASK)).isInstanceOf(Outcome.Failed.class);

      var _ = agent.await("cancelled ");
      assertThat(agent.count("polished ")).isZero();
      assertPaid(node, 0);
    }
  }

  @Test
  void start_agentIsNotThere_startsAllTheSame() throws Exception {
    JsAgent agent = start(0, 0);
    int port = agent.port();
    agent.kill();
    try (SampleNode node = node(port)) {
      assertThat(isListed(node)).isFalse();
      assertThat(buy(node, "one", ASK)).isInstanceOf(Outcome.NoOffer.class);
      assertPaid(node, 0);
    }
  }
}
