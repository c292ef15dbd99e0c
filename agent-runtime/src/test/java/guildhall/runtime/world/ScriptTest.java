package guildhall.runtime.world;

import static guildhall.sdk.Amount.credits;
import static org.assertj.core.api.Assertions.assertThat;

import guildhall.sdk.Amount;
import guildhall.sdk.Ask;
import guildhall.sdk.Capability;
import guildhall.sdk.FailureKind;
import guildhall.sdk.Outcome;
import guildhall.sdk.testkit.Script;
import guildhall.sdk.testkit.World;
import guildhall.sdk.testkit.WorldExtension;
import guildhall.toyworld.Toys;
import guildhall.toyworld.Toys.Word;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A peer that follows a script says its lines, one a call, and remembers what it heard.
@ExtendWith(WorldExtension.class)
final class ScriptTest {

  private static final Word HI = new Word("hi");

  private static Outcome<Word> ask(World world, Word word) {
    return world.ask(Toys.ONCE, word, credits("5"));
  }

  @Test
  void answering_severalCalls_givesEachItsLineThenRefuses(World world) throws Exception {
    Script<Word, Word> script = Script.of(Toys.ONCE).answering(new Word("a"), new Word("b"));
    world.peer(Toys.ONCE, credits("1"), script);

    assertThat(ask(world, HI).orThrow()).isEqualTo(new Word("a"));
    assertThat(ask(world, new Word("ho")).orThrow()).isEqualTo(new Word("b"));
    assertThat(ask(world, HI))
        .isEqualTo(
            new Outcome.Refused<Word>(
                "peer-1: the script of toy.once ends after 2 lines", Amount.ZERO));

    assertThat(script.heard()).containsExactly(HI, new Word("ho"), HI);
    assertThat(world.spent()).isEqualTo(credits("2"));
  }

  @Test
  void refusing_itsTurn_costsNothing(World world) throws Exception {
    world.peer(Toys.ONCE, credits("1"), Script.of(Toys.ONCE).refusing("not today").answering(HI));

    assertThat(ask(world, HI))
        .isEqualTo(new Outcome.Refused<Word>("peer-1: not today", Amount.ZERO));
    assertThat(world.spent()).isEqualTo(Amount.ZERO);
    assertThat(ask(world, HI).orThrow()).isEqualTo(HI);
  }

  @Test
  void throwing_itsTurn_isAFailureThatCostsNothing(World world) {
    world.peer(Toys.ONCE, credits("1"), Script.of(Toys.ONCE).throwing());

    assertThat(ask(world, HI))
        .isInstanceOfSatisfying(
            Outcome.Failed.class, failed -> assertThat(failed.kind()).isEqualTo(FailureKind.THREW));
    assertThat(world.spent()).isEqualTo(Amount.ZERO);
  }

  @Test
  void hanging_itsTurn_isLateWhenTheClockHasPassedItsDeadline(World world) throws Exception {
    Script<Word, Word> script = Script.of(Toys.ONCE).hanging();
    world.peer(Toys.ONCE, credits("1"), script);
    var end = world.start(Toys.ONCE, HI, Ask.atMost(credits("5")));

    script.awaitHeard();
    assertThat(end).isNotDone();
    world.advance(Duration.ofSeconds(22));

    assertThat(end.get(20, TimeUnit.SECONDS))
        .isInstanceOfSatisfying(
            Outcome.Failed.class, failed -> assertThat(failed.kind()).isEqualTo(FailureKind.LATE));
    assertThat(world.spent()).isEqualTo(Amount.ZERO);
  }

  @Test
  void when_inputFits_answersWithoutUsingALine(World world) throws Exception {
    Capability<Word, Word> what = Toys.ONCE;
    Script<Word, Word> script =
        Script.of(what)
            .answering(new Word("line"))
            .when(in -> in.equals(HI), new Word("rule"))
            .when(_ -> false, new Word("never"));
    world.peer(what, credits("1"), script);

    assertThat(ask(world, HI).orThrow()).isEqualTo(new Word("rule"));
    assertThat(ask(world, new Word("ho")).orThrow()).isEqualTo(new Word("line"));
    assertThat(ask(world, HI).orThrow()).isEqualTo(new Word("rule"));
    assertThat(world.spent()).isEqualTo(credits("3"));
  }
}
