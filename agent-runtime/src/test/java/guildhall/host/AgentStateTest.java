package guildhall.host;

import static guildhall.sdk.Amount.credits;
import static guildhall.toyworld.Toys.ONCE;
import static guildhall.toyworld.Toys.ONE_CREDIT;
import static guildhall.toyworld.Toys.SHOUT;
import static guildhall.toyworld.Toys.TITLE;
import static guildhall.toyworld.Toys.seller;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import guildhall.sdk.Agent;
import guildhall.sdk.Ask;
import guildhall.sdk.Call;
import guildhall.sdk.Capability;
import guildhall.sdk.FailureKind;
import guildhall.sdk.Outcome;
import guildhall.sdk.Refusal;
import guildhall.sdk.StateKey;
import guildhall.sdk.Terms;
import guildhall.sdk.schema.Range;
import guildhall.sdk.testkit.World;
import guildhall.sdk.testkit.WorldExtension;
import guildhall.toyworld.Toys.Word;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What agents keep between their calls: when it is written, and who sees it.
@ExtendWith(WorldExtension.class)
final class AgentStateTest {

  record Seen(@Range(min = 0, max = 1000) int times) {}

  record Note(String text) {}

  private static final StateKey<Seen> SEEN = StateKey.of("toy.seen", Seen.class);
  private static final StateKey<Note> NOTE = StateKey.of("toy.note", Note.class);
  private static final Capability<Word, Seen> TALLY =
      Capability.of("toy.tally", Word.class, Seen.class);
  private static final Word HI = new Word("hi");
  private static final Ask ASK = Ask.atMost(credits("5"));

  private static int count(Call call) throws InterruptedException {
    return call.state().update(SEEN, new Seen(0), seen -> new Seen(seen.times() + 1)).times();
  }

  private static Agent counter(String name) {
    return seller(name, SHOUT, (_, call) -> new Word("" + count(call)));
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
  }

  private static <T> T end(CompletableFuture<T> future) throws Exception {
    return future.get(20, TimeUnit.SECONDS);
  }

  private static Note note(int jsonBytes) {
    return new Note("x".repeat(jsonBytes - "{\"text\":\"\"}".length()));
  }

  @Test
  void update_callsOneAfterTheOther_seeWhatTheOneBeforeHasWritten(World world) throws Exception {
    world.host(counter("ann"));
    assertThat(world.state("ann", SEEN)).isEmpty();

    assertThat(world.ask(SHOUT, HI, ASK).orThrow()).isEqualTo(new Word("1"));
    assertThat(world.ask(SHOUT, HI, ASK).orThrow()).isEqualTo(new Word("2"));

    assertThat(world.state("ann", SEEN)).contains(new Seen(2));
  }

  @Test
  void put_sameKeyOfTwoAgents_isAValueEach(World world) throws Exception {
    world.host(counter("ann"));
    world.host(seller("bob", TITLE, (_, call) -> new Word("" + count(call))));

    world.ask(SHOUT, HI, ASK).orThrow();
    world.ask(SHOUT, HI, ASK).orThrow();
    world.ask(TITLE, HI, ASK).orThrow();

    assertThat(world.state("ann", SEEN)).contains(new Seen(2));
    assertThat(world.state("bob", SEEN)).contains(new Seen(1));
  }

  @Test
  void get_afterWritesOfTheSameCall_seesThem(World world) throws Exception {
    world.peer(
        SHOUT,
        credits("1"),
        (in, call) -> {
          call.state().put(NOTE, new Note("first"));
          assertThat(call.state().get(NOTE)).contains(new Note("first"));
          call.state().put(NOTE, new Note("second"));
          assertThat(call.state().get(NOTE)).contains(new Note("second"));
          call.state().remove(NOTE);
          assertThat(call.state().get(NOTE)).isEmpty();
          assertThat(count(call)).isEqualTo(1);
          assertThat(count(call)).isEqualTo(2);
          return in;
        });

    world.ask(SHOUT, HI, ASK).orThrow();

    assertThat(world.state("peer-1", NOTE)).isEmpty();
    assertThat(world.state("peer-1", SEEN)).contains(new Seen(2));
  }

