package guildhall.host;

import static guildhall.toyworld.ToyWorld.json;
import static guildhall.toyworld.ToyWorld.step;
import static org.assertj.core.api.Assertions.assertThat;

import guildhall.book.BookClock;
import guildhall.book.MemoryContentStore;
import guildhall.book.MemoryJournal;
import guildhall.sdk.Agent;
import guildhall.sdk.Amount;
import guildhall.sdk.Ask;
import guildhall.sdk.Handler;
import guildhall.sdk.Outcome;
import guildhall.sdk.Pricing;
import guildhall.sdk.Terms;
import guildhall.sdk.testkit.World;
import guildhall.task.TaskState;
import guildhall.toyworld.ToyWorld;
import guildhall.toyworld.Toys;
import guildhall.toyworld.Toys.Word;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What becomes of calls for which an agent has no place.
@Timeout(60)
final class MailboxTest {

  private static final Amount FEE = Amount.credits("1");
  private static final Ask ASK = Ask.atMost(FEE);

  private final CountDownLatch go = new CountDownLatch(1);
  private final AtomicInteger atWork = new AtomicInteger();
  private final AtomicInteger mostAtWork = new AtomicInteger();

  private Word untilGo(Word in) throws InterruptedException {
    mostAtWork.accumulateAndGet(atWork.incrementAndGet(), Math::max);
    try {
      go.await();
      return in;
    } finally {
      atWork.decrementAndGet();
    }
  }

  /// Bids when as many have asked, so that all of them see an idle agent and award it.
  private static Agent single(int askers, Handler<Word, Word> handler) {
    CountDownLatch asked = new CountDownLatch(askers);
    Pricing<Word> together =
        _ -> {
          asked.countDown();
          awaiting(asked);
          return Terms.fee(FEE);
        };
    return Agent.named("single").withCallsAtOnce(1).sells(Toys.SHOUT, together, handler);
  }

  private static void awaiting(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static List<CompletableFuture<Outcome<Word>>> buyers(World world, int count) {
    List<CompletableFuture<Outcome<Word>>> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(world.start(Toys.SHOUT, new Word("word " + i), ASK));
    }
    return all;
  }

  private static Outcome<Word> get(CompletableFuture<Outcome<Word>> outcome) throws Exception {
    return outcome.get(20, TimeUnit.SECONDS);
  }

  @AfterEach
  void tearDown() {
    go.countDown(); // a handler that spins would take a processor from the tests to come
  }

  @Test
  void award_noPlaceAtWork_waitsAndOneMoreIsRefused() throws Exception {
    try (World world = World.of(single(3, (in, _) -> untilGo(in)))) {
      var all = buyers(world, 3);
      var refused = CompletableFuture.anyOf(all.toArray(CompletableFuture<?>[]::new));

      assertThat(refused.get(20, TimeUnit.SECONDS))
          .isInstanceOfSatisfying(
              Outcome.Refused.class,
              it -> {
                assertThat(it.reason()).contains("busy with 1 calls, and as many wait");
                assertThat(it.spent()).isEqualTo(Amount.ZERO);
              });
      go.countDown();

      int delivered = 0;
      for (var each : all) {
        delivered += get(each) instanceof Outcome.Delivered<Word> ? 1 : 0;
      }
      assertThat(delivered).isEqualTo(2);
      assertThat(mostAtWork).hasValue(1);
      assertThat(world.spent()).isEqualTo(Amount.credits("2"));
      world.assertBalanced();
    }
  }

