package guildhall.datanet;

import static guildhall.toyworld.Toys.ONCE;
import static guildhall.toyworld.Toys.SHOUT;
import static org.assertj.core.api.Assertions.assertThat;

import guildhall.book.BookClock;
import guildhall.book.MemoryContentStore;
import guildhall.book.MemoryJournal;
import guildhall.datanet.DatanetFact.Accessed;
import guildhall.runtime.Guildhall;
import guildhall.sdk.Agent;
import guildhall.sdk.Amount;
import guildhall.sdk.Ask;
import guildhall.sdk.Capability;
import guildhall.sdk.Outcome;
import guildhall.sdk.Terms;
import guildhall.sdk.testkit.World;
import guildhall.toyworld.CrashJournal;
import guildhall.toyworld.ToyWorld;
import guildhall.toyworld.Toys.Word;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// The runtime dies between a read that has a price and the payment of the call.
class DatanetAccessRestartTest {

  private static final int SETTLED = 31;
  private static final long FUND = 1_000_000_000;
  private static final long FEE = 1_000_000;
  private static final long PRICE = 100_000;

  private final MemoryJournal journal = new MemoryJournal();
  private final MemoryContentStore contents = new MemoryContentStore();
  private final BookClock.Manual clock = BookClock.manual(World.START);
  private volatile int passages = 2;

  private Agent reader(Capability<Word, Word> what) {
    return Agent.named("ann")
        .sells(
            what,
            Terms.fee(Amount.credits("1")).withExpensesUpTo(Amount.credits("0.3")),
            (in, call) -> {
              assertThat(call.datanet("facts").search("", Map.of(), passages)).hasSize(passages);
              return in;
            });
  }

  private static Outcome<Word> buy(ToyWorld world, Capability<Word, Word> what)
      throws InterruptedException {
    return world
        .node()
        .orders()
        .buy(Guildhall.LOCAL, "o-1", what, new Word("x"), Ask.atMost(Amount.credits("5")));
  }

  /// Dies before the first entry of a type is written.
  private void live(int fatal, Capability<Word, Word> what) throws Exception {
    CrashJournal life = new CrashJournal(journal);
    try (var world = ToyWorld.at(clock, life, contents, Map.of(), reader(what)).ready()) {
      DatanetAccessTest.charter(world, "dora", PRICE, "ann");
      var _ =
          world
              .node()
              .publish(
                  "facts",
                  List.of(
                      new Contribution("at", "cid", "Austria wine", Map.of()),
                      new Contribution("fr", "cid", "France wine", Map.of()),
                      new Contribution("it", "cid", "Italy pasta", Map.of())));
      life.crashBefore(fatal);
      Outcome<Word> outcome = buy(world, what);
      assertThat(outcome).as("it did not die").isNull();
    } catch (RuntimeException _) {
      assertThat(life.crashed()).isCompletedWithValue(true);
    }
  }

  private ToyWorld again(Capability<Word, Word> what) {
    return ToyWorld.at(clock, journal, contents, Map.of(), reader(what)).ready();
  }

  @Test
  void crash_betweenReadAndSettlement_isPaidOnceWhenItIsRunAgain() throws Exception {
    live(SETTLED, SHOUT);
    try (var world = again(SHOUT)) {
      assertThat(world.balance("dora")).isZero();
      assertThat(world.isSettled()).as("the money is held").isFalse();

      for (int times = 0; times < 2; times++) {
        Outcome<Word> outcome = buy(world, SHOUT);

        assertThat(outcome).isInstanceOf(Outcome.Delivered.class);
        assertThat(outcome.spent()).isEqualTo(Amount.micros(FEE + 2 * PRICE));
        assertThat(world.balance("dora")).isEqualTo(2 * PRICE);
        assertThat(world.balance("local")).isEqualTo(FUND - FEE - 2 * PRICE);
        assertThat(world.isSettled()).isTrue();
        assertThat(DatanetAccessTest.accessed(world))
            .extracting(Accessed::paidMicros)
            .containsExactly(2 * PRICE);
      }
    }
  }

  /// Of the 0.3 it may spend, 0.2 are held from the first run: three passages fit, since what is
  /// held is used again.
  @Test
  void crash_thenMoreIsRead_holdsOnlyWhatIsNew() throws Exception {
    live(SETTLED, SHOUT);
    passages = 3;
    try (var world = again(SHOUT)) {
      assertThat(buy(world, SHOUT).spent()).isEqualTo(Amount.micros(FEE + 3 * PRICE));
      assertThat(world.balance("dora")).isEqualTo(3 * PRICE);
      assertThat(world.isSettled()).isTrue();
    }
  }

  @Test
  void crash_thenLessIsRead_paysOnlyThat() throws Exception {
    live(SETTLED, SHOUT);
    passages = 1;
    try (var world = again(SHOUT)) {
      assertThat(buy(world, SHOUT).spent()).isEqualTo(Amount.micros(FEE + PRICE));
      assertThat(world.balance("dora")).isEqualTo(PRICE);
      assertThat(world.balance("local")).isEqualTo(FUND - FEE - PRICE);
      assertThat(world.isSettled()).isTrue();
    }
  }

  @Test
  void crash_ofWhatMayNotBeRunAgain_paysNothingAndTheMoneyComesBack() throws Exception {
    live(SETTLED, ONCE);
    try (var world = again(ONCE)) {
      assertThat(buy(world, ONCE)).isInstanceOf(Outcome.Interrupted.class);
      clock.advanceMicros(TimeUnit.MINUTES.toMicros(3));
      assertThat(world.isSettled()).isTrue();
      assertThat(world.balance("dora")).isZero();
      assertThat(world.balance("local")).isEqualTo(FUND);
    }
  }
}
