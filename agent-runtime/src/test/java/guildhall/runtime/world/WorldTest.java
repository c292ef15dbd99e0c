package guildhall.runtime.world;

import static guildhall.sdk.Amount.credits;
import static guildhall.sdk.testkit.World.BUYER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import guildhall.sdk.Agent;
import guildhall.sdk.Amount;
import guildhall.sdk.Ask;
import guildhall.sdk.Capability;
import guildhall.sdk.FailureKind;
import guildhall.sdk.Outcome;
import guildhall.sdk.Receipt;
import guildhall.sdk.Refusal;
import guildhall.sdk.Terms;
import guildhall.sdk.schema.Range;
import guildhall.sdk.testkit.World;
import guildhall.sdk.testkit.WorldExtension;
import guildhall.toyworld.Toys;
import guildhall.toyworld.Toys.Word;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What a test of an agent can do, and what it sees of the money.
@ExtendWith(WorldExtension.class)
final class WorldTest {

  private static final Word HI = new Word("hi");

  record Few(@Range(min = 0, max = 3) int count) {}

  private static final Capability<Few, Few> COUNT =
      Capability.of("test.count", Few.class, Few.class);

  @Test
  void ask_agentDelivers_paysItsFeeOnly(World world) throws Refusal {
    world.host(Toys.shouter("ann"));

    Outcome<Word> outcome = world.ask(Toys.SHOUT, HI, credits("5"));

    assertThat(outcome.orThrow()).isEqualTo(new Word("hi!"));
    assertThat(outcome.spent()).isEqualTo(credits("1"));
    assertThat(world.balance(BUYER)).isEqualTo(credits("999"));
    assertThat(world.spent()).isEqualTo(credits("1"));
    assertThat(world.balance("ann").micros() + world.balance("@platform").micros())
        .isEqualTo(credits("1").micros());
  }

  @Test
  void receipt_ofADelivery_addsUpToWhatWasSpent(World world) {
    world
        .peer(Toys.SHOUT, credits("2"), (in, _) -> in)
        .host(
            Agent.named("editor")
                .sells(
                    Toys.TITLE,
                    Terms.fee(credits("1")).withExpensesUpTo(credits("3")),
                    (in, call) -> call.ask(Toys.SHOUT, in, Ask.atMost(call.budget())).orThrow()));

    Outcome<Word> outcome = world.ask(Toys.TITLE, HI, credits("10"));

    assertThat(outcome).isInstanceOf(Outcome.Delivered.class);
    String id = ((Outcome.Delivered<Word>) outcome).receipt();
    Receipt receipt = world.receipt(id);
    assertThat(receipt.fee()).isEqualTo(credits("1"));
    assertThat(receipt.parts()).hasSize(1);
    assertThat(receipt.total()).isEqualTo(credits("3"));
    assertThat(world.spent()).isEqualTo(credits("3"));
  }

  @Test
  void ask_agentRefuses_costsNothing(World world) {
    world.peer(
        Toys.ONCE,
        credits("1"),
        (_, _) -> {
          throw new Refusal("not today");
        });

    assertThat(world.ask(Toys.ONCE, HI, credits("5")))
        .isEqualTo(new Outcome.Refused<Word>("peer-1: not today", Amount.ZERO));
    assertThat(world.spent()).isEqualTo(Amount.ZERO);
  }

  @Test
  void ask_moreThanTheBuyerHas_isNoOffer(World world) {
    world.host(Toys.shouter("ann"));

    assertThat(world.ask(Toys.SHOUT, HI, credits("1000.000001")))
        .isEqualTo(new Outcome.NoOffer<Word>("buyer cannot pay: insufficient_funds"));
  }

  @Test
  void ask_belowEveryPrice_isTooDear(World world) {
    world.host(Toys.shouter("ann"));

    assertThat(world.ask(Toys.SHOUT, HI, credits("0.5")))
        .isEqualTo(new Outcome.TooDear<Word>(credits("1"), credits("0.5")));
  }

