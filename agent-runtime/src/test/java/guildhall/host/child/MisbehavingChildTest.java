package guildhall.host.child;

import static org.assertj.core.api.Assertions.assertThat;

import guildhall.sdk.Receipt;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whatever a jar's code does, the call is not paid, the next in turn does it, and the process that
/// cannot be trusted any more is replaced.
class MisbehavingChildTest extends ZooTest {

  private static final ChildLimits QUICK =
      new ChildLimits(
          64,
          2,
          64,
          Duration.ofSeconds(10),
          Duration.ofMillis(300),
          100,
          Duration.ofMinutes(10),
          Duration.ZERO);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          exit      | exit status 7
          halt      | exit status 8
          oom       | ran out of memory
          threads   | more threads
          loop      | went on with
          vandal    | a frame of
          mute      | socket was closed
          """)
  void call_thatRuinsItsProcess_costsNobodyAndTheNextProcessServes(String what, String why)
      throws Exception {
    open(QUICK);
    deploy();
    OptionalLong first = status().pid();
    assertSpareDelivers(what);
    awaitEnd(why);
    assertThat(status().pid()).isPresent().isNotEqualTo(first);
    assertThat(done("hello")).isEqualTo("hello there");
    assertThat(world.balance("beast")).isEqualTo(ROYAL);
    assertThat(world.isSettled()).isTrue();
  }

  /// One after the other in one process, which none of it harms.
  @Test
  void call_thatFailsByItself_isNotPaidAndItsProcessGoesOn() throws Exception {
    open(QUICK);
    deploy();
    OptionalLong process = status().pid();
    for (String what :
        new String[] {
          "throw",
          "refuse",
          "nothing",
          "stranger",
          "malformed",
          "huge",
          "huger",
          "late",
          "dear-quote",
          "broken-quote"
        }) {
      assertSpareDelivers(what);
    }
    assertThat(done("noise")).isEqualTo("done");
    assertThat(world.balance("beast")).isEqualTo(ROYAL);
    assertThat(status().pid()).isEqualTo(process);
    assertThat(status().ends()).isZero();
  }

  @Test
  void quote_thatHangs_isNotWaitedForAndEndsTheProcess() throws Exception {
    open(QUICK);
    deploy();
    assertSpareDelivers("loop-quote");
    awaitEnd("went on with a price of beast");
    assertThat(done("hello")).isEqualTo("hello there");
  }

  /// The first answer is the answer; who gives another is not trusted.
  @Test
  void answer_twice_isPaidOnceAndEndsTheProcess() throws Exception {
    open(QUICK);
    deploy();
    assertThat(done("twice")).isEqualTo("first");
    assertThat(world.balance("beast")).isEqualTo(ROYAL);
    awaitEnd("ended a job that it does not have");
    assertThat(world.balance("beast")).isEqualTo(ROYAL);
    assertThat(world.isSettled()).isTrue();
  }

  @Test
  void process_killedInTheMiddle_runnerUpDeliversAndBuyerPaysOnce() throws Exception {
    deploy();
    String task = start("zoo.do", "wait");
    awaitHere(task);
    ProcessHandle child = ProcessHandle.of(status().pid().orElseThrow()).orElseThrow();
    assertThat(child.destroyForcibly()).isTrue();
    assertThat(heard(task)).isEqualTo("wait by spare");
    assertThat(world.balance("beast")).isZero();
    assertThat(world.balance("local")).isEqualTo(FUND - DEAR);
    assertThat(world.isSettled()).isTrue();
    awaitEnd("killed by signal 9");
    assertThat(done("hello")).isEqualTo("hello there");
  }

  /// Two calls in one process: the one that ruins it takes the other with it, unpaid.
  @Test
  void process_endsUnderAnotherCall_thatOneIsNotPaidEither() throws Exception {
    deploy();
    String waiting = start("zoo.do", "wait");
    awaitHere(waiting);
    assertThat(done("exit")).isEqualTo("exit by spare");
    assertThat(heard(waiting)).isEqualTo("wait by spare");
    assertThat(world.balance("beast")).isZero();
    assertThat(world.balance("local")).isEqualTo(FUND - 2 * DEAR);
    assertThat(world.isSettled()).isTrue();
  }

  /// What was bought and delivered on the way stays paid.
  @Test
  void process_endsAfterItHasBought_boughtStaysPaid() throws Exception {
    deploy();
    String task = start("zoo.serve", "buy-exit");
    assertThat(heard(task)).isEqualTo("agent_threw");
    assertThat(world.balance("shouter")).isEqualTo(ROYAL);
    assertThat(world.balance("clerk")).isZero();
    assertThat(world.balance("local")).isEqualTo(FUND - CREDIT);
    Receipt receipt = world.receipt(task);
    assertThat(receipt.total().micros()).isEqualTo(CREDIT);
    assertThat(world.isSettled()).isTrue();
  }

  @Test
  void process_silent_isEnded() throws Exception {
    open(
        new ChildLimits(
            64,
            2,
            64,
            Duration.ofSeconds(3),
            Duration.ofSeconds(2),
            100,
            Duration.ofMinutes(10),
            Duration.ZERO));
    deploy();
    long pid = status().pid().orElseThrow();
    assertThat(new ProcessBuilder("/bin/kill", "-STOP", Long.toString(pid)).start().waitFor())
        .isZero();
    awaitEnd("silent for 3 s");
  }

  @Test
  void process_endsAgainAndAgain_isFrozenUntilUnfrozen() throws Exception {
    open(
        new ChildLimits(
            64,
            2,
            64,
            Duration.ofSeconds(10),
            Duration.ofSeconds(2),
            2,
            Duration.ofMinutes(10),
            Duration.ZERO));
    deploy();
    assertSpareDelivers("exit");
    awaitEnd("exit status 7");
    assertSpareDelivers("halt");
    var _ = await(each -> each.state() == ChildStatus.State.GIVEN_UP);
    assertThat(world.node().agents().isFrozen("beast")).isTrue();
    assertSpareDelivers("hello");
    world.node().unfreeze("beast");
    var _ = await(each -> each.state() == ChildStatus.State.RUNNING);
    assertThat(done("hello")).isEqualTo("hello there");
    assertThat(world.balance("beast")).isEqualTo(ROYAL);
    assertThat(world.isSettled()).isTrue();
  }

  @Test
  void process_givenUp_nextVersionOfTheJarIsFound() throws Exception {
    open(
        new ChildLimits(
            64,
            2,
            64,
            Duration.ofSeconds(10),
            Duration.ofSeconds(2),
            1,
            Duration.ofMinutes(10),
            Duration.ZERO));
    deploy();
    assertSpareDelivers("exit");
    var _ = await(each -> each.state() == ChildStatus.State.GIVEN_UP);
    deploy();
    assertThat(done("hello")).isEqualTo("hello there");
    assertThat(world.node().agents().isFrozen("clerk")).isFalse();
  }

  @Test
  void close_jars_endsTheirProcesses() throws Exception {
    deploy();
    CompletableFuture<ProcessHandle> gone =
        ProcessHandle.of(status().pid().orElseThrow()).orElseThrow().onExit();
    jars().close();
    assertThat(gone.get(20, TimeUnit.SECONDS).isAlive()).isFalse();
  }

  @Test
  void freeze_agentInAChild_itsCallIsCancelledAndNobodyPays() throws Exception {
    deploy();
    String task = start("zoo.do", "wait");
    awaitHere(task);
    world.node().freeze("beast");
    assertThat(heard(task)).isEqualTo("wait by spare");
    assertSpareDelivers("hello");
    world.node().unfreeze("beast");
    assertThat(done("hello")).isEqualTo("hello there");
    assertThat(world.balance("beast")).isEqualTo(ROYAL);
    assertThat(world.balance("local")).isEqualTo(FUND - 2 * DEAR - CREDIT);
    assertThat(status().ends()).isZero();
    assertThat(world.isSettled()).isTrue();
  }
}
