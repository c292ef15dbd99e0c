package guildhall.bench.agents;

import guildhall.bench.report.Report;
import guildhall.book.FileContentStore;
import guildhall.book.FileJournal;
import guildhall.runtime.Guildhall;
import guildhall.sdk.Agent;
import guildhall.sdk.Amount;
import guildhall.sdk.Ask;
import guildhall.sdk.Capability;
import guildhall.sdk.Outcome;
import guildhall.sdk.Terms;
import guildhall.toyworld.ToyWorld;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/// A hundred thousand paid calls that wait at once: each has its order and its award in the book,
/// its two holds in the ledger, a buyer that waits and a handler that waits. The handlers are then
/// let go, and all must be delivered and paid.
final class WaitingPart {

  private static final int CALLS = 100_000;
  private static final double GIB = 1L << 30;
  private static final Duration LONG = Duration.ofHours(1);

  record Ping(int number) {}

  private static final Capability<Ping, Ping> WAIT =
      Capability.of("bench.wait", Ping.class, Ping.class);

  private WaitingPart() {}

  static void run(Report report, Path folder) throws Exception {
    CountDownLatch waiting = new CountDownLatch(CALLS);
    CountDownLatch go = new CountDownLatch(1);
    Agent agent =
        Agent.named("waiter")
            .withCallsAtOnce(2 * CALLS)
            .sells(
                WAIT,
                Terms.fee(Amount.micros(1)).withTime(LONG),
                (in, _) -> {
                  waiting.countDown();
                  go.await();
                  return in;
                });
    try (var world =
        ToyWorld.on(
                FileJournal.open(folder.resolve("book")),
                FileContentStore.open(folder.resolve("content")),
                Map.of(),
                agent)
            .ready()) {
      double empty = AgentsBench.usedBytes();
      List<CompletableFuture<Outcome<Ping>>> all = new ArrayList<>(CALLS);
      for (int i = 0; i < CALLS; i++) {
        all.add(buyer(world.node(), i));
      }
      waiting.await();
      double bytes = AgentsBench.usedBytes() - empty;
      report.atMost("heap of 100,000 paid calls that wait at once", "GiB", 2, bytes / GIB);
      go.countDown();
      for (CompletableFuture<Outcome<Ping>> each : all) {
        if (!(each.get() instanceof Outcome.Delivered<Ping>)) {
          throw new IllegalStateException(each.get().toString());
        }
      }
      report.note(
          "all 100,000 were delivered: the agent has "
              + world.balance("waiter")
              + " micro-credits");
    }
  }

  private static CompletableFuture<Outcome<Ping>> buyer(Guildhall node, int number) {
    CompletableFuture<Outcome<Ping>> end = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            end.complete(
                node.orders()
                    .buy(
                        Guildhall.LOCAL,
                        "wait-" + number,
                        WAIT,
                        new Ping(number),
                        Ask.atMost(Amount.micros(1)).withTime(LONG.multipliedBy(3))));
          } catch (Exception e) {
            end.completeExceptionally(e);
          }
        });
    return end;
  }
}