  @Test
  void ask_inputItsSchemaForbids_isTheCallersMistake(World world) {
    world.peer(COUNT, credits("1"), (in, _) -> in);

    assertThatThrownBy(() -> world.ask(COUNT, new Few(4), credits("1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("test.count: /count is 4, allowed is 0 to 3");
    assertThat(world.spent()).isEqualTo(Amount.ZERO);
  }

  @Test
  void advance_pastTheDeadline_failsWhoIsStillAtWork(World world) throws Exception {
    CountDownLatch working = new CountDownLatch(1);
    world.peer(
        Toys.ONCE,
        credits("1"),
        (in, _) -> {
          working.countDown();
          new CountDownLatch(1).await(); // for ever
          return in;
        });
    CompletableFuture<Outcome<Word>> end = world.start(Toys.ONCE, HI, Ask.atMost(credits("5")));
    assertThat(working.await(20, TimeUnit.SECONDS)).isTrue();

    world.advance(Duration.ofSeconds(20));
    assertThat(end).isNotDone();
    world.advance(Duration.ofSeconds(2));

    assertThat(end.get(20, TimeUnit.SECONDS))
        .isInstanceOfSatisfying(
            Outcome.Failed.class, failed -> assertThat(failed.kind()).isEqualTo(FailureKind.LATE));
    assertThat(world.spent()).isEqualTo(Amount.ZERO);
  }

  @Test
  void assertBalanced_whileACallIsAtWork_saysWhatIsHeld() throws Exception {
    CountDownLatch working = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    try (World world = World.of()) {
      world.peer(
          Toys.ONCE,
          credits("1"),
          (in, _) -> {
            working.countDown();
            mayEnd.await();
            return in;
          });
      var end = world.start(Toys.ONCE, HI, Ask.atMost(credits("5")));
      assertThat(working.await(20, TimeUnit.SECONDS)).isTrue();

      assertThatThrownBy(world::assertBalanced)
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("of buyer are still held");

      mayEnd.countDown();
      assertThat(end.get(20, TimeUnit.SECONDS)).isInstanceOf(Outcome.Delivered.class);
      world.assertBalanced();
    }
  }

  @Test
  void buy_sameOrderAgain_buysOnceAndGivesTheSame() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    try (var runtime = new MemoryWorld.Factory().start(World.START)) {
      runtime.fund("ada", credits("10"));
      runtime.host(
          Toys.seller(
              "once",
              Toys.ONCE,
              (in, _) -> {
                runs.incrementAndGet();
                return in;
              }));
      Ask ask = Ask.atMost(credits("2"));
      Outcome<Word> first = runtime.ask("ada", "o-1", Toys.ONCE, HI, ask);

      assertThat(runtime.ask("ada", "o-1", Toys.ONCE, HI, ask)).isEqualTo(first);
      assertThat(runs).hasValue(1);
      assertThat(runtime.balanceMicros("ada")).isEqualTo(credits("9").micros());
      assertThatThrownBy(() -> runtime.ask("ada", "o-1", Toys.ONCE, new Word("ho"), ask))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("o-1");
      assertThat(runtime.balanceMicros("ada")).isEqualTo(credits("9").micros());
      assertThat(runtime.problems()).isEmpty();
    }
  }

  @Test
  void buy_refusedOrderAgain_isStillRefusedAndAsksNobody() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    try (var runtime = new MemoryWorld.Factory().start(World.START)) {
      runtime.fund("ada", credits("10"));
      runtime.host(
          Toys.seller(
              "once",
              Toys.ONCE,
              (_, _) -> {
                runs.incrementAndGet();
                throw new Refusal("not today");
              }));
      Ask ask = Ask.atMost(credits("2"));
      Outcome<Word> first = runtime.ask("ada", "o-1", Toys.ONCE, HI, ask);

      assertThat(first).isInstanceOf(Outcome.Refused.class);
      assertThat(runtime.ask("ada", "o-1", Toys.ONCE, HI, ask)).isEqualTo(first);
      assertThat(runs).hasValue(1);
      assertThat(runtime.balanceMicros("ada")).isEqualTo(credits("10").micros());
      assertThat(runtime.problems()).isEmpty();
    }
  }
}
