package guildhall.host;

import static guildhall.sdk.Amount.credits;
import static guildhall.toyworld.Toys.ONCE;
import static guildhall.toyworld.Toys.SHOUT;
import static guildhall.toyworld.Toys.TITLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import guildhall.sdk.Agent;
import guildhall.sdk.Amount;
import guildhall.sdk.Ask;
import guildhall.sdk.Call;
import guildhall.sdk.Capability;
import guildhall.sdk.FanOut;
import guildhall.sdk.FanOut.Branch;
import guildhall.sdk.Handler;
import guildhall.sdk.Outcome;
import guildhall.sdk.Outcome.Cancelled;
import guildhall.sdk.Outcome.Delivered;
import guildhall.sdk.Outcomes;
import guildhall.sdk.Refusal;
import guildhall.sdk.Terms;
import guildhall.sdk.testkit.World;
import guildhall.sdk.testkit.WorldExtension;
import guildhall.toyworld.Toys.Word;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Several purchases of one call at once: who is waited for, who is cancelled, who is paid. After
/// each test nothing is held any more.
@ExtendWith(WorldExtension.class)
class BranchesTest {

  private static final Capability<Word, Word> EDIT =
      Capability.of("test.edit", Word.class, Word.class);

  private final CountDownLatch atWork = new CountDownLatch(1);
  private final CountDownLatch interrupted = new CountDownLatch(1);
  private final AtomicReference<Outcomes<Word>> seen = new AtomicReference<>();
  private final AtomicReference<Amount> left = new AtomicReference<>();

  private static void awaitLatch(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
  }

