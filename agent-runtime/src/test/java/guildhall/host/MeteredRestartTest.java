package guildhall.host;

import static guildhall.sdk.Amount.credits;
import static org.assertj.core.api.Assertions.assertThat;

import guildhall.book.BookClock;
import guildhall.book.MemoryContentStore;
import guildhall.book.MemoryJournal;
import guildhall.runtime.Guildhall;
import guildhall.sdk.Agent;
import guildhall.sdk.Amount;
import guildhall.sdk.Ask;
import guildhall.sdk.Call;
import guildhall.sdk.Capability;
import guildhall.sdk.Outcome;
import guildhall.sdk.Terms;
import guildhall.sdk.testkit.World;
import guildhall.settlement.Engagement;
import guildhall.toyworld.CrashJournal;
import guildhall.toyworld.ToyWorld;
import guildhall.toyworld.Toys.Word;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The runtime dies while a metered call is emitting: what was heard is in the book and paid, once,
/// and nothing else is.
class MeteredRestartTest {

  private static final Capability<Word, Word> TELL =
      Capability.of("toy.tell", Word.class, Word.class).metered();

  private static final long MICROS_A_CHARACTER = 100;
  private static final Terms TERMS = Terms.metered(credits("0.1"), credits("5"));
  private static final int PIECES = 8;

  /// A thousand characters each, so that none waits for another.
  private static final String STORY =
      IntStream.range(0, PIECES * 100)
          .mapToObj("line %04d\n"::formatted)
          .collect(Collectors.joining());

  /// One crash, wherever in the book it comes.
  private static final class TwoLives {
    private final MemoryJournal journal = new MemoryJournal();
    private final MemoryContentStore contents = new MemoryContentStore();
    private final BookClock.Manual clock = BookClock.manual(World.START);
    private final CrashJournal crashing = new CrashJournal(journal);
    private volatile Heard heard = new Heard();

    private ToyWorld first(Agent agent) {
      return ToyWorld.at(clock, crashing, contents, Map.of(), agent).ready();
    }

    private ToyWorld second(Agent agent) {
      return ToyWorld.at(clock, journal, contents, Map.of(), agent).ready();
    }

    /// Emits a story, each piece when the one before was heard or never will be.
    private Word tell(String story, Call call) throws InterruptedException {
      for (int at = 0; at < story.length(); at += 1000) {
        call.emit(story.substring(at, at + 1000));
        awaitHeard(at + 1000);
      }
      return new Word("told");
    }

    private void awaitHeard(int chars) {
      long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      while (heard.length() < chars && !crashing.crashed().isDone() && System.nanoTime() < until) {
        Thread.onSpinWait();
      }
    }

    private Outcome<Word> buy(ToyWorld world, Capability<Word, Word> what)
        throws InterruptedException {
      Ask ask = Ask.atMost(credits("5")).hearing(heard);
      return world.node().orders().buy(Guildhall.LOCAL, "o-1", what, new Word("x"), ask);
    }

    /// Lives until the journal breaks after so many batches.
    private void crash(int batches, Agent agent, Capability<Word, Word> what) throws Exception {
      try (ToyWorld world = first(agent)) {
        crashing.crashAfter(batches);
        Outcome<Word> outcome = buy(world, what);
        assertThat(outcome).as("there are more batches than that").isNull();
      } catch (RuntimeException _) {
        assertThat(crashing.crashed()).isCompletedWithValue(true);
      }
    }
  }

  private static long recorded(ToyWorld world) {
    return world
        .node()
        .book()
        .await(_ ->
            world.node().state().engagements().ofTask("order:o-1").stream()
                .map(Engagement::streamed)
                .mapToLong(streamed -> streamed.characters())
                .sum());
  }

  private static long spent(ToyWorld world) {
    return credits("1000").micros() - world.balance(Guildhall.LOCAL);
  }

  private static Agent teller(TwoLives lives, Capability<Word, Word> what, String story) {
    return Agent.named("teller").sells(what, TERMS, (_, call) -> lives.tell(story, call));
  }

  @Test
  void crash_whileEmitting_isResumedBehindWhatWasPaid() throws Exception {
    Capability<Word, Word> what = TELL.repeatable();
    Set<Long> at = new HashSet<>();
    for (int batches = 2; batches < 2 + PIECES; batches++) {
      TwoLives lives = new TwoLives();
      Agent agent = teller(lives, what, STORY);
      lives.crash(batches, agent, what);
      String before = lives.heard.text();
      lives.heard = new Heard();
      try (ToyWorld world = lives.second(agent)) {
        long recorded = recorded(world);
        at.add(recorded);
        assertThat(STORY).startsWith(before);
        assertThat((long) before.length()).isLessThanOrEqualTo(recorded);
        assertThat(spent(world)).isEqualTo(recorded * MICROS_A_CHARACTER);

        Outcome<Word> outcome = lives.buy(world, what);

        assertThat(outcome).isInstanceOf(Outcome.Delivered.class);
        assertThat(outcome.spent().micros()).isEqualTo(STORY.length() * MICROS_A_CHARACTER);
        assertThat(spent(world)).isEqualTo(STORY.length() * MICROS_A_CHARACTER);
        assertThat(lives.heard.text()).isEqualTo(STORY.substring((int) recorded));
        assertThat(world.isSettled()).isTrue();
      }
    }
    assertThat(at).as("crashes at different places").hasSizeGreaterThan(PIECES / 2);
  }

  @Test
  void crash_thenAnotherTextIsEmitted_isNotHeardAndNotPaid() throws Exception {
    Capability<Word, Word> what = TELL.repeatable();
    TwoLives lives = new TwoLives();
    lives.crash(6, teller(lives, what, STORY), what);
    lives.heard = new Heard();
    String other = STORY.replace("line", "LINE");
    try (ToyWorld world = lives.second(teller(lives, what, other))) {
      long recorded = recorded(world);
      assertThat(recorded).isPositive();

      Outcome<Word> outcome = lives.buy(world, what);

      assertThat(outcome.orThrow()).isEqualTo(new Word("told"));
      assertThat(lives.heard.text()).isEmpty();
      assertThat(outcome.spent()).isEqualTo(Amount.micros(recorded * MICROS_A_CHARACTER));
      assertThat(spent(world)).isEqualTo(recorded * MICROS_A_CHARACTER);
      assertThat(world.isSettled()).isTrue();
    }
  }

  @Test
  void crash_ofWhatMayNotBeRepeated_paysWhatWasRecordedAndTheRestComesBack() throws Exception {
    TwoLives lives = new TwoLives();
    Agent agent = teller(lives, TELL, STORY);
    lives.crash(6, agent, TELL);
    try (ToyWorld world = lives.second(agent)) {
      long recorded = recorded(world);
      assertThat(recorded).isPositive();

      Outcome<Word> outcome = lives.buy(world, TELL);

      assertThat(outcome).isInstanceOf(Outcome.Interrupted.class);
      assertThat(outcome.spent()).isEqualTo(Amount.micros(recorded * MICROS_A_CHARACTER));
      lives.clock.advanceMicros(TimeUnit.MINUTES.toMicros(3));
      assertThat(world.isSettled()).isTrue();
      assertThat(spent(world)).isEqualTo(recorded * MICROS_A_CHARACTER);
      assertThat(recorded(world)).isEqualTo(recorded);
    }
  }
}
