package guildhall.host;

import static guildhall.toyworld.Toys.SHOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import guildhall.sdk.Activation;
import guildhall.sdk.Agent;
import guildhall.sdk.Amount;
import guildhall.sdk.Ask;
import guildhall.sdk.Call;
import guildhall.sdk.FailureKind;
import guildhall.sdk.Handler;
import guildhall.sdk.Outcome;
import guildhall.sdk.Pricing;
import guildhall.sdk.Refusal;
import guildhall.sdk.Terms;
import guildhall.sdk.testkit.World;
import guildhall.toyworld.ToyWorld;
import guildhall.toyworld.Toys.Word;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// When agents are activated and let go, and what their handlers have open meanwhile.
@Timeout(60)
final class ActivationTest {

  private static final Amount FEE = Amount.credits("1");
  private static final Pricing<Word> LONG =
      Pricing.standing(Terms.fee(FEE).withTime(Duration.ofHours(1)));
  private static final Ask ASK = Ask.atMost(FEE).withTime(Duration.ofHours(2));

  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger closed = new AtomicInteger();
  private final CountDownLatch firstClosed = new CountDownLatch(1);

  /// A handler with something open.
  private final class Open implements Handler<Word, Word>, AutoCloseable {

    private final Handler<Word, Word> work;

    Open(Handler<Word, Word> work) {
      opened.incrementAndGet();
      this.work = work;
    }

    @Override
    public Word handle(Word input, Call call) throws Refusal, InterruptedException {
      return work.handle(input, call);
    }

    @Override
    public void close() {
      closed.incrementAndGet();
      firstClosed.countDown();
    }
  }

  private Agent opener(Handler<Word, Word> work) {
    Activation<Word, Word> activation = () -> new Open(work);
    return Agent.named("opener").sells(SHOUT, LONG, activation);
  }

  private static void buy(World world, String word) {
    assertThat(world.ask(SHOUT, new Word(word), ASK)).isInstanceOf(Outcome.Delivered.class);
  }

