package guildhall.runtime.world;

import static guildhall.sdk.Amount.credits;
import static guildhall.sdk.testkit.Faults.ALWAYS;
import static guildhall.sdk.testkit.World.BUYER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import guildhall.sdk.Agent;
import guildhall.sdk.Amount;
import guildhall.sdk.Ask;
import guildhall.sdk.Capability;
import guildhall.sdk.FailureKind;
import guildhall.sdk.Outcome;
import guildhall.sdk.Terms;
import guildhall.sdk.spi.Fault;
import guildhall.sdk.testkit.Faults;
import guildhall.sdk.testkit.Script;
import guildhall.sdk.testkit.World;
import guildhall.sdk.testkit.WorldExtension;
import guildhall.toyworld.Toys;
import guildhall.toyworld.Toys.Word;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What goes wrong in a world goes wrong as often as was said, and costs nobody anything twice.
@ExtendWith(WorldExtension.class)
final class FaultsTest {

  private static final Word HI = new Word("hi");
  private static final Word DONE = new Word("done");

  private static Script<Word, Word> peer(World world, Capability<Word, Word> what) {
    Script<Word, Word> script = Script.of(what).answering(DONE);
    world.fund("bystander", credits("7")).peer(what, credits("1"), script);
    return script;
  }

  private static void assertPaidOnce(World world) {
    assertThat(world.balance(BUYER)).isEqualTo(credits("999"));
    assertThat(world.balance("peer-1").micros() + world.balance("@platform").micros())
        .isEqualTo(credits("1").micros());
    assertThat(world.balance("bystander")).isEqualTo(credits("7"));
    world.assertBalanced();
  }

  private static void assertNothingPaid(World world) {
    assertThat(world.balance(BUYER)).isEqualTo(credits("1000"));
    assertThat(world.balance("peer-1")).isEqualTo(Amount.ZERO);
    assertThat(world.balance("@platform")).isEqualTo(Amount.ZERO);
    assertThat(world.balance("bystander")).isEqualTo(credits("7"));
    world.assertBalanced();
  }

  @Test
  void crashBeforeEffect_repeatable_runsAfterTheRestartAlone(World world) throws Exception {
    Script<Word, Word> script = peer(world, Toys.SHOUT);
    world.faults(Faults.once(Toys.SHOUT).crashBeforeEffect(ALWAYS));

    assertThat(world.ask(Toys.SHOUT, HI, credits("5")).orThrow()).isEqualTo(DONE);

    world.awaitFault(Fault.CRASH_BEFORE_EFFECT, 1);
    assertThat(script.heard()).containsExactly(HI);
    assertPaidOnce(world);
  }

  @Test
  void crashAfterEffect_repeatable_runsAgainAndIsPaidOnce(World world) throws Exception {
    Script<Word, Word> script = peer(world, Toys.SHOUT);
    world.faults(Faults.once(Toys.SHOUT).crashAfterEffect(ALWAYS));

    assertThat(world.ask(Toys.SHOUT, HI, credits("5")).orThrow()).isEqualTo(DONE);

    world.awaitFault(Fault.CRASH_AFTER_EFFECT, 1);
    assertThat(script.heard()).containsExactly(HI, HI);
    assertPaidOnce(world);
  }

  @Test
  void crashAfterEffect_notRepeatable_isInterruptedAndHeldUntilItsDeadline(World world) {
    Script<Word, Word> script = peer(world, Toys.ONCE);
    world.faults(Faults.once(Toys.ONCE).crashAfterEffect(ALWAYS));

    Outcome<Word> outcome = world.ask(Toys.ONCE, HI, credits("5"));

    assertThat(outcome).isInstanceOf(Outcome.Interrupted.class);
    assertThat(script.heard()).containsExactly(HI);
    assertThatThrownBy(world::assertBalanced)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("of buyer are still held");
    world.advance(Duration.ofMinutes(5));
    assertNothingPaid(world);
  }

  @Test
  void crashAfterEffect_ofWhatACallBuys_buysItOnce(World world) throws Exception {
    Script<Word, Word> script = peer(world, Toys.SHOUT);
    world.host(
        Agent.named("editor")
            .sells(
                Toys.TITLE,
                Terms.fee(credits("2")).withExpensesUpTo(credits("3")),
                (in, call) -> call.ask(Toys.SHOUT, in, Ask.atMost(call.budget())).orThrow()));
    world.faults(Faults.once(Toys.SHOUT).crashAfterEffect(ALWAYS));

    Outcome<Word> outcome = world.ask(Toys.TITLE, HI, credits("10"));

    assertThat(outcome.orThrow()).isEqualTo(DONE);
    assertThat(outcome.spent()).isEqualTo(credits("3"));
    assertThat(script.heard()).containsExactly(HI, HI);
    assertThat(world.balance(BUYER)).isEqualTo(credits("997"));
    assertThat(world.balance("bystander")).isEqualTo(credits("7"));
  }

