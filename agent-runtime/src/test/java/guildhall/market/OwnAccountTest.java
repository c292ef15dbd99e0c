package guildhall.market;

import static guildhall.sdk.Amount.credits;
import static guildhall.sdk.testkit.World.BUYER;
import static guildhall.toyworld.Toys.ONCE;
import static guildhall.toyworld.Toys.ONE_CREDIT;
import static guildhall.toyworld.Toys.SHOUT;
import static guildhall.toyworld.Toys.TITLE;
import static org.assertj.core.api.Assertions.assertThat;

import guildhall.sdk.Agent;
import guildhall.sdk.Amount;
import guildhall.sdk.Ask;
import guildhall.sdk.FanOut;
import guildhall.sdk.FanOut.Branch;
import guildhall.sdk.Handler;
import guildhall.sdk.Outcome;
import guildhall.sdk.Outcome.Delivered;
import guildhall.sdk.Outcome.NoOffer;
import guildhall.sdk.Outcome.TooDear;
import guildhall.sdk.Receipt;
import guildhall.sdk.Refusal;
import guildhall.sdk.Terms;
import guildhall.sdk.testkit.Faults;
import guildhall.sdk.testkit.World;
import guildhall.sdk.testkit.WorldExtension;
import guildhall.toyworld.Toys;
import guildhall.toyworld.Toys.Word;
import java.time.Duration;
import java.util.Collections;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What an agent buys at its owner's cost: who pays, who does not, and when the money comes back.
@ExtendWith(WorldExtension.class)
class OwnAccountTest {

  private static final Word HI = new Word("hi");
  private static final Ask OWN = Ask.atMost(credits("5")).fromOwnAccount();

  private final Queue<Outcome<Word>> bought = new ConcurrentLinkedQueue<>();
  private final CountDownLatch atWork = new CountDownLatch(1);

  /// An agent of `olga` that sells titles for a credit and quotes no expenses.
  private static Agent ann(Amount ownSpending, Handler<Word, Word> how) {
    return Agent.named("ann")
        .ownedBy("olga")
        .withOwnSpendingUpTo(ownSpending)
        .sells(TITLE, ONE_CREDIT, how);
  }

  /// Buys a shout at its owner's cost and delivers whatever came of it.
  private Agent buying(Amount ownSpending, Ask ask) {
    return ann(
        ownSpending,
        (in, call) -> {
          Amount before = call.budget();
          bought.add(call.ask(SHOUT, in, ask));
          assertThat(call.budget()).isEqualTo(before);
          return in;
        });
  }

  private static Outcome<Word> buy(World world) {
    return world.ask(TITLE, HI, credits("3"));
  }

  private static void hang(CountDownLatch started) throws InterruptedException {
    started.countDown();
    new CountDownLatch(1).await();
  }

  @Test
  void ask_fromOwnAccount_isPaidByTheOwnerAndNoPartOfTheRootsReceipt(World world) {
    world.fund("olga", credits("10")).host(Toys.shouter("seller")).host(buying(credits("2"), OWN));

    Outcome<Word> outcome = buy(world);

    assertThat(outcome.spent()).isEqualTo(credits("1"));
    assertThat(bought.element().spent()).isEqualTo(credits("1"));
    assertThat(world.spent()).isEqualTo(credits("1"));
    assertThat(world.balance("olga")).isEqualTo(credits("9.95")); // less 1, and its own fee
    assertThat(world.balance("seller")).isEqualTo(credits("0.95"));
    Receipt receipt = world.receipt(((Delivered<Word>) outcome).receipt());
    assertThat(receipt.total()).isEqualTo(credits("1"));
    assertThat(receipt.parts()).isEmpty();
    String own = ((Delivered<Word>) bought.element()).receipt();
    assertThat(own).startsWith(receipt.id() + "/toy.shout:");
    assertThat(world.receipt(own).total()).isEqualTo(credits("1"));
  }

  @Test
  void ask_aboveWhatACallMaySpend_isTooDearAndNoOverrun(World world) {
    world
        .fund("olga", credits("10"))
        .host(Toys.shouter("seller"))
        .host(buying(credits("0.999999"), OWN));

    assertThat(buy(world)).isInstanceOf(Delivered.class);

    assertThat(bought.element()).isEqualTo(new TooDear<Word>(credits("1"), credits("0.999999")));
    assertThat(world.balance("olga")).isEqualTo(credits("10.95"));
    assertThat(world.balance("seller").isZero()).isTrue();
  }

  @Test
  void ask_nothingSaidOfOwnSpending_isNoOffer(World world) {
    world
        .fund("olga", credits("10"))
        .host(Toys.shouter("seller"))
        .host(
            Agent.named("ann")
                .ownedBy("olga")
                .sells(
                    TITLE,
                    ONE_CREDIT,
                    (in, call) -> {
                      bought.add(call.ask(SHOUT, in, OWN));
                      return in;
                    }));

    assertThat(buy(world)).isInstanceOf(Delivered.class);

    assertThat(bought.element())
        .isEqualTo(new NoOffer<Word>("the agent that asks may spend nothing of its owner's money"));
    assertThat(world.balance("olga")).isEqualTo(credits("10.95"));
  }

  @Test
  void ask_ownerHasLess_isNoOfferAndMovesNothing(World world) {
    world
        .fund("olga", credits("0.999999"))
        .host(Toys.shouter("seller"))
        .host(buying(credits("2"), OWN));

    assertThat(buy(world)).isInstanceOf(Delivered.class);

    assertThat(bought.element())
        .isEqualTo(new NoOffer<Word>("olga cannot pay: insufficient_funds"));
    assertThat(world.balance("olga")).isEqualTo(credits("1.949999"));
    assertThat(world.spent()).isEqualTo(credits("1"));
  }

