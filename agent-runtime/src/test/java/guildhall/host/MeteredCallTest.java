package guildhall.host;

import static guildhall.sdk.Amount.credits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import guildhall.sdk.Agent;
import guildhall.sdk.Amount;
import guildhall.sdk.Ask;
import guildhall.sdk.Capability;
import guildhall.sdk.FailureKind;
import guildhall.sdk.FanOut;
import guildhall.sdk.FanOut.Branch;
import guildhall.sdk.Handler;
import guildhall.sdk.Outcome;
import guildhall.sdk.Outcome.Delivered;
import guildhall.sdk.Pricing;
import guildhall.sdk.Receipt;
import guildhall.sdk.Refusal;
import guildhall.sdk.Terms;
import guildhall.sdk.testkit.World;
import guildhall.sdk.testkit.WorldExtension;
import guildhall.toyworld.Toys;
import guildhall.toyworld.Toys.Word;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Text that is heard while the call is at work: each character is paid once it may be heard, and
/// stays paid however the call ends.
@ExtendWith(WorldExtension.class)
class MeteredCallTest {

  private static final Capability<Word, Word> TELL =
      Capability.of("toy.tell", Word.class, Word.class).metered();

  /// 0.1 credits for a thousand characters: 100 micro-credits for each.
  private static final Terms TERMS = Terms.metered(credits("0.1"), credits("1"));

  private static final Word HI = new Word("hi");

  private final Heard heard = new Heard();

  private static Agent teller(Handler<Word, Word> how) {
    return Agent.named("teller").sells(TELL, TERMS, how);
  }

  private static Agent telling(String name, Terms terms, Handler<Word, Word> how) {
    return Agent.named(name).sells(TELL, terms, how);
  }

  private Ask ask() {
    return Ask.atMost(credits("5")).hearing(heard);
  }

  private static Amount micros(long micros) {
    return Amount.micros(micros);
  }