  @Test
  void slow_clockMoves_answersWhenItHasMovedSoFar(World world) throws Exception {
    Script<Word, Word> script = peer(world, Toys.ONCE);
    world.faults(Faults.once(Toys.ONCE).slow(ALWAYS, Duration.ofSeconds(5)));
    var end = world.start(Toys.ONCE, HI, Ask.atMost(credits("5")));
    world.awaitFault(Fault.SLOW, 1);

    world.advance(Duration.ofSeconds(4));
    assertThat(end).isNotDone();
    assertThat(world.spent()).isEqualTo(Amount.ZERO);
    world.advance(Duration.ofSeconds(1));

    assertThat(end.get(20, TimeUnit.SECONDS).orThrow()).isEqualTo(DONE);
    assertThat(script.heard()).containsExactly(HI);
    assertPaidOnce(world);
  }

  @Test
  void slow_pastTheDeadline_isLateAndNotPaid(World world) throws Exception {
    var _ = peer(world, Toys.ONCE);
    world.faults(Faults.once(Toys.ONCE).slow(ALWAYS, Duration.ofMinutes(2)));
    var end = world.start(Toys.ONCE, HI, Ask.atMost(credits("5")));
    world.awaitFault(Fault.SLOW, 1);

    world.advance(Duration.ofSeconds(22));

    assertThat(end.get(20, TimeUnit.SECONDS))
        .isInstanceOfSatisfying(
            Outcome.Failed.class, failed -> assertThat(failed.kind()).isEqualTo(FailureKind.LATE));
    assertNothingPaid(world);
  }

  @Test
  void duplicate_award_joinsTheRunAndIsPaidOnce(World world) throws Exception {
    Script<Word, Word> script = peer(world, Toys.ONCE);
    world.faults(Faults.once(Toys.ONCE).duplicate(ALWAYS));

    assertThat(world.ask(Toys.ONCE, HI, credits("5")).orThrow()).isEqualTo(DONE);

    world.awaitFault(Fault.DUPLICATE, 1);
    assertThat(script.heard()).containsExactly(HI);
    assertPaidOnce(world);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 42})
  void seeded_everyFault_eachOrderIsPaidOnce(long seed) throws Exception {
    try (World world = World.of(Toys.shouter("ann"))) {
      world.fund("bystander", credits("7"));
      world.faults(Faults.seeded(seed).crashBeforeEffect(150).crashAfterEffect(150).duplicate(300));

      for (int i = 0; i < 20; i++) {
        assertThat(world.ask(Toys.SHOUT, HI, credits("5")).spent())
            .as("seed %d, order %d", seed, i)
            .isEqualTo(credits("1"));
      }

      assertThat(world.balance(BUYER)).isEqualTo(credits("980"));
      assertThat(world.balance("bystander")).isEqualTo(credits("7"));
      world.assertBalanced();
    }
  }

  @Test
  void seeded_sameSeed_strikesTheSameCalls() {
    Faults faults = Faults.seeded(42).crashBeforeEffect(100).duplicate(100);

    assertThat(struck(faults, Fault.DUPLICATE))
        .isEqualTo(struck(Faults.seeded(42).duplicate(100), Fault.DUPLICATE))
        .isNotEqualTo(struck(Faults.seeded(43).duplicate(100), Fault.DUPLICATE))
        .isNotEqualTo(struck(faults, Fault.CRASH_BEFORE_EFFECT));
    assertThat(struck(faults, Fault.DUPLICATE).length).isBetween(900, 1100);
    assertThat(struck(faults, Fault.SLOW)).isEmpty();
  }

  private static int[] struck(Faults faults, Fault fault) {
    return IntStream.range(0, 10_000)
        .filter(i -> faults.strikes(fault, "toy.shout", "order:order-" + i + "/it#0", 0))
        .toArray();
  }

  @Test
  void faults_numberOutside_isRefused() {
    Faults none = Faults.seeded(1);

    assertThatThrownBy(() -> none.duplicate(1001)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> none.crashBeforeEffect(-1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> none.slow(1, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void assertBalanced_underFaults_saysTheSeed() throws Exception {
    try (World world = World.of()) {
      Script<Word, Word> script = Script.of(Toys.ONCE).hanging();
      world.peer(Toys.ONCE, credits("1"), script).faults(Faults.seeded(42).duplicate(5));
      var end = world.start(Toys.ONCE, HI, Ask.atMost(credits("5")));
      script.awaitHeard();

      assertThatThrownBy(world::assertBalanced)
          .isInstanceOf(AssertionError.class)
          .hasMessageEndingWith(", under faults of seed 42 {DUPLICATE=5}");
      assertThat(end).isNotDone();
    }
  }
}
