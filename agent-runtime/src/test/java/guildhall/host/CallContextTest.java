package guildhall.host;

import static guildhall.sdk.Amount.credits;
import static guildhall.toyworld.ToyWorld.json;
import static guildhall.toyworld.ToyWorld.step;
import static guildhall.toyworld.Toys.ONCE;
import static guildhall.toyworld.Toys.SHOUT;
import static guildhall.toyworld.Toys.seller;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import guildhall.sdk.Ask;
import guildhall.sdk.Call;
import guildhall.sdk.Outcome;
import guildhall.sdk.testkit.World;
import guildhall.sdk.testkit.WorldExtension;
import guildhall.task.TaskState;
import guildhall.toyworld.ToyWorld;
import guildhall.toyworld.Toys.Word;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

/// What a handler is told of its own call, and what it can say of it.
@ExtendWith(WorldExtension.class)
class CallContextTest {

  private final CountDownLatch spinning = new CountDownLatch(1);
  private final CountDownLatch sawIt = new CountDownLatch(1);

  private static void awaitLatch(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
  }

  /// Computes without looking at its interrupt, and waits for that only when it has seen the
  /// signal.
  private Word spin(Word in, Call call) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!call.cancelled() && System.nanoTime() < deadline) {
      spinning.countDown();
      Thread.onSpinWait();
    }
    if (call.cancelled()) {
      sawIt.countDown();
      new CountDownLatch(1).await();
    }
    return in;
  }

  @Test
  void cancelled_deadlinePasses_isSeenByASpinningHandler(World world) throws Exception {
    world.peer(ONCE, credits("1"), this::spin);
    var end = world.start(ONCE, new Word("x"), Ask.atMost(credits("5")));
    awaitLatch(spinning);
    assertThat(sawIt.getCount()).isEqualTo(1);

    world.advance(Duration.ofSeconds(22));

    awaitLatch(sawIt);
    assertThat(end.get(20, TimeUnit.SECONDS)).isInstanceOf(Outcome.Failed.class);
    assertThat(world.balance("peer-1").isZero()).isTrue();
    assertThat(world.spent().isZero()).isTrue();
  }

  @Test
  void cancelled_taskIsCancelled_isSeenByASpinningHandler() throws Exception {
    try (var world = ToyWorld.of(seller("spinner", SHOUT, this::spin)).ready()) {
      String task = world.submit("5", step("a", "toy.shout", json(new Word("hey"))));
      awaitLatch(spinning);
      world.node().tasks().cancel(task, "local");

      awaitLatch(sawIt);
      assertThat(world.end(task).state()).isEqualTo(TaskState.CANCELED);
      assertThat(world.balance("spinner")).isZero();
      assertThat(world.isSettled()).isTrue();
    }
  }

  @Test
  void log_longLineWithBreaks_isOneShortLineUnderAgentAndCall(World world) {
    Logger logger = (Logger) LoggerFactory.getLogger("guildhall.agent");
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    logger.addAppender(lines);
    try {
      world.peer(
          ONCE,
          credits("1"),
          (in, call) -> {
            call.log("one\ntwo\u2028" + "x".repeat(2000));
            return in;
          });
      assertThat(world.ask(ONCE, new Word("x"), credits("5")))
          .isInstanceOf(Outcome.Delivered.class);
    } finally {
      var _ = logger.detachAppender(lines);
    }
    List<ILoggingEvent> own =
        lines.list.stream()
            .filter(event -> event.getFormattedMessage().contains("one two x"))
            .toList();
    assertThat(own).hasSize(1);
    assertThat(own.getFirst().getFormattedMessage())
        .startsWith("peer-1 at order:order-1/it#0: one two xx")
        .hasSizeBetween(1000, 1040)
        .endsWith("x…");
    assertThat(own.getFirst().getMDCPropertyMap())
        .isEqualTo(Map.of("agent", "peer-1", "call", "order:order-1/it#0"));
    assertThat(world.spent()).isEqualTo(credits("1"));
  }
}
