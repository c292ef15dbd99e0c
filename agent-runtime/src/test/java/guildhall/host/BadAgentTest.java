package guildhall.host;

import static guildhall.sdk.Amount.credits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import guildhall.book.ContentId;
import guildhall.ledger.Id;
import guildhall.sdk.Agent;
import guildhall.sdk.Amount;
import guildhall.sdk.Ask;
import guildhall.sdk.Capability;
import guildhall.sdk.FailureKind;
import guildhall.sdk.Handler;
import guildhall.sdk.Outcome;
import guildhall.sdk.Pricing;
import guildhall.sdk.Terms;
import guildhall.sdk.testkit.World;
import guildhall.sdk.testkit.WorldExtension;
import guildhall.settlement.SettlementFact.Awarded;
import guildhall.toyworld.ToyWorld;
import guildhall.toyworld.Toys;
import guildhall.toyworld.Toys.Word;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What agents get wrong, by mistake or on purpose: each has one clear end, is not paid, and costs
/// the buyer nothing. What throws, hangs, refuses and overruns is in `PaidCallTest`.
@ExtendWith(WorldExtension.class)
class BadAgentTest {

  record Real(double value) {}

  /// Its accessor may be read so often, then it throws.
  record Fickle(String text) {
    static final AtomicInteger READS_LEFT = new AtomicInteger();

    @Override
    public String text() {
      if (READS_LEFT.getAndDecrement() <= 0) {
        throw new IllegalStateException("secret detail");
      }
      return text;
    }
  }

  record Odd(Thread thread) {}

  private static final Capability<Word, Real> MEASURE =
      Capability.of("toy.measure", Word.class, Real.class);
  private static final Capability<Word, Fickle> WAVER =
      Capability.of("toy.waver", Word.class, Fickle.class);

  private static final Word HI = new Word("hi");

  private static <O extends Record> Outcome<O> buyFrom(
      World world, Capability<Word, O> what, Handler<Word, O> how) {
    world.host(Agent.named("bad").sells(what, credits("1"), how));
    Outcome<O> outcome = world.ask(what, HI, credits("5"));
    assertThat(outcome.spent()).isEqualTo(Amount.ZERO);
    assertThat(world.spent()).isEqualTo(Amount.ZERO);
    assertThat(world.balance("bad").isZero()).isTrue();
    world.assertBalanced();
    return outcome;
  }

  private static <O> void assertInvalid(Outcome<O> outcome, String reason) {
    assertThat(outcome)
        .isEqualTo(
            new Outcome.Failed<O>(FailureKind.INVALID_RESULT, "bad: " + reason, Amount.ZERO));
  }

  @Test
  @SuppressWarnings("NullAway") // an agent that breaks its contract is what is tested
  void result_null_isInvalid(World world) {
    assertInvalid(buyFrom(world, Toys.ONCE, (_, _) -> null), "the record is missing");
  }

  @Test
  void result_notANumber_isInvalid(World world) {
    assertInvalid(
        buyFrom(world, MEASURE, (_, _) -> new Real(Double.NaN)), "/value is not a finite number");
  }

  @Test
  void result_tooLarge_isInvalid(World world) {
    assertInvalid(
        buyFrom(world, Toys.ONCE, (_, _) -> new Word("x".repeat(5_000_000))),
        "the result has 5000011 bytes, at most 4194304");
  }

  @Test
  void result_accessorThrowsWhenChecked_isTheAgentsFailure(World world) {
    Fickle.READS_LEFT.set(0);
    assertThat(buyFrom(world, WAVER, (_, _) -> new Fickle("x")))
        .isEqualTo(
            new Outcome.Failed<Fickle>(
                FailureKind.THREW, "bad: the agent's code threw an exception", Amount.ZERO));
  }

  @Test
  void result_accessorThrowsWhenWritten_isInvalid(World world) {
    Fickle.READS_LEFT.set(1);
    assertInvalid(
        buyFrom(world, WAVER, (_, _) -> new Fickle("x")), "the result cannot be written as JSON");
  }

  @Test
  void price_aboveTheCeiling_isTooDear(World world) {
    world.host(Agent.named("dear").sells(Toys.ONCE, credits("5.000001"), (in, _) -> in));

    assertThat(world.ask(Toys.ONCE, HI, credits("5")))
        .isEqualTo(new Outcome.TooDear<Word>(credits("5.000001"), credits("5")));
    assertThat(world.spent()).isEqualTo(Amount.ZERO);
  }

