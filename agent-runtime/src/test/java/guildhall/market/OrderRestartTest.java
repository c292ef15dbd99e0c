package guildhall.market;

import static guildhall.sdk.Amount.credits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import guildhall.book.MemoryContentStore;
import guildhall.book.MemoryJournal;
import guildhall.runtime.Guildhall;
import guildhall.sdk.Ask;
import guildhall.sdk.Outcome;
import guildhall.toyworld.CrashJournal;
import guildhall.toyworld.ToyWorld;
import guildhall.toyworld.Toys;
import guildhall.toyworld.Toys.Word;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// An order that a crash cuts off is made again under its identity.
final class OrderRestartTest {

  private static final int SETTLED = 31;

  private final MemoryJournal journal = new MemoryJournal();
  private final MemoryContentStore contents = new MemoryContentStore();

  private static Outcome<Word> buy(ToyWorld world) throws InterruptedException {
    return world
        .node()
        .orders()
        .buy(Guildhall.LOCAL, "o-1", Toys.SHOUT, new Word("hi"), Ask.atMost(credits("5")));
  }

  @Test
  void buy_bookBrokeBeforeItWasPaid_isPaidOnceByTheNextStart() throws Exception {
    CrashJournal crashing = new CrashJournal(journal);
    crashing.crashBefore(SETTLED);
    try (ToyWorld world = ToyWorld.on(crashing, contents, Map.of(), Toys.shouter("ann"))) {
      assertThatThrownBy(() -> buy(world)).isInstanceOf(RuntimeException.class);
    }

    try (ToyWorld world = ToyWorld.on(journal, contents, Map.of(), Toys.shouter("ann")).ready()) {
      Outcome<Word> outcome = buy(world);

      assertThat(outcome.orThrow()).isEqualTo(new Word("hi!"));
      assertThat(buy(world)).isEqualTo(outcome);
      assertThat(world.balance(Guildhall.LOCAL)).isEqualTo(credits("999").micros());
      assertThat(world.isSettled()).isTrue();
    }
  }
}
