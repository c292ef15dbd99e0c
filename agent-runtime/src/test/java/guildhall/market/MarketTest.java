package guildhall.market;

import static guildhall.toyworld.ToyWorld.json;
import static guildhall.toyworld.ToyWorld.step;
import static guildhall.toyworld.Toys.ONCE;
import static guildhall.toyworld.Toys.ONE_CREDIT;
import static guildhall.toyworld.Toys.SHOUT;
import static guildhall.toyworld.Toys.TITLE;
import static guildhall.toyworld.Toys.seller;
import static guildhall.toyworld.Toys.shouter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import guildhall.book.MemoryContentStore;
import guildhall.book.MemoryJournal;
import guildhall.host.Addresses;
import guildhall.host.Announcement;
import guildhall.host.Arrivals;
import guildhall.host.Found;
import guildhall.sdk.Agent;
import guildhall.sdk.Amount;
import guildhall.sdk.Ask;
import guildhall.sdk.Capability;
import guildhall.sdk.Outcome;
import guildhall.sdk.Quote;
import guildhall.sdk.Refusal;
import guildhall.sdk.Terms;
import guildhall.settlement.Engagement;
import guildhall.task.TaskState;
import guildhall.task.TaskView;
import guildhall.task.plan.Step;
import guildhall.toyworld.ToyWorld;
import guildhall.toyworld.Toys.Word;
import io.vertx.core.Future;
import io.vertx.junit5.Timeout;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Who is found, who is asked, who wins, and who may not.
@ExtendWith(VertxExtension.class)
class MarketTest {

  record Other(String other) {}

  private static final Step HEY = step("a", "toy.shout", json(new Word("hey")));

  private static void awaitLatch(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
  }