  /// Works until it is interrupted.
  private Word hang(Word in, Call call) throws InterruptedException {
    atWork.countDown();
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      interrupted.countDown();
      throw e;
    }
    return in;
  }

  /// Delivers once [#hang] is at work.
  private Word follow(Word in, Call call) throws InterruptedException {
    awaitLatch(atWork);
    return in;
  }

  /// Refuses once [#hang] is at work.
  private Word refuse(Word in, Call call) throws Refusal, InterruptedException {
    awaitLatch(atWork);
    throw new Refusal("not " + in.word());
  }

  private static Branch<Word, Word> branch(Capability<Word, Word> what, String word) {
    return new Branch<>(what, new Word(word), Ask.atMost(credits("1")));
  }

  /// Sells editing for a credit and up to nine of expenses.
  private static Agent editor(Handler<Word, Word> handler) {
    return Agent.named("editor")
        .sells(EDIT, Terms.fee(credits("1")).withExpensesUpTo(credits("9")), handler);
  }

  /// An editor that asks, and remembers what came of it and what it may spend then.
  private Agent asker(FanOut<Word> fanOut) {
    return editor((in, call) -> {
      seen.set(call.ask(fanOut));
      left.set(call.budget());
      return in;
    });
  }

  private static Outcome<Word> buy(World world) {
    return world.ask(EDIT, new Word("x"), Ask.atMost(credits("10")));
  }

  private static void awaitDelivery(World world) {
    assertThat(buy(world)).isInstanceOf(Delivered.class);
  }

  private static Stream<Word> values(List<? extends Outcome<Word>> outcomes) {
    return outcomes.stream()
        .filter(Delivered.class::isInstance)
        .map(each -> ((Delivered<Word>) each).value());
  }

  @Test
  void all_everyBranchDelivers_runsThemAtOnceAndPaysEachOnce(World world) {
    CyclicBarrier together = new CyclicBarrier(3);
    world
        .peer(
            SHOUT,
            credits("1"),
            (in, _) -> {
              try {
                together.await(20, TimeUnit.SECONDS);
              } catch (BrokenBarrierException | TimeoutException _) {
                throw new Refusal("alone");
              }
              return in;
            })
        .host(
            asker(FanOut.all(List.of(branch(SHOUT, "a"), branch(SHOUT, "b"), branch(SHOUT, "c")))));

    awaitDelivery(world);

    assertThat(values(seen.get().all()))
        .containsExactly(new Word("a"), new Word("b"), new Word("c"));
    assertThat(seen.get().delivered()).hasSize(3);
    assertThat(seen.get().spent()).isEqualTo(credits("3"));
    assertThat(left.get()).isEqualTo(credits("6"));
    assertThat(world.spent()).isEqualTo(credits("4"));
    assertThat(world.balance("peer-1")).isEqualTo(credits("2.85"));
  }

  @Test
  void all_oneRefuses_waitsForTheOthersAndPaysOnlyThem(World world) {
    atWork.countDown();
    world
        .peer(SHOUT, credits("1"), this::refuse)
        .peer(TITLE, credits("1"), this::follow)
        .host(asker(FanOut.all(List.of(branch(SHOUT, "a"), branch(TITLE, "b")))));

    awaitDelivery(world);

    assertThat(seen.get().all().getFirst())
        .isEqualTo(new Outcome.Refused<Word>("peer-1: not a", Amount.ZERO));
    assertThat(values(seen.get().all())).containsExactly(new Word("b"));
    assertThat(world.spent()).isEqualTo(credits("2"));
    assertThat(world.balance("peer-1")).isEqualTo(Amount.ZERO);
  }

  @Test
  void first_oneDelivers_endsTheOthersUnpaidAndTheirHolds(World world) throws Exception {
    world
        .peer(ONCE, credits("1"), this::hang)
        .peer(TITLE, credits("1"), this::follow)
        .host(asker(FanOut.first(List.of(branch(ONCE, "a"), branch(TITLE, "b")))));

    awaitDelivery(world);

    assertThat(seen.get().all().getFirst()).isEqualTo(new Cancelled<Word>(Amount.ZERO));
    assertThat(values(seen.get().delivered())).containsExactly(new Word("b"));
    assertThat(left.get()).isEqualTo(credits("8"));
    awaitLatch(interrupted);
    assertThat(world.spent()).isEqualTo(credits("2"));
    assertThat(world.balance("peer-1")).isEqualTo(Amount.ZERO);
  }

  @Test
  void first_cancelledBranchHadBought_paysWhatOthersDeliveredForIt(World world) throws Exception {
    world
        .peer(SHOUT, credits("1"), (in, _) -> in)
        .host(
            Agent.named("reseller")
                .sells(
                    ONCE,
                    Terms.fee(credits("1")).withExpensesUpTo(credits("1")),
                    (in, call) -> {
                      var _ = call.ask(SHOUT, in, Ask.atMost(credits("1"))).orThrow();
                      return hang(in, call);
                    }))
        .peer(TITLE, credits("1"), this::follow)
        .host(
            asker(
                FanOut.first(
                    List.of(
                        new Branch<>(ONCE, new Word("a"), Ask.atMost(credits("2"))),
                        branch(TITLE, "b")))));

    awaitDelivery(world);

    assertThat(seen.get().all().getFirst()).isEqualTo(new Cancelled<Word>(credits("1")));
    assertThat(left.get()).isEqualTo(credits("7"));
    assertThat(world.balance("reseller")).isEqualTo(Amount.ZERO);
    assertThat(world.balance("peer-1")).isEqualTo(credits("0.95"));
    assertThat(world.spent()).isEqualTo(credits("3"));
  }

  @Test
  void first_nobodyDelivers_saysHowEachEnded(World world) {
    atWork.countDown();
    world
        .peer(SHOUT, credits("1"), this::refuse)
        .host(asker(FanOut.first(List.of(branch(SHOUT, "a"), branch(TITLE, "b")))));

    awaitDelivery(world);

    assertThat(seen.get().first()).isEmpty();
    assertThat(seen.get().all())
        .containsExactly(
            new Outcome.Refused<>("peer-1: not a", Amount.ZERO),
            new Outcome.NoOffer<>("nobody sells toy.title"));
    assertThat(world.spent()).isEqualTo(credits("1"));
  }

  @Test
  void quorum_soManyDelivered_endsTheRest(World world) throws Exception {
    world
        .peer(ONCE, credits("1"), this::hang)
        .peer(TITLE, credits("1"), this::follow)
        .host(
            asker(
                FanOut.quorum(
                    2, List.of(branch(TITLE, "a"), branch(ONCE, "b"), branch(TITLE, "c")))));

    awaitDelivery(world);

    assertThat(values(seen.get().delivered()))
        .containsExactlyInAnyOrder(new Word("a"), new Word("c"));
    assertThat(seen.get().all().get(1)).isEqualTo(new Cancelled<Word>(Amount.ZERO));
    assertThat(left.get()).isEqualTo(credits("7"));
    awaitLatch(interrupted);
    assertThat(world.spent()).isEqualTo(credits("3"));
    assertThat(world.balance("peer-1")).isEqualTo(Amount.ZERO);
  }

  @Test
  void quorum_outOfReach_endsTheRestAtOnce(World world) throws Exception {
    world
        .peer(ONCE, credits("1"), this::hang)
        .peer(TITLE, credits("1"), this::refuse)
        .host(
            asker(
                FanOut.quorum(
                    2, List.of(branch(TITLE, "a"), branch(ONCE, "b"), branch(TITLE, "c")))));

    awaitDelivery(world);

    assertThat(seen.get().delivered()).isEmpty();
    assertThat(seen.get().all().get(1)).isEqualTo(new Cancelled<Word>(Amount.ZERO));
    awaitLatch(interrupted);
    assertThat(left.get()).isEqualTo(credits("9"));
    assertThat(world.spent()).isEqualTo(credits("1"));
  }

  @Test
  void ask_interruptedWhileBranchesAreAtWork_endsThemAll(World world) throws Exception {
    FanOut<Word> fanOut = FanOut.all(List.of(branch(ONCE, "a")));
    world
        .peer(ONCE, credits("1"), this::hang)
        .host(
            editor((in, call) -> {
              CountDownLatch thrown = new CountDownLatch(1);
              Thread asking =
                  Thread.ofVirtual()
                      .start(() -> {
                        try {
                          seen.set(call.ask(fanOut));
                        } catch (InterruptedException _) {
                          left.set(call.budget());
                          thrown.countDown();
                        }
                      });
              awaitLatch(atWork);
              asking.interrupt();
              awaitLatch(thrown);
              return in;
            }));

    awaitDelivery(world);

    awaitLatch(interrupted);
    assertThat(seen.get()).isNull();
    assertThat(left.get()).isEqualTo(credits("9"));
    assertThat(world.spent()).isEqualTo(credits("1"));
    assertThat(world.balance("peer-1")).isEqualTo(Amount.ZERO);
  }

  /// The cancel and the delivery cross: the market has the last word.
  @Test
  void first_deliveredBeforeTheCancelReachedIt_isInTheOutcomesInTheOrderPaid() throws Exception {
    CountDownLatch cancelSent = new CountDownLatch(1);
    FakeTrade trade = new FakeTrade(List.of(), List.of("r-1", "r-0"), cancelSent);
    Outcomes<Word> outcomes =
        new Branches<>(
                FanOut.first(List.of(branch(SHOUT, "a"), branch(SHOUT, "b"))),
                List.of("r-0", "r-1"),
                trade,
                new Crossing(cancelSent, "r-0"))
            .run();

    assertThat(trade.cancelled).containsExactly("r-0");
    assertThat(outcomes.delivered()).extracting(Delivered::receipt).containsExactly("r-1", "r-0");
    assertThat(outcomes.spent()).isEqualTo(credits("2"));
  }

  @Test
  void run_oneBranchIsLost_throwsWhenTheOthersHaveEndedAndCancelsNone() {
    FakeTrade trade = new FakeTrade(List.of(), List.of(), new CountDownLatch(1));
    CountDownLatch lost = new CountDownLatch(1);
    Queue<String> done = new ConcurrentLinkedQueue<>();
    Branches.Buyer buyer =
        new Branches.Buyer() {
          @Override
          public <I extends Record, P extends Record> Outcome<P> buy(
              String request, Branch<I, P> branch) throws InterruptedException {
            if (request.equals("r-0")) {
              lost.countDown();
              throw new IllegalStateException("lost");
            }
            awaitLatch(lost);
            done.add(request);
            return new Outcome.NoOffer<>("none");
          }
        };

    assertThatThrownBy(() ->
            new Branches<>(
                    FanOut.first(List.of(branch(SHOUT, "a"), branch(SHOUT, "b"))),
                    List.of("r-0", "r-1"),
                    trade,
                    buyer)
                .run())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("lost");
    assertThat(done).containsExactly("r-1");
    assertThat(trade.cancelled).isEmpty();
  }
}
