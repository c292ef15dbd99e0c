package guildhall.market;

import static guildhall.sdk.Amount.credits;
import static guildhall.toyworld.Toys.ONE_CREDIT;
import static guildhall.toyworld.Toys.SHOUT;
import static guildhall.toyworld.Toys.TITLE;
import static guildhall.toyworld.Toys.shouter;
import static org.assertj.core.api.Assertions.assertThat;

import guildhall.governance.Limits;
import guildhall.runtime.Guildhall;
import guildhall.sdk.Agent;
import guildhall.sdk.Amount;
import guildhall.sdk.Ask;
import guildhall.sdk.Capability;
import guildhall.sdk.FanOut;
import guildhall.sdk.FanOut.Branch;
import guildhall.sdk.Outcome;
import guildhall.sdk.Outcome.Delivered;
import guildhall.sdk.Outcome.NoOffer;
import guildhall.sdk.Outcomes;
import guildhall.settlement.Engagement;
import guildhall.toyworld.ToyWorld;
import guildhall.toyworld.Toys.Word;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What is refused before anything is held: circles, chains that are too deep, too many calls.
class LimitsTest {

  private static final Word HI = new Word("hi");

  private final Queue<Outcome<Word>> bought = new ConcurrentLinkedQueue<>();

  /// Buys something and delivers whatever came of it.
  private Agent buying(String name, Capability<Word, Word> sells, Capability<Word, Word> buys) {
    return Agent.named(name)
        .sells(
            sells,
            ONE_CREDIT.withExpensesUpTo(credits("100")),
            (in, call) -> {
              bought.add(call.ask(buys, in, Ask.atMost(call.budget())));
              return in;
            });
  }

  private static Outcome<Word> buy(ToyWorld world, Capability<Word, Word> what)
      throws InterruptedException {
    return world.node().orders().buy(Guildhall.LOCAL, "o-1", what, HI, Ask.atMost(credits("500")));
  }

  private static List<Engagement> calls(ToyWorld world) {
    return world.node().book().await(_ -> world.node().state().engagements().ofTask("order:o-1"));
  }

  @Test
  void ask_inACircleOfTwo_namesTheChainAndHoldsNothing() throws Exception {
    Agent b =
        Agent.named("b")
            .sells(
                SHOUT,
                ONE_CREDIT.withExpensesUpTo(credits("50")),
                (in, call) -> {
                  Amount before = call.budget();
                  bought.add(call.ask(TITLE, in, Ask.atMost(before)));
                  assertThat(call.budget()).isEqualTo(before);
                  return in;
                });
    try (var world = ToyWorld.of(buying("a", TITLE, SHOUT), b).ready()) {
      assertThat(buy(world, TITLE)).isInstanceOf(Delivered.class);

      assertThat(bought.remove())
          .isEqualTo(
              new NoOffer<Word>("of 1 asked none can be taken: a in_call_chain (a > b > a)"));
      assertThat(calls(world)).hasSize(2);
      assertThat(world.balance("local")).isEqualTo(998_000_000);
      assertThat(world.isSettled()).isTrue();
    }
  }

  private static Capability<Word, Word> level(int level) {
    return Capability.of("toy.level" + level, Word.class, Word.class);
  }

  @Test
  void ask_chainDeeperThanTheUsualLimit_isRefusedWithTheChain() throws Exception {
    Agent[] agents =
        IntStream.rangeClosed(1, 17).mapToObj(i -> buyingLess("a" + i, i)).toArray(Agent[]::new);
    try (var world = ToyWorld.of(agents).ready()) {
      assertThat(buy(world, level(1))).isInstanceOf(Delivered.class);

      assertThat(bought.remove()) // what the deepest had to say comes first
          .isInstanceOfSatisfying(
              NoOffer.class,
              refused ->
                  assertThat(refused.reason())
                      .startsWith("calls may be 16 deep, and this would be one more: a1 > a2 > ")
                      .endsWith(" > a15 > a16 > toy.level17"));
      assertThat(calls(world)).hasSize(16);
      assertThat(world.balance("a17")).isZero();
      assertThat(world.balance("local")).isEqualTo(984_000_000);
      assertThat(world.isSettled()).isTrue();
    }
  }

  /// Its expenses leave room for the fee of everyone above it.
  private Agent buyingLess(String name, int level) {
    return Agent.named(name)
        .sells(
            level(level),
            ONE_CREDIT.withExpensesUpTo(credits(Integer.toString(100 - 2 * level))),
            (in, call) -> {
              bought.add(call.ask(level(level + 1), in, Ask.atMost(call.budget())));
              return in;
            });
  }

  @Test
  void ask_manyAtOnceOverTheLimitOfCalls_awardsExactlySoMany() throws Exception {
    AtomicReference<Outcomes<Word>> seen = new AtomicReference<>();
    Agent buyer =
        Agent.named("buyer")
            .sells(
                TITLE,
                ONE_CREDIT.withExpensesUpTo(credits("50")),
                (in, call) -> {
                  Branch<Word, Word> branch = new Branch<>(SHOUT, in, Ask.atMost(credits("1")));
                  seen.set(call.ask(FanOut.all(Collections.nCopies(6, branch))));
                  return in;
                });
    try (var world = ToyWorld.under(new Limits(16, 4), shouter("ann"), buyer).ready()) {
      assertThat(buy(world, TITLE)).isInstanceOf(Delivered.class);

      assertThat(seen.get().delivered()).hasSize(3);
      assertThat(seen.get().all())
          .filteredOn(NoOffer.class::isInstance)
          .hasSize(3)
          .containsOnly(new NoOffer<>("order:o-1 has made 4 calls, and may not make more"));
      assertThat(calls(world)).hasSize(4);
      assertThat(world.balance("ann")).isEqualTo(2_850_000);
      assertThat(world.balance("local")).isEqualTo(996_000_000);
      assertThat(world.isSettled()).isTrue();
    }
  }

  @Test
  void buy_cancelledBeforeItsAward_isNeverAwarded() throws Exception {
    try (var world = ToyWorld.of(shouter("ann")).ready()) {
      world.node().agents().cancelRequest("order:o-1/it");

      assertThat(buy(world, SHOUT)).isEqualTo(new Outcome.Cancelled<Word>(Amount.ZERO));
      assertThat(calls(world)).isEmpty();
      assertThat(world.balance("local")).isEqualTo(1_000_000_000);
      assertThat(world.isSettled()).isTrue();
    }
  }
}