  @Test
  void ask_manyAtOnce_neverPassWhatACallMaySpend(World world) {
    world
        .fund("olga", credits("10"))
        .host(Toys.shouter("seller"))
        .host(
            ann(
                credits("2.5"),
                (in, call) -> {
                  Branch<Word, Word> branch = new Branch<>(SHOUT, in, OWN);
                  bought.addAll(call.ask(FanOut.all(Collections.nCopies(5, branch))).all());
                  return in;
                }));

    assertThat(buy(world)).isInstanceOf(Delivered.class);

    assertThat(bought).filteredOn(Delivered.class::isInstance).hasSize(2);
    assertThat(world.balance("olga")).isEqualTo(credits("8.95"));
    assertThat(world.spent()).isEqualTo(credits("1"));
  }

  @Test
  void buyer_failsAfterwards_leavesTheOwnerWithTheCost(World world) {
    world
        .fund("olga", credits("10"))
        .host(Toys.shouter("seller"))
        .host(
            ann(
                credits("2"),
                (in, call) -> {
                  var _ = call.ask(SHOUT, in, OWN).orThrow();
                  throw new Refusal("changed my mind");
                }));

    assertThat(buy(world))
        .isEqualTo(new Outcome.Refused<Word>("ann: changed my mind", Amount.ZERO));
    assertThat(world.spent()).isEqualTo(Amount.ZERO);
    assertThat(world.balance("olga")).isEqualTo(credits("9"));
    assertThat(world.balance("seller")).isEqualTo(credits("0.95"));
  }

  /// The buyer leaves a thread of its own behind that waits for what it has asked for.
  @Test
  void buyer_deliversMeanwhile_cancelsWhatIsUnderWayAndReturnsIt(World world) {
    world
        .fund("olga", credits("10"))
        .peer(
            ONCE,
            credits("2"),
            (in, _) -> {
              hang(atWork);
              return in;
            })
        .host(
            ann(
                credits("5"),
                (in, call) -> {
                  Thread.ofVirtual().start(() -> quietly(() -> call.ask(ONCE, in, OWN)));
                  assertThat(atWork.await(20, TimeUnit.SECONDS)).isTrue();
                  return in;
                }));

    assertThat(buy(world)).isInstanceOf(Delivered.class);

    world.assertBalanced();
    assertThat(world.balance("olga")).isEqualTo(credits("10.95"));
    assertThat(world.balance("peer-1").isZero()).isTrue();
  }

  private interface Asking {
    Outcome<Word> ask() throws InterruptedException;
  }

  private void quietly(Asking asking) {
    try {
      bought.add(asking.ask());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void buyer_isLate_returnsWhatIsHeldToTheOwner(World world) throws Exception {
    world
        .fund("olga", credits("10"))
        .peer(
            ONCE,
            credits("2"),
            (in, _) -> {
              hang(atWork);
              return in;
            })
        .host(
            ann(
                credits("5"),
                (in, call) -> call.ask(ONCE, in, OWN.withTime(Duration.ofHours(1))).orThrow()));
    var end = world.start(TITLE, HI, Ask.atMost(credits("3")));
    assertThat(atWork.await(20, TimeUnit.SECONDS)).isTrue();

    world.advance(Duration.ofSeconds(22));

    assertThat(end.get(20, TimeUnit.SECONDS)).isInstanceOf(Outcome.Failed.class);
    world.assertBalanced();
    assertThat(world.balance("olga")).isEqualTo(credits("10"));
    assertThat(world.spent()).isEqualTo(Amount.ZERO);
  }

  @Test
  void purchase_buysItself_isPaidByTheSameOwner(World world) {
    world
        .fund("olga", credits("10"))
        .peer(ONCE, credits("1"), (in, _) -> in)
        .host(
            Agent.named("seller")
                .sells(
                    SHOUT,
                    Terms.fee(credits("1")).withExpensesUpTo(credits("2")),
                    (in, call) -> call.ask(ONCE, in, Ask.atMost(call.budget())).orThrow()))
        .host(buying(credits("3"), OWN));

    assertThat(buy(world)).isInstanceOf(Delivered.class);

    assertThat(bought.element().spent()).isEqualTo(credits("2"));
    assertThat(world.balance("olga")).isEqualTo(credits("8.95"));
    assertThat(world.balance("peer-1")).isEqualTo(credits("0.95"));
    assertThat(world.balance(BUYER)).isEqualTo(credits("999"));
  }

  @Test
  void ask_crashesAroundIt_buysOnce() {
    for (long seed = 1; seed <= 8; seed++) {
      AtomicInteger works = new AtomicInteger();
      try (World world = World.of(buying(credits("2"), OWN))) {
        world
            .fund("olga", credits("10"))
            .peer(
                SHOUT,
                credits("1"),
                (in, _) -> {
                  works.incrementAndGet();
                  return in;
                })
            .faults(Faults.seeded(seed).crashBeforeEffect(500).crashAfterEffect(500));

        assertThat(buy(world)).isInstanceOf(Delivered.class);

        assertThat(works.get()).as("seed " + seed).isBetween(1, 2); // twice if it was cut off
        assertThat(world.balance("olga")).as("seed " + seed).isEqualTo(credits("9.95"));
        assertThat(world.spent()).as("seed " + seed).isEqualTo(credits("1"));
        world.assertBalanced();
      }
    }
  }
}