  private static void awaitLatch(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void emit_thenDelivers_isHeardInOrderAndPaidByItsLength(World world) {
    world.host(
        teller((in, call) -> {
          for (int i = 0; i < 250; i++) {
            call.emit("word-%04d ".formatted(i));
          }
          return new Word("done");
        }));

    Outcome<Word> outcome = world.ask(TELL, HI, ask());

    assertThat(heard.text()).hasSize(2500).startsWith("word-0000 word-0001 ").endsWith("0249 ");
    assertThat(outcome.spent()).isEqualTo(micros(250_000));
    assertThat(world.spent()).isEqualTo(micros(250_000));
    Receipt receipt = world.receipt(((Delivered<Word>) outcome).receipt());
    assertThat(receipt.fee()).isEqualTo(micros(250_000));
    assertThat(receipt.lines()).extracting(Receipt.Line::role).containsExactly("platform", "agent");
    assertThat(world.balance("teller").plus(world.balance("@platform"))).isEqualTo(micros(250_000));
  }

  @Test
  void emit_charactersBeyondTheBasicPlane_countOnceEach(World world) {
    world.host(
        teller((in, call) -> {
          call.emit("\ud83c\udfbb\ud83c\udfbb\ud83c");
          call.emit("");
          return in;
        }));

    assertThat(world.ask(TELL, HI, ask()).spent()).isEqualTo(micros(300));
    assertThat(heard.text()).isEqualTo("\ud83c\udfbb\ud83c\udfbb?");
  }

  @Test
  void emit_moreThanTheCeilingCovers_costsTheCeiling(World world) {
    world.host(
        teller((in, call) -> {
          for (int i = 0; i < 12; i++) {
            call.emit("x".repeat(1000));
          }
          return in;
        }));

    assertThat(world.ask(TELL, HI, ask()).spent()).isEqualTo(credits("1"));
    assertThat(heard.text()).hasSize(12_000);
  }

  @Test
  void emit_nothing_costsNothing(World world) {
    world.host(teller((in, _) -> in));

    Outcome<Word> outcome = world.ask(TELL, HI, ask());

    assertThat(outcome).isInstanceOf(Delivered.class);
    assertThat(world.spent()).isEqualTo(Amount.ZERO);
  }

  @Test
  void agent_throwsAfterEmitting_isPaidForWhatItEmittedAndNoMore(World world) {
    world.host(
        telling(
            "teller",
            Terms.metered(micros(333), credits("1")),
            (_, call) -> {
              call.emit("x".repeat(2500));
              throw new IllegalStateException("broken");
            }));

    Outcome<Word> outcome = world.ask(TELL, HI, ask());

    assertThat(outcome)
        .isEqualTo(
            new Outcome.Failed<Word>(
                FailureKind.THREW, "teller: the agent's code threw an exception", micros(832)));
    assertThat(heard.text()).hasSize(2500);
    assertThat(world.spent()).isEqualTo(micros(832)); // 2500 * 333 / 1000 is 832.5
  }

  @Test
  void agent_failsAfterEmitting_isSunkCostAndTheRunnerUpIsTriedWithTheRest(World world) {
    world
        .host(
            telling(
                "bad",
                TERMS.withQuality(1000),
                (_, call) -> {
                  call.emit("x".repeat(2500));
                  throw new Refusal("had enough");
                }))
        .host(
            telling(
                "good",
                TERMS.withQuality(500),
                (in, call) -> {
                  call.emit("y".repeat(100));
                  return in;
                }));

    Outcome<Word> outcome = world.ask(TELL, HI, ask());

    assertThat(outcome).isInstanceOf(Delivered.class);
    assertThat(outcome.spent()).isEqualTo(micros(260_000));
    assertThat(world.spent()).isEqualTo(micros(260_000));
    assertThat(world.balance("good")).isEqualTo(micros(9_500));
  }

  @Test
  void agent_failsAfterEmitting_runnerUpThatTheRestCannotPayIsNotTried(World world) {
    world
        .host(
            telling(
                "bad",
                TERMS.withQuality(1000),
                (_, call) -> {
                  call.emit("x");
                  throw new Refusal("had enough");
                }))
        .host(telling("good", TERMS.withQuality(500), (in, _) -> in));

    Outcome<Word> outcome = world.ask(TELL, HI, Ask.atMost(credits("1")).hearing(heard));

    assertThat(outcome).isEqualTo(new Outcome.Refused<Word>("bad: had enough", micros(100)));
    assertThat(world.spent()).isEqualTo(micros(100));
    assertThat(world.balance("good").isZero()).isTrue();
  }

  @Test
  void agent_isLateWhileEmitting_isPaidForWhatWasHeard(World world) throws Exception {
    CountDownLatch interrupted = new CountDownLatch(1);
    world.host(
        teller((in, call) -> {
          call.emit("x".repeat(700));
          try {
            new CountDownLatch(1).await();
          } finally {
            interrupted.countDown();
          }
          return in;
        }));
    var end = world.start(TELL, HI, ask());
    heard.await(700);

    world.advance(Duration.ofSeconds(22));

    assertThat(end.get(20, TimeUnit.SECONDS).spent()).isEqualTo(micros(70_000));
    awaitLatch(interrupted);
    assertThat(world.spent()).isEqualTo(micros(70_000));
    world.assertBalanced();
  }

  @Test
  void branch_isCancelledWhileEmitting_isPaidForWhatWasHeard(World world) {
    AtomicReference<Outcome<Word>> cancelled = new AtomicReference<>();
    world
        .host(
            teller((in, call) -> {
              call.emit("x".repeat(300));
              new CountDownLatch(1).await();
              return in;
            }))
        .peer(
            Toys.ONCE,
            credits("0.5"),
            (in, _) -> {
              heard.await(300);
              return in;
            })
        .host(
            Agent.named("buyer")
                .sells(
                    Toys.TITLE,
                    Terms.fee(Amount.ZERO).withExpensesUpTo(credits("4")),
                    (in, call) -> {
                      var outcomes =
                          call.ask(
                              FanOut.first(
                                  List.of(
                                      new Branch<>(TELL, in, ask()),
                                      new Branch<>(Toys.ONCE, in, Ask.atMost(credits("1"))))));
                      cancelled.set(outcomes.all().getFirst());
                      return in;
                    }));

    Outcome<Word> outcome = world.ask(Toys.TITLE, HI, credits("5"));

    assertThat(cancelled.get()).isEqualTo(new Outcome.Cancelled<Word>(micros(30_000)));
    assertThat(outcome.spent()).isEqualTo(micros(530_000));
    assertThat(world.spent()).isEqualTo(micros(530_000));
  }

  @Test
  void emit_onAFixedCapability_isTheAgentsFailureAndCostsNothing(World world) {
    world.peer(
        Toys.ONCE,
        credits("1"),
        (in, call) -> {
          assertThatThrownBy(() -> call.emit("x"))
              .isInstanceOf(IllegalStateException.class)
              .hasMessageContaining("toy.once is not metered");
          call.emit("x");
          return in;
        });

    assertThat(world.ask(Toys.ONCE, HI, ask())).isInstanceOf(Outcome.Failed.class);
    assertThat(heard.text()).isEmpty();
    assertThat(world.spent()).isEqualTo(Amount.ZERO);
  }

  @Test
  void emit_tooLongAPiece_isTheAgentsMistake(World world) {
    world.host(
        teller((in, call) -> {
          assertThatThrownBy(() -> call.emit("x".repeat(16_385)))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining("16385");
          for (int i = 0; i < 62; i++) {
            call.emit("y".repeat(16_129)); // 999,998 in all
          }
          assertThatThrownBy(() -> call.emit("123"))
              .isInstanceOf(IllegalStateException.class)
              .hasMessageContaining("1000000");
          return in;
        }));

    assertThat(world.ask(TELL, HI, ask())).isInstanceOf(Delivered.class);
    assertThat(world.spent()).isEqualTo(credits("1"));
  }

  @Test
  void listener_throws_hearsNoMoreAndHurtsNobody(World world) {
    world.host(
        teller((in, call) -> {
          call.emit("x".repeat(100));
          return in;
        }));

    Outcome<Word> outcome =
        world.ask(
            TELL,
            HI,
            Ask.atMost(credits("5"))
                .hearing(_ -> {
                  throw new IllegalStateException("deaf");
                }));

    assertThat(outcome.spent()).isEqualTo(micros(10_000));
    assertThat(world.balance("teller")).isEqualTo(micros(9_500));
  }

  @Test
  void listener_neverComesBack_holdsUpNeitherTheAgentNorTheOutcome(World world) {
    CountDownLatch emittedAll = new CountDownLatch(1);
    CountDownLatch mayHear = new CountDownLatch(1);
    world.host(
        teller((in, call) -> {
          for (int i = 0; i < 60; i++) {
            call.emit("y".repeat(10_000));
          }
          emittedAll.countDown();
          return in;
        }));

    Outcome<Word> outcome =
        world.ask(
            TELL,
            HI,
            Ask.atMost(credits("5"))
                .hearing(_ -> {
                  try {
                    mayHear.await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                }));

    assertThat(outcome).isInstanceOf(Delivered.class);
    assertThat(emittedAll.getCount()).isZero();
    assertThat(world.spent()).isEqualTo(credits("1"));
    mayHear.countDown();
  }

  @Test
  void sells_termsThatDoNotFitTheCapability_isRefused() {
    assertThatThrownBy(() -> Agent.named("a").sells(TELL, credits("1"), (in, _) -> in))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a sells toy.tell, which is METERED, under FIXED terms");
    assertThatThrownBy(() -> Agent.named("a").sells(Toys.ONCE, TERMS, (in, _) -> in))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void quote_thatDoesNotFitTheCapability_isNoOffer(World world) {
    Pricing<Word> fixed = _ -> Terms.fee(credits("1"));
    world.host(Agent.named("a").sells(TELL, fixed, (in, _) -> in));

    assertThat(world.ask(TELL, HI, ask()))
        .isEqualTo(
            new Outcome.NoOffer<Word>(
                "of 1 asked none can be taken: a refused (asked a FIXED price for what is"
                    + " METERED)"));
    assertThat(world.spent()).isEqualTo(Amount.ZERO);
  }
}
