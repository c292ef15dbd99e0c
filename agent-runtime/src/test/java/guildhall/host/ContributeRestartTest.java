package guildhall.host;

import static guildhall.toyworld.ToyWorld.json;
import static guildhall.toyworld.ToyWorld.step;
import static guildhall.toyworld.Toys.ONE_CREDIT;
import static guildhall.toyworld.Toys.SHOUT;
import static org.assertj.core.api.Assertions.assertThat;

import guildhall.book.MemoryContentStore;
import guildhall.book.MemoryJournal;
import guildhall.datanet.Charter;
import guildhall.datanet.CurationStatus;
import guildhall.datanet.Datanets.Registered;
import guildhall.datanet.admission.Declaration;
import guildhall.datanet.admission.ItemType;
import guildhall.datanet.admission.Offering;
import guildhall.datanet.admission.Texts;
import guildhall.sdk.Agent;
import guildhall.sdk.Contributed;
import guildhall.sdk.Contribution;
import guildhall.task.TaskState;
import guildhall.toyworld.CrashJournal;
import guildhall.toyworld.ToyWorld;
import guildhall.toyworld.Toys.Word;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/// A call that contributes and is cut off: by a crash before what it contributes is in the book, by
/// one right after, and by whoever wants it no more while it waits.
class ContributeRestartTest {

  private static final String NET = "wine-facts";
  private static final long FUND = 1_000_000_000;
  private static final int OFFERED = 63; // in Facts

  private final MemoryJournal journal = new MemoryJournal();
  private final MemoryContentStore contents = new MemoryContentStore();
  private final CrashJournal crashing = new CrashJournal(journal);
  private final Queue<Contributed> said = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean firstLife = new AtomicBoolean(true);

  private static Contribution text() {
    return Contribution.of(Texts.made(new Random(1), 60), "CC0-1.0").withConsent();
  }

  /// Owned by Olga.
  private Agent scribe(Runnable before, Runnable after) {
    return Agent.named("scribe")
        .ownedBy("olga")
        .sells(
            SHOUT,
            ONE_CREDIT,
            (in, call) -> {
              before.run();
              said.add(call.contribute(NET, text()));
              after.run();
              return in;
            });
  }

  private static ToyWorld charter(ToyWorld world) {
    Charter charter =
        new Charter(
            "What is drunk where.",
            Charter.Rules.of(ItemType.TEXT, "CC0-1.0"),
            0,
            true,
            Charter.Review.NONE,
            Optional.empty());
    CurationStatus status =
        world.node().book().await(world.node().curating().curation().charter(NET, "oda", charter));
    assertThat(status.ok()).isTrue();
    return world;
  }

  private void twoLives(Agent agent) throws Exception {
    String task;
    try (ToyWorld world = charter(ToyWorld.on(crashing, contents, Map.of(), agent).ready())) {
      task = world.submit("2", step("a", "toy.shout", json(new Word("x"))));
      assertThat(crashing.crashed().get(20, TimeUnit.SECONDS)).isTrue();
    }
    firstLife.set(false);
    try (ToyWorld world = ToyWorld.on(journal, contents, Map.of(), agent).ready()) {
      assertThat(world.end(task).state()).isEqualTo(TaskState.COMPLETED);
      assertThat(world.isSettled()).isTrue();
      assertThat(world.balance("local")).isEqualTo(FUND - 1_000_000);
      assertThat(world.balance("olga")).isEqualTo(950_000);
      assertThat(registered(world))
          .as("%s", said)
          .singleElement()
          .satisfies(it -> {
            assertThat(it.contributor()).isEqualTo("olga");
            assertThat(it.accepted()).isTrue();
          });
    }
  }

  private static List<Registered> registered(ToyWorld world) {
    return world.node().book().await(_ -> world.node().state().datanets().registered());
  }

  @Test
  void contribute_crashBeforeItIsInTheBook_isTakenByTheNextRun() throws Exception {
    twoLives(
        scribe(
            () -> {
              if (firstLife.get()) {
                crashing.crashBefore(OFFERED);
              }
            },
            () -> {}));
    assertThat(said).singleElement().isInstanceOf(Contributed.Accepted.class);
  }

  @Test
  void contribute_crashRightAfter_isThereInTheNextRun() throws Exception {
    twoLives(
        scribe(
            () -> {},
            () -> {
              if (firstLife.get()) {
                crashing.crashAfter(0);
              }
            }));
    String id = said.element().id();
    assertThat(said).containsExactly(new Contributed.Accepted(id), new Contributed.There(id));
  }

  /// Somebody else's offering does not come to its end.
  @Test
  void contribute_waitsForOthersAndIsCancelled_isInterruptedAndTakesNothing() throws Exception {
    CountDownLatch read = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    CountDownLatch asks = new CountDownLatch(1);
    CompletableFuture<String> thrown = new CompletableFuture<>();
    Agent agent =
        Agent.named("scribe")
            .sells(
                SHOUT,
                ONE_CREDIT,
                (in, call) -> {
                  asks.countDown();
                  try {
                    thrown.complete(call.contribute(NET, text()).sentence());
                  } catch (InterruptedException e) {
                    thrown.complete("interrupted " + call.cancelled());
                    throw e;
                  }
                  return in;
                });
    try (ToyWorld world = charter(ToyWorld.on(journal, contents, Map.of(), agent).ready())) {
      Thread other = Thread.ofVirtual().start(() -> offer(world, read, end));
      assertThat(read.await(20, TimeUnit.SECONDS)).isTrue();
      String task = world.submit("2", step("a", "toy.shout", json(new Word("x"))));
      assertThat(asks.await(20, TimeUnit.SECONDS)).isTrue();
      world.node().tasks().cancel(task, "local");

      assertThat(thrown.get(20, TimeUnit.SECONDS)).isEqualTo("interrupted true");
      end.countDown();
      other.join();
      assertThat(registered(world)).isEmpty();
      assertThat(world.balance("local")).isEqualTo(FUND);
    }
  }

  private static void offer(ToyWorld world, CountDownLatch read, CountDownLatch end) {
    InputStream stuck =
        new InputStream() {
          @Override
          public int read() throws IOException {
            read.countDown();
            try {
              end.await();
            } catch (InterruptedException e) {
              throw new IOException(e);
            }
            return -1;
          }

          @Override
          public int read(byte[] into, int from, int most) throws IOException {
            return read();
          }
        };
    try {
      var _ =
          world
              .node()
              .curating()
              .desk()
              .contribute(
                  NET,
                  "eve",
                  "item",
                  new Offering.Text("a", stuck),
                  new Declaration(Optional.of("CC0-1.0"), true));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