  @Test
  void price_throws_isNoOffer(World world) {
    Pricing<Word> broken =
        _ -> {
          throw new IllegalStateException("secret detail");
        };
    world.host(Agent.named("bad").sells(Toys.ONCE, broken, (in, _) -> in));

    assertThat(world.ask(Toys.ONCE, HI, credits("5")))
        .isEqualTo(
            new Outcome.NoOffer<Word>(
                "of 1 asked none can be taken: bad refused (its price could not be computed)"));
    assertThat(world.spent()).isEqualTo(Amount.ZERO);
  }

  @Test
  void price_moreThanCanBeCounted_isTheAuthorsMistake() {
    assertThatThrownBy(
            () -> Terms.fee(Amount.micros(Long.MAX_VALUE)).withExpensesUpTo(Amount.micros(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("more than can be counted");
  }

  @Test
  void capability_componentWithoutASchema_isRefusedByName() {
    assertThatThrownBy(() -> Capability.of("toy.odd", Word.class, Odd.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("thread");
  }

  @Test
  void host_nameIsTaken_isRefusedAndTheFirstStays(World world) {
    world.host(Agent.named("ann").sells(Toys.ONCE, credits("1"), (in, _) -> in));

    assertThatThrownBy(
            () -> world.host(Agent.named("ann").sells(Toys.ONCE, credits("0.5"), (in, _) -> in)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an agent of that name is hosted: ann");

    assertThat(world.ask(Toys.ONCE, HI, credits("5")).spent()).isEqualTo(credits("1"));
  }

  /// It takes no notice of its interrupt and answers when nobody waits any more.
  @Test
  void answer_afterItsDeadline_isNotPaid(World world) throws Exception {
    CountDownLatch atWork = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    CountDownLatch answered = new CountDownLatch(1);
    world.peer(
        Toys.ONCE,
        credits("1"),
        (in, _) -> {
          atWork.countDown();
          awaitDeafly(go);
          answered.countDown();
          return in;
        });
    var end = world.start(Toys.ONCE, HI, Ask.atMost(credits("5")));
    assertThat(atWork.await(20, TimeUnit.SECONDS)).isTrue();
    world.advance(Duration.ofSeconds(22));
    assertThat(end.get(20, TimeUnit.SECONDS)).isInstanceOf(Outcome.Failed.class);

    go.countDown();

    assertThat(answered.await(20, TimeUnit.SECONDS)).isTrue();
    world.assertBalanced();
    assertThat(world.spent()).isEqualTo(Amount.ZERO);
    assertThat(world.balance("peer-1").isZero()).isTrue();
  }

  private static void awaitDeafly(CountDownLatch go) {
    boolean gone = false;
    while (!gone) {
      try {
        gone = go.await(20, TimeUnit.SECONDS);
      } catch (InterruptedException _) {
        gone = false;
      }
    }
  }

  /// An award that no book has: whoever can send it on the bus gains nothing by it.
  @Test
  void answer_toACallThatWasNeverAwarded_isNotPaid() throws Exception {
    try (var world = ToyWorld.of(Toys.shouter("ann")).ready()) {
      CallEnd[] end = new CallEnd[1];
      var answer =
          world
              .vertx()
              .eventBus()
              .<CallEnd>request(Addresses.calls("local"), new RunCall(invented(), HI, _ -> {}))
              .onSuccess(message -> end[0] = message.body())
              .toCompletionStage()
              .toCompletableFuture();

      assertThat(answer).failsWithin(20, TimeUnit.SECONDS);
      assertThat(end[0]).isNull();
      assertThat(world.balance("ann")).isZero();
      assertThat(world.balance("local")).isEqualTo(1_000_000_000);
      assertThat(world.isSettled()).isTrue();
      String task = world.submit("5", ToyWorld.step("a", "toy.shout", ToyWorld.json(HI)));
      var _ = world.end(task);
      assertThat(world.balance("ann")).as("the book goes on").isEqualTo(950_000);
    }
  }

  private static Awarded invented() {
    return new Awarded(
        "t0/a#0",
        "t0/a",
        0,
        "t0",
        Optional.empty(),
        "toy.shout",
        "ann",
        "ann",
        Id.hash("invented"),
        1_000_000,
        0,
        Long.MAX_VALUE / 2,
        1,
        true,
        new ContentId("ab".repeat(32)),
        List.of(),
        Optional.empty(),
        0);
  }
}