  private static Step demanding(int qualityFloor, String atMost, Duration within) {
    return new Step(
        "a",
        "toy.shout",
        json(new Word("hey")),
        Optional.of(Amount.credits(atMost)),
        Optional.of(qualityFloor),
        Optional.of(within),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Map<String, String> verdicts(JsonNode data) {
    Map<String, String> verdicts = new HashMap<>();
    data.path("bids")
        .forEach(bid -> verdicts.put(bid.path("agent").asText(), bid.path("verdict").asText()));
    return verdicts;
  }

  private static Map<String, String> verdictsOf(ToyWorld world, String task) throws Exception {
    return verdicts(
        world
            .await(
                task,
                event ->
                    event.type().equals("call.awarded")
                        || event.type().equals("request.unanswered"))
            .data());
  }

  @Test
  @Timeout(value = 20, timeUnit = TimeUnit.SECONDS)
  void announce_overTheBus_isListedOnceAndFound(VertxTestContext test) {
    ToyWorld world = ToyWorld.of().ready();
    var bus = world.vertx().eventBus();
    Announcement zoe = new Announcement("elsewhere", "zoe", "zoe", List.of("toy.shout", "toy.x"));
    bus.<Found>request(Addresses.FIND, "toy.x")
        .compose(before -> {
          test.verify(() -> assertThat(before.body().agents()).isEmpty());
          return bus.<Boolean>request(Addresses.ANNOUNCE, new Arrivals(List.of(zoe)));
        })
        .compose(listed -> bus.<Boolean>request(Addresses.ANNOUNCE, new Arrivals(List.of(zoe))))
        .compose(again -> {
          test.verify(() -> assertThat(again.body()).isTrue());
          return bus.<Found>request(Addresses.FIND, "toy.x");
        })
        .compose(found -> {
          test.verify(() -> assertThat(found.body().agents()).containsExactly(zoe));
          return bus.<Found>request(Addresses.FIND, "toy.y");
        })
        .compose(none -> {
          test.verify(() -> assertThat(none.body().agents()).isEmpty());
          return Future.fromCompletionStage(
              world.node().book().read(() -> world.node().state().registry().all()));
        })
        .onComplete(
            test.succeeding(listed ->
                test.verify(() -> {
                  assertThat(listed)
                      .containsExactly(
                          new AgentListed("zoe", "zoe", List.of("toy.shout", "toy.x")));
                  assertThat(listings(world)).isEqualTo(1);
                  new Thread(world::close).start();
                  test.completeNow();
                })));
  }

  private static long listings(ToyWorld world) {
    return world.node().book().feed().read(0, 1000).stream()
        .filter(entry -> entry.fact() instanceof AgentListed)
        .count();
  }

  @Test
  void host_afterARestart_isListedAgainOnlyIfItChanged() {
    MemoryJournal journal = new MemoryJournal();
    MemoryContentStore contents = new MemoryContentStore();
    try (var world = ToyWorld.on(journal, contents, Map.of(), shouter("ann"))) {
      assertThat(listings(world)).isEqualTo(1);
    }
    try (var world = ToyWorld.on(journal, contents, Map.of(), shouter("ann"))) {
      assertThat(listings(world)).isEqualTo(1);
    }
    try (var world = ToyWorld.on(journal, contents, Map.of(), shouter("ann").ownedBy("zoe"))) {
      assertThat(listings(world)).isEqualTo(2);
    }
  }

  @Test
  void host_nameTaken_isRefusedAndLeavesNothingBehind() {
    try (var world = ToyWorld.of(shouter("ann"))) {
      assertThatThrownBy(() -> world.node().host(seller("ann", TITLE, (in, _) -> in)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("ann");
      assertThat(world.node().agents().capability("toy.title")).isEmpty();
      assertThat(world.node().market().selling("toy.title")).isEmpty();
      assertThat(listings(world)).isEqualTo(1);
    }
  }

  @Test
  void host_capabilityUnderOtherRecords_isRefusedAndLeavesNothingBehind() {
    var other = Capability.of("toy.shout", Other.class, Other.class);
    try (var world = ToyWorld.of(shouter("ann"))) {
      Agent ben =
          Agent.named("ben")
              .sells(TITLE, ONE_CREDIT, (in, _) -> in)
              .sells(other, ONE_CREDIT, (in, _) -> in);
      assertThatThrownBy(() -> world.node().host(ben))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("toy.shout");
      assertThat(world.node().agents().capability("toy.title")).isEmpty();
      assertThat(world.node().market().isHere("ben")).isFalse();
      world.node().host(seller("ben", TITLE, (in, _) -> in));
      assertThat(world.node().market().isHere("ben")).isTrue();
    }
  }

  @Test
  void bids_nobodyFits_sayWhyAndNothingMoves() throws Exception {
    Agent dear = shouter("dear", credits(6).withTime(Duration.ofSeconds(1)));
    Agent slow = shouter("slow", ONE_CREDIT.withTime(Duration.ofMinutes(5)));
    Agent poor = shouter("poor", ONE_CREDIT.withQuality(100));
    Agent endless = shouter("endless", ONE_CREDIT.withTime(Duration.ofSeconds(Long.MAX_VALUE)));
    try (var world = ToyWorld.of(dear, slow, poor, endless).ready()) {
      String task = world.submit("9", demanding(800, "5", Duration.ofSeconds(30)));
      TaskView end = world.end(task);
      assertThat(end.code()).isEqualTo("too_dear");
      assertThat(verdictsOf(world, task))
          .isEqualTo(
              Map.of(
                  "dear", "above_ceiling",
                  "slow", "too_slow",
                  "endless", "too_slow",
                  "poor", "below_quality_floor"));
      assertThat(world.balance("local")).isEqualTo(1_000_000_000);
      assertThat(world.isSettled()).isTrue();
    }
  }

  private static Terms credits(int credits) {
    return Terms.fee(Amount.credits(Integer.toString(credits)));
  }

  @Test
  void bids_onlyTooSlow_areNoOffer() throws Exception {
    Agent slow = shouter("slow", ONE_CREDIT.withTime(Duration.ofMinutes(5)));
    try (var world = ToyWorld.of(slow).ready()) {
      TaskView end = world.end(world.submit("5", HEY));
      assertThat(end.code()).isEqualTo("no_offer");
      assertThat(end.reason()).contains("slow too_slow");
    }
  }

  @Test
  void bids_moreThanTheBudget_areTooDear() throws Exception {
    try (var world = ToyWorld.of(shouter("dear", credits(6))).ready()) {
      assertThat(world.end(world.submit("5", HEY)).code()).isEqualTo("too_dear");
      assertThat(world.isSettled()).isTrue();
    }
  }

  @Test
  void ask_agentOfTheSameOwner_isNotBought() throws Exception {
    Agent sister = seller("sister", TITLE, (in, _) -> in).ownedBy("family");
    Agent ann =
        Agent.named("ann")
            .ownedBy("family")
            .sells(
                SHOUT,
                ONE_CREDIT.withExpensesUpTo(Amount.credits("2")),
                (in, call) -> call.ask(TITLE, in, Ask.atMost(Amount.credits("2"))).orThrow());
    try (var world = ToyWorld.of(sister, ann).ready()) {
      TaskView end = world.end(world.submit("5", HEY));
      assertThat(end.state()).isEqualTo(TaskState.FAILED);
      assertThat(end.reason()).contains("sister related_party");
      assertThat(world.balance("local")).isEqualTo(1_000_000_000);
    }
  }

  @Test
  void pricing_throwsRefusesGivesNothingOrHangs_theOthersStillWin() throws Exception {
    CountDownLatch forever = new CountDownLatch(1);
    Agent throwing =
        Agent.named("throwing")
            .sells(
                SHOUT,
                _ -> {
                  throw new IllegalStateException("secret");
                },
                (in, _) -> in);
    Agent refusing =
        Agent.named("refusing")
            .sells(
                SHOUT,
                _ -> {
                  throw new Refusal("not on sundays");
                },
                (in, _) -> in);
    Agent hanging =
        Agent.named("hanging")
            .sells(
                SHOUT,
                _ -> {
                  try {
                    forever.await();
                  } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                  return ONE_CREDIT;
                },
                (in, _) -> in);
    Agent empty = Agent.named("empty").sells(SHOUT, MarketTest::nothing, (in, _) -> in);
    try (var world =
        ToyWorld.of(throwing, refusing, hanging, empty, shouter("good", credits(4))).ready()) {
      String task = world.submit("5", HEY);
      assertThat(world.end(task).state()).isEqualTo(TaskState.COMPLETED);
      assertThat(verdictsOf(world, task))
          .isEqualTo(
              Map.of(
                  "good", "won",
                  "throwing", "refused",
                  "refusing", "refused",
                  "empty", "refused",
                  "hanging", "no_answer"));
      assertThat(world.events(task).toString()).doesNotContain("secret");
      assertThat(world.balance("good")).isEqualTo(3_800_000);
    } finally {
      forever.countDown();
    }
  }

  @SuppressWarnings("NullAway") // an agent that breaks its contract is what is tested
  private static Terms nothing(Word in) {
    return null;
  }

  @Test
  void quotes_areBestFirstAndMoveNothing() throws Exception {
    CompletableFuture<List<Quote>> heard = new CompletableFuture<>();
    Agent asker =
        seller(
            "asker",
            ONCE,
            (in, call) -> {
              heard.complete(call.quotes(SHOUT, in));
              return in;
            });
    Agent instant = shouter("instant", credits(9).withTime(Duration.ofNanos(1)).withQuality(1));
    try (var world = ToyWorld.of(asker, shouter("cheap"), instant).ready()) {
      String task = world.submit("5", step("a", "toy.once", json(new Word("x"))));
      assertThat(world.end(task).state()).isEqualTo(TaskState.COMPLETED);
      assertThat(heard.get(20, TimeUnit.SECONDS))
          .extracting(Quote::agent)
          .containsExactly("cheap", "instant");
      assertThat(world.balance("local")).isEqualTo(999_000_000);
    }
  }

  /// Many threads make one request: it is awarded, run and paid once, and all get its result.
  @Test
  void buy_sameRequestAtTheSameTime_runsOnce() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    CountDownLatch go = new CountDownLatch(1);
    CountDownLatch started = new CountDownLatch(1);
    Agent once =
        seller(
            "once",
            ONCE,
            (_, _) -> {
              int run = runs.incrementAndGet();
              started.countDown();
              awaitLatch(go);
              return new Word("run " + run);
            });
    CountDownLatch atWork = new CountDownLatch(1);
    CountDownLatch answered = new CountDownLatch(1); // the task's hold is needed until then
    Agent parent =
        Agent.named("parent")
            .sells(
                SHOUT,
                ONE_CREDIT,
                (in, _) -> {
                  atWork.countDown();
                  awaitLatch(answered);
                  return in;
                });
    try (var world = ToyWorld.of(once, parent).ready();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      String task = world.submit("5", HEY);
      awaitLatch(atWork);
      Request request =
          new Request(
              task + "/b",
              task,
              Optional.empty(),
              world.task(task).hold(),
              "toy.once",
              new Word("x"),
              Amount.credits("2"),
              0,
              world.node().clock().instant().plusSeconds(30),
              _ -> {},
              _ -> {},
              Optional.empty());
      List<java.util.concurrent.Future<Outcome<Record>>> outcomes =
          IntStream.range(0, 8)
              .mapToObj(_ -> threads.submit(() -> world.node().market().buy(request, false)))
              .toList();
      awaitLatch(started);
      go.countDown();
      for (var outcome : outcomes) {
        assertThat(outcome.get(20, TimeUnit.SECONDS))
            .isInstanceOfSatisfying(
                Outcome.Delivered.class,
                delivered -> assertThat(delivered.value()).isEqualTo(new Word("run 1")));
      }
      assertThat(world.node().market().buy(request, false))
          .as("and later")
          .isInstanceOf(Outcome.Delivered.class);
      assertThat(runs).hasValue(1);
      assertThat(world.balance("once")).isEqualTo(950_000);
      answered.countDown();
      var _ = world.end(task);
    }
  }

  /// The best does not fit what is left; the next is awarded as attempt 1 and fails. Who is tried
  /// when the request is made again must not be taken for attempt 1.
  @Test
  void buy_anAttemptCouldNotBePaidFor_laterAttemptsKeepTheirNumbers() throws Exception {
    Agent best = shouter("best", credits(3).withQuality(1000));
    Agent bad =
        Agent.named("bad")
            .sells(
                SHOUT,
                ONE_CREDIT.withQuality(500),
                (_, _) -> {
                  throw new Refusal("no");
                });
    CountDownLatch atWork = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Agent holding =
        Agent.named("holding")
            .sells(
                TITLE,
                credits(3),
                (in, _) -> {
                  atWork.countDown();
                  awaitLatch(go);
                  return in;
                });
    try (var world = ToyWorld.of(best, bad, holding).ready()) {
      String task = world.submit("5", step("t", "toy.title", json(new Word("x"))));
      awaitLatch(atWork);
      Request request =
          new Request(
              task + "/a",
              task,
              Optional.empty(),
              world.task(task).hold(),
              "toy.shout",
              new Word("hey"),
              Amount.credits("5"),
              0,
              world.node().clock().instant().plusSeconds(30),
              _ -> {},
              _ -> {},
              Optional.empty());
      assertThat(world.node().market().buy(request, false)).isInstanceOf(Outcome.Refused.class);
      world.node().host(shouter("last", ONE_CREDIT.withQuality(1)));
      assertThat(world.node().market().buy(request, false)).isInstanceOf(Outcome.Delivered.class);
      List<Engagement> attempts =
          world.node().book().await(_ -> world.node().state().engagements().ofTask(task));
      assertThat(attempts)
          .extracting(each -> each.call().substring(task.length()) + " " + each.award().agent())
          .containsExactly("/t#0 holding", "/a#1 bad", "/a#3 last");
      go.countDown();
      var _ = world.end(task);
    }
  }
}