  private void awaitClosed() throws InterruptedException {
    assertThat(firstClosed.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void host_noCallYet_opensNothing() {
    try (World world = World.of(opener((in, _) -> in))) {
      assertThat(opened).hasValue(0);
      buy(world, "one");
      buy(world, "two");
      assertThat(opened).hasValue(1);
      assertThat(closed).hasValue(0);
    }
  }

  @Test
  void activate_manyFirstCallsAtOnce_opensOnce() throws Exception {
    try (World world = World.of(opener((in, _) -> in))) {
      var all =
          IntStream.range(0, 20)
              .mapToObj(i -> world.start(SHOUT, new Word("word " + i), ASK))
              .toList();
      for (CompletableFuture<Outcome<Word>> each : all) {
        assertThat(each.get(20, TimeUnit.SECONDS)).isInstanceOf(Outcome.Delivered.class);
      }
      assertThat(opened).hasValue(1);
    }
  }

  @Test
  void passivate_idleLongEnough_closesAndTheNextCallOpensAnew() throws Exception {
    try (World world = World.of(opener((in, _) -> in))) {
      buy(world, "one");
      world.advance(Duration.ofMinutes(4));
      buy(world, "two");
      world.advance(Duration.ofMinutes(4));
      buy(world, "three");
      assertThat(opened).hasValue(1); // never five minutes without a call

      world.advance(Duration.ofMinutes(6));
      buy(world, "four");
      awaitClosed();
      assertThat(opened).hasValue(2);
      assertThat(closed).hasValue(1);
      assertThat(world.spent()).isEqualTo(Amount.credits("4"));
      world.assertBalanced();
    }
  }

  @Test
  void passivate_callAtWorkForLonger_isNotLetGo() throws Exception {
    CountDownLatch works = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Agent agent =
        opener((in, _) -> {
          works.countDown();
          go.await();
          assertThat(closed).hasValue(0);
          return in;
        });
    try (World world = World.of(agent)) {
      var first = world.start(SHOUT, new Word("one"), ASK);
      assertThat(works.await(20, TimeUnit.SECONDS)).isTrue();
      world.advance(Duration.ofMinutes(30));
      go.countDown();
      assertThat(first.get(20, TimeUnit.SECONDS)).isInstanceOf(Outcome.Delivered.class);
      buy(world, "two");
      assertThat(opened).hasValue(1);
    }
  }

  @Test
  void activate_throws_failsTheCallUnpaidAndTheNextTriesAgain() {
    AtomicInteger tries = new AtomicInteger();
    Activation<Word, Word> second =
        () -> {
          if (tries.incrementAndGet() == 1) {
            throw new IOException("the file with the secret name");
          }
          return (in, _) -> in;
        };
    try (World world = World.of(Agent.named("late-opener").sells(SHOUT, LONG, second))) {
      assertThat(world.ask(SHOUT, new Word("one"), ASK))
          .isInstanceOfSatisfying(
              Outcome.Failed.class,
              failed -> {
                assertThat(failed.kind()).isEqualTo(FailureKind.THREW);
                assertThat(failed.reason()).doesNotContain("secret");
              });
      assertThat(world.spent()).isEqualTo(Amount.ZERO);
      buy(world, "two");
      assertThat(tries).hasValue(2);
      assertThat(world.spent()).isEqualTo(FEE);
      world.assertBalanced();
    }
  }

  @Test
  void passivate_handlerThatIsTheSameForAll_isNotClosed() {
    try (Open always = new Open((in, _) -> in);
        World world = World.of(Agent.named("always").sells(SHOUT, LONG, always))) {
      buy(world, "one");
      world.advance(Duration.ofMinutes(6));
      buy(world, "two");
      assertThat(closed).hasValue(0);
    }
  }

  @Test
  void undeploy_activeAgent_isLetGo() throws Exception {
    Activation<Word, Word> activation = () -> new Open((in, _) -> in);
    Agent agent = Agent.named("opener").sells(SHOUT, Pricing.standing(Terms.fee(FEE)), activation);
    try (ToyWorld world = ToyWorld.of(agent).ready()) {
      var _ =
          world.end(
              world.submit("5", ToyWorld.step("a", "toy.shout", ToyWorld.json(new Word("hey")))));
      assertThat(opened).hasValue(1);
      world.node().undeploy("opener", Duration.ZERO);
      awaitClosed();
      assertThat(world.node().agents().activeCount()).isZero();
    }
  }

  @Test
  void enter_moreIdleThanAllowed_letsTheOthersGo() throws Exception {
    ActiveAgents active =
        new ActiveAgents(new Passivation(Duration.ofHours(1), 0), () -> Instant.EPOCH);
    Agent agent = opener((in, _) -> in);
    ActiveAgent entered = active.enter(agent);
    var _ = entered.handler(agent.sales().values().iterator().next());
    assertThat(active.enter(agent)).isSameAs(entered);
    active.leave(entered);
    assertThat(closed).hasValue(0); // one is there still
    active.leave(entered);
    active.cleanUp();
    awaitClosed();
    assertThat(active.enter(agent)).isNotSameAs(entered);
  }

  @Test
  void current_onTheHandlersThread_isTheCallAndNowhereElse() {
    AtomicReference<String> deepBelow = new AtomicReference<>("");
    AtomicReference<String> other = new AtomicReference<>("");
    Agent agent =
        Agent.named("scoped")
            .sells(
                SHOUT,
                LONG,
                (in, call) -> {
                  deepBelow.set(Call.current().id());
                  assertThat(Call.current()).isSameAs(call);
                  Thread.ofVirtual().start(() -> other.set(whoHandles())).join();
                  return in;
                });
    try (World world = World.of(agent)) {
      buy(world, "one");
      assertThat(deepBelow.get()).isNotEmpty();
      assertThat(other.get()).startsWith("no call is handled on thread");
      assertThatThrownBy(Call::current).isInstanceOf(IllegalStateException.class);
    }
  }

  private static String whoHandles() {
    try {
      return Call.current().id();
    } catch (IllegalStateException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
