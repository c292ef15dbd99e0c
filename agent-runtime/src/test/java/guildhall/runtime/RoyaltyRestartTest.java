package guildhall.runtime;

import static guildhall.toyworld.ToyWorld.json;
import static guildhall.toyworld.ToyWorld.step;
import static guildhall.toyworld.Toys.SHOUT;
import static guildhall.toyworld.Toys.seller;
import static org.assertj.core.api.Assertions.assertThat;

import guildhall.book.BookClock;
import guildhall.book.MemoryContentStore;
import guildhall.book.MemoryJournal;
import guildhall.datanet.Contribution;
import guildhall.governance.Policy;
import guildhall.governance.Policy.ScoreWeights;
import guildhall.sdk.Agent;
import guildhall.sdk.Call;
import guildhall.sdk.Receipt;
import guildhall.settlement.RoyaltyBacklog;
import guildhall.toyworld.ToyWorld;
import guildhall.toyworld.Toys.Word;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Royalties of a whole node that vest while it stands still: they are paid once it runs again, one
/// sum for all receipts, and only once.
class RoyaltyRestartTest {

  private static final int TASKS = 20;
  private static final long ROYALTY = 200_000;
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final MemoryJournal journal = new MemoryJournal();
  private final MemoryContentStore contents = new MemoryContentStore();
  private final Agent ann = seller("ann", SHOUT, RoyaltyRestartTest::answer);

  private static Word answer(Word in, Call call) {
    return new Word(call.datanet("facts").search("", Map.of(), 1).getFirst().text());
  }

  private ToyWorld after(long seconds) {
    BookClock.Manual clock = BookClock.manual(START.plusSeconds(seconds));
    return ToyWorld.at(clock, journal, contents, Map.of(), ann);
  }

  /// A call keeps the policy it was awarded under, whatever a later start adopts.
  private static void adoptAWindowOfAnHour(ToyWorld world) {
    Policy policy =
        new Policy(0, 500, 2000, 3_600_000_000L, new ScoreWeights(350, 150, 300, 150, 50));
    assertThat(world.node().book().await(world.node().state().policies().adopt(policy)).version())
        .isEqualTo(2);
  }

  private static RoyaltyBacklog backlog(ToyWorld world) {
    Guildhall node = world.node();
    return node.book().await(draft -> node.settlement().royalties().backlog(draft.timeMicros()));
  }

  @Test
  void royalties_thatVestWhileTheNodeStandsStill_arePaidOnceAfterTheStart() throws Exception {
    List<String> tasks = new ArrayList<>();
    try (var world = after(0)) {
      adoptAWindowOfAnHour(world);
      var _ =
          world
              .node()
              .publish("facts", List.of(new Contribution("at", "cid", "wine grows", Map.of())));
      var _ = world.ready();
      for (int i = 0; i < TASKS; i++) {
        tasks.add(world.submit("5", step("a", "toy.shout", json(new Word("x" + i)))));
      }
      for (String task : tasks) {
        var _ = world.await(task, event -> event.type().equals("royalties.distributed"));
        var _ = world.end(task);
        assertThat(world.receipt(task).state()).isEqualTo(Receipt.State.DISTRIBUTED);
      }
      assertThat(world.balance("@vesting")).isEqualTo(TASKS * ROYALTY);
      assertThat(world.balance("cid")).isZero();
      assertThat(backlog(world))
          .isEqualTo(new RoyaltyBacklog(0, 0, TASKS, TASKS * ROYALTY, 0, 0, 0));
    }
    for (long restart = 0; restart < 3; restart++) {
      try (var world = after(7200 + restart).ready()) {
        assertThat(backlog(world)).isEqualTo(new RoyaltyBacklog(0, 0, 0, 0, 0, 0, 0));
        assertThat(world.balance("@vesting")).isZero();
        assertThat(world.balance("cid")).isEqualTo(TASKS * ROYALTY);
        for (String task : tasks) {
          assertThat(world.receipt(task).state()).isEqualTo(Receipt.State.FINAL);
        }
        assertThat(world.isSettled()).isTrue();
      }
    }
  }
}