  @Test
  void remove_valueOfACallBefore_isGoneForTheNext(World world) throws Exception {
    world.host(
        Agent.named("ann")
            .sells(SHOUT, ONE_CREDIT, (_, call) -> new Word("" + count(call)))
            .sells(
                TITLE,
                ONE_CREDIT,
                (in, call) -> {
                  call.state().remove(SEEN);
                  return in;
                }));

    world.ask(SHOUT, HI, ASK).orThrow();
    world.ask(TITLE, HI, ASK).orThrow();

    assertThat(world.state("ann", SEEN)).isEmpty();
    assertThat(world.ask(SHOUT, HI, ASK).orThrow()).isEqualTo(new Word("1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"refuse", "throw", "invalid"})
  void put_callIsNotDelivered_isNotWritten(String how, World world) {
    world.host(
        Agent.named("ann")
            .sells(
                TALLY,
                ONE_CREDIT,
                (_, call) -> {
                  int seen = count(call);
                  call.state().put(NOTE, new Note(how));
                  return switch (how) {
                    case "refuse" -> throw new Refusal("not today");
                    case "throw" -> throw new IllegalStateException("broken");
                    default -> new Seen(-seen);
                  };
                }));

    assertThat(world.ask(TALLY, HI, ASK)).isNotInstanceOf(Outcome.Delivered.class);

    assertThat(world.state("ann", SEEN)).isEmpty();
    assertThat(world.state("ann", NOTE)).isEmpty();
  }

  @Test
  void put_callIsLate_isNotWrittenAndTheNextHasItsTurn(World world) throws Exception {
    CountDownLatch atWork = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    world.host(
        seller(
            "ann",
            SHOUT,
            (in, call) -> {
              int seen = count(call);
              if (in.equals(HI)) {
                atWork.countDown();
                never.await();
              }
              return new Word("" + seen);
            }));
    var late = world.start(SHOUT, HI, ASK);
    await(atWork);
    world.advance(Duration.ofSeconds(22));
    assertThat(end(late)).isInstanceOf(Outcome.Failed.class);
    assertThat(world.state("ann", SEEN)).isEmpty();

    assertThat(world.ask(SHOUT, new Word("ho"), ASK).orThrow()).isEqualTo(new Word("1"));
  }

  @Test
  void update_callsAtTheSameTime_takeTurnsAndLoseNothing(World world) throws Exception {
    int calls = 8;
    int each = 25;
    CountDownLatch started = new CountDownLatch(calls);
    world.peer(
        SHOUT,
        credits("1"),
        (in, call) -> {
          started.countDown();
          await(started);
          for (int i = 0; i < each; i++) {
            count(call);
          }
          return in;
        });

    List<CompletableFuture<Outcome<Word>>> ends =
        IntStream.range(0, calls).mapToObj(_ -> world.start(SHOUT, HI, ASK)).toList();
    for (var end : ends) {
      end(end).orThrow();
    }

    assertThat(world.state("peer-1", SEEN)).contains(new Seen(calls * each));
  }

  /// One agent: one call has the state as long as the test wants, one waits for it, one needs none.
  private static Agent threeWays(CountDownLatch hasIt, CountDownLatch mayEnd, CountDownLatch asks) {
    return Agent.named("ann")
        .sells(
            SHOUT,
            Terms.fee(credits("1")).withTime(Duration.ofSeconds(60)),
            (in, call) -> {
              call.state().put(NOTE, new Note("had it"));
              hasIt.countDown();
              mayEnd.await();
              return in;
            })
        .sells(
            TITLE,
            ONE_CREDIT,
            (_, call) -> {
              asks.countDown();
              return new Word("" + count(call));
            })
        .sells(ONCE, ONE_CREDIT, (in, _) -> in);
  }

  @Test
  void state_turnComesNotBeforeTheDeadline_isLateAndWritesNothing(World world) throws Exception {
    CountDownLatch hasIt = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    CountDownLatch asks = new CountDownLatch(1);
    world.host(threeWays(hasIt, mayEnd, asks));
    var first = world.start(SHOUT, HI, ASK);
    await(hasIt);
    var second = world.start(TITLE, HI, ASK);
    await(asks);

    world.advance(Duration.ofSeconds(20));
    assertThat(second).isNotDone();
    world.advance(Duration.ofSeconds(2));

    assertThat(end(second))
        .isInstanceOfSatisfying(
            Outcome.Failed.class, failed -> assertThat(failed.kind()).isEqualTo(FailureKind.LATE));
    mayEnd.countDown();
    assertThat(end(first)).isInstanceOf(Outcome.Delivered.class);
    assertThat(world.state("ann", NOTE)).contains(new Note("had it"));
    assertThat(world.state("ann", SEEN)).isEmpty();
    assertThat(world.ask(TITLE, HI, ASK).orThrow()).isEqualTo(new Word("1"));
  }

  @Test
  void state_notAskedFor_waitsForNobody(World world) throws Exception {
    CountDownLatch hasIt = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    world.host(threeWays(hasIt, mayEnd, new CountDownLatch(1)));
    var first = world.start(SHOUT, HI, ASK);
    await(hasIt);

    assertThat(end(world.start(ONCE, HI, ASK))).isInstanceOf(Outcome.Delivered.class);

    assertThat(first).isNotDone();
    mayEnd.countDown();
    end(first).orThrow();
  }

  @Test
  void put_valueItsSchemaForbids_isRefusedAndChangesNothing(World world) throws Exception {
    world.peer(
        SHOUT,
        credits("1"),
        (in, call) -> {
          count(call);
          assertThatThrownBy(() -> call.state().put(SEEN, new Seen(1001)))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessage("toy.seen: /times is 1001, allowed is 0 to 1000");
          return in;
        });

    world.ask(SHOUT, HI, ASK).orThrow();

    assertThat(world.state("peer-1", SEEN)).contains(new Seen(1));
  }

  @Test
  void put_oneByteTooMuch_isRefusedWithTheNumber(World world) throws Exception {
    world.peer(
        SHOUT,
        credits("1"),
        (in, call) -> {
          call.state().put(NOTE, note(65_536));
          assertThatThrownBy(() -> call.state().put(NOTE, note(65_537)))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessage("toy.note has 65537 bytes of JSON, at most 65536");
          return in;
        });

    world.ask(SHOUT, HI, ASK).orThrow();

    assertThat(world.state("peer-1", NOTE)).contains(note(65_536));
  }

  /// The first call fills the state, the second finds it full.
  @Test
  void put_moreThanAnAgentMayKeep_isRefusedInALaterCallToo(World world) throws Exception {
    world.peer(
        SHOUT,
        credits("1"),
        (in, call) -> {
          for (int i = 0; i < 16; i++) {
            call.state().put(StateKey.of("toy.n" + i, Note.class), note(65_536));
          }
          assertThatThrownBy(() -> call.state().put(NOTE, note(20)))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessage(
                  "with toy.note, peer-1 would keep 1048596 bytes of JSON, at most 1048576");
          return in;
        });

    world.ask(SHOUT, HI, ASK).orThrow();
    world.ask(SHOUT, HI, ASK).orThrow();
  }

  @Test
  void put_oneKeyTooMany_isRefusedUntilOneIsRemoved(World world) throws Exception {
    world.peer(
        SHOUT,
        credits("1"),
        (in, call) -> {
          for (int i = 0; i < 256; i++) {
            call.state().put(StateKey.of("toy.n" + i, Seen.class), new Seen(i));
          }
          assertThatThrownBy(() -> call.state().put(NOTE, new Note("")))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessage("toy.note would be value 257 of peer-1, at most 256");
          call.state().remove(StateKey.of("toy.n7", Seen.class));
          call.state().put(NOTE, new Note(""));
          return in;
        });

    world.ask(SHOUT, HI, ASK).orThrow();

    assertThat(world.state("peer-1", NOTE)).contains(new Note(""));
    assertThat(world.state("peer-1", StateKey.of("toy.n7", Seen.class))).isEmpty();
    assertThat(world.state("peer-1", StateKey.of("toy.n255", Seen.class))).contains(new Seen(255));
  }

  @Test
  void get_underAnotherRecord_saysThatItDoesNotFit(World world) throws Exception {
    StateKey<Note> other = StateKey.of(SEEN.name(), Note.class);
    world.host(counter("ann"));
    world.ask(SHOUT, HI, ASK).orThrow();

    assertThatThrownBy(() -> world.state("ann", other))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "what ann keeps under toy.seen is no Note: /text is missing or of the wrong type");
  }
}