  @Test
  void deadline_whileOneWaits_bothAreLateAndNeitherIsPaid() throws Exception {
    CountDownLatch works = new CountDownLatch(1);
    Agent agent =
        single(
            2,
            (in, _) -> {
              works.countDown();
              return untilGo(in);
            });
    BookClock.Manual clock = BookClock.manual(World.START);
    try (ToyWorld world =
        ToyWorld.at(clock, new MemoryJournal(), new MemoryContentStore(), Map.of(), agent)
            .ready()) {
      String one = world.submit("5", step("a", "toy.shout", json(new Word("one"))));
      String other = world.submit("5", step("a", "toy.shout", json(new Word("two"))));
      awaiting(works);
      while (world.node().agents().runningCount() < 2) {
        Thread.onSpinWait();
      }
      clock.advanceMicros(TimeUnit.SECONDS.toMicros(22));

      assertThat(world.end(one).state()).isEqualTo(TaskState.FAILED);
      assertThat(world.end(other).state()).isEqualTo(TaskState.FAILED);
      assertThat(mostAtWork).hasValue(1);
      assertThat(world.balance("single")).isZero();
      assertThat(world.account("local").availableMicros()).isEqualTo(1_000_000_000L);
    }
  }

  @Test
  void handler_thatDoesNotHeedItsInterrupt_keepsItsPlaceUntilItComesBack() throws Exception {
    CountDownLatch works = new CountDownLatch(1);
    AtomicInteger interrupts = new AtomicInteger();
    Agent deaf =
        Agent.named("deaf")
            .withCallsAtOnce(1)
            .sells(
                Toys.SHOUT,
                FEE,
                (in, _) -> {
                  works.countDown();
                  while (go.getCount() > 0) {
                    try {
                      go.await();
                    } catch (InterruptedException _) {
                      interrupts.incrementAndGet();
                    }
                  }
                  return in;
                });
    try (World world = World.of(deaf)) {
      var first = world.start(Toys.SHOUT, new Word("one"), ASK);
      awaiting(works);
      world.advance(Duration.ofSeconds(22));
      assertThat(get(first)).isInstanceOf(Outcome.Failed.class);

      assertThat(world.ask(Toys.SHOUT, new Word("two"), FEE)).isInstanceOf(Outcome.NoOffer.class);
      assertThat(interrupts).hasValue(1);
      go.countDown();
      Outcome<Word> later = world.ask(Toys.SHOUT, new Word("three"), FEE);
      while (later instanceof Outcome.NoOffer<Word>) {
        later = world.ask(Toys.SHOUT, new Word("three"), FEE);
      }
      assertThat(later).isInstanceOf(Outcome.Delivered.class);
      assertThat(world.spent()).isEqualTo(FEE);
      world.assertBalanced();
    }
  }

  @Test
  void answer_ofAnAgentWithOnePlace_leavesThePlaceFreeForTheNextAsk() {
    Agent one = Agent.named("one").withCallsAtOnce(1).sells(Toys.SHOUT, FEE, (in, _) -> in);
    try (World world = World.of(one)) {
      for (int i = 0; i < 200; i++) {
        assertThat(world.ask(Toys.SHOUT, new Word("word " + i), FEE))
            .isInstanceOf(Outcome.Delivered.class);
      }
      assertThat(world.spent()).isEqualTo(Amount.credits("200"));
      world.assertBalanced();
    }
  }

  @Test
  void quote_byLoad_risesWithWhatIsAtWork() throws Exception {
    CountDownLatch works = new CountDownLatch(1);
    Agent busy =
        Agent.named("busy")
            .withCallsAtOnce(2)
            .sells(
                Toys.SHOUT,
                Pricing.byLoad(Terms.fee(FEE), Amount.credits("3")),
                (in, _) -> {
                  works.countDown();
                  return untilGo(in);
                });
    try (World world = World.of(busy)) {
      var first = world.start(Toys.SHOUT, new Word("one"), ASK);
      awaiting(works);

      assertThat(world.ask(Toys.SHOUT, new Word("two"), FEE))
          .isEqualTo(new Outcome.TooDear<>(Amount.credits("2"), FEE));
      go.countDown();
      assertThat(get(first)).isInstanceOf(Outcome.Delivered.class);
      assertThat(world.ask(Toys.SHOUT, new Word("three"), FEE).spent()).isEqualTo(FEE);
      world.assertBalanced();
    }
  }
}
