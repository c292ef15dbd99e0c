package guildhall.bench;

import guildhall.bench.ledger.RawFile;
import guildhall.bench.report.Report;
import guildhall.book.FileContentStore;
import guildhall.book.FileJournal;
import guildhall.json.RecordJson;
import guildhall.sdk.Agent;
import guildhall.sdk.Amount;
import guildhall.sdk.Ask;
import guildhall.sdk.Call;
import guildhall.sdk.Capability;
import guildhall.sdk.Terms;
import guildhall.toyworld.ToyWorld;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.HdrHistogram.ConcurrentHistogram;

/// Durable paid calls, end to end: call for proposals, score, award with its hold, handler on a
/// virtual thread, settlement, answer, each call under the caller's own hold, on a file journal
/// with its syncs.
///
/// Baseline in the same round: a raw event-bus request to a consumer that starts a virtual thread,
/// awaits a future there and replies, with the same number of callers. The time of one call, with
/// nothing else going on, is held against the write and sync of a kibibyte in the same round. `mvn
/// -q -Pbench -Dbench=calls`.
final class CallsBench implements Bench.Benchmark {

  private static final int ROUNDS = 5;
  private static final int WARM_UPS = 8;
  private static final int CALLS = 8192;
  private static final int MOST_CALLERS = 512;

  /// One caller last: what it waits for is then compiled code.
  private static final int[] CALLERS = {48, MOST_CALLERS, 1};

  private static final long RAW_BYTES = 8 << 20;
  private static final long SYNC_NANOS = 200_000_000;

  record Job(int round, int callers, int calls) {}

  /// @param p50Micros of one call
  record Rate(double perSecond, double p50Micros) {}

  record Ping(int number) {}

  private static final Capability<Ping, Ping> PING =
      Capability.of("bench.ping", Ping.class, Ping.class).repeatable();
  private static final Capability<Job, Rate> DRIVE =
      Capability.of("bench.drive", Job.class, Rate.class).repeatable();

  private interface One {
    void call(int number) throws Exception;
  }

  @Override
  public void run(Report report, Path folderOfAll) throws Exception {
    Files.createDirectories(folderOfAll);
    Path folder = Files.createTempDirectory(folderOfAll, "calls");
    Agent pinger =
        Agent.named("pinger")
            .withCallsAtOnce(1024)
            .sells(PING, Terms.fee(Amount.micros(100)), (in, _) -> in);
    Agent driver =
        Agent.named("driver")
            .sells(
                DRIVE,
                Terms.fee(Amount.ZERO)
                    .withExpensesUpTo(Amount.credits("10"))
                    .withTime(Duration.ofSeconds(25)),
                CallsBench::drive);
    try (var world =
            ToyWorld.on(
                    FileJournal.open(folder.resolve("book")),
                    FileContentStore.open(folder.resolve("content")),
                    Map.of(),
                    pinger,
                    driver)
                .ready();
        RawFile disk = RawFile.make(folder.resolve("raw"), RAW_BYTES)) {
      for (int callers : CALLERS) {
        int calls = callers == 1 ? CALLS / 8 : CALLS;
        double[] ours = new double[ROUNDS];
        double[] bare = new double[ROUNDS];
        double[] p50 = new double[ROUNDS];
        double[] sync = new double[ROUNDS];
        for (int round = -WARM_UPS; round < ROUNDS; round++) {
          Rate raw = raw(world.vertx(), callers, calls);
          double synced = disk.blocks(1024, SYNC_NANOS).getValueAtPercentile(50) / 1e3;
          Rate paid = paid(world, new Job(round + WARM_UPS, callers, calls));
          if (round >= 0) {
            ours[round] = paid.perSecond();
            bare[round] = raw.perSecond();
            p50[round] = paid.p50Micros();
            sync[round] = synced;
          }
        }
        report.ratio(
            "durable paid calls, " + callers + " callers, against a raw bus request",
            "1/s",
            ours,
            bare,
            callers == MOST_CALLERS ? Optional.of(0.25) : Optional.empty());
        if (callers == 1) {
          report.ratioAtMost("p50 of one paid call, in syncs of the disk", "us", p50, sync, 3);
        }
      }
    }
  }

  private static Rate paid(ToyWorld world, Job job) throws Exception {
    String task = world.submit("20", ToyWorld.step("drive", "bench.drive", ToyWorld.json(job)));
    var end = world.end(task);
    if (end.result().isEmpty()) {
      throw new IllegalStateException(end.code() + ": " + end.reason());
    }
    byte[] result = world.node().contents().get(end.result().get()).orElseThrow();
    return RecordJson.read(result, Rate.class);
  }

  private static Rate drive(Job job, Call call) {
    return rate(
        job.callers(),
        job.calls(),
        number ->
            call.ask(
                    PING,
                    new Ping(number + job.round() * CALLS),
                    Ask.atMost(Amount.micros(1000)).withTime(Duration.ofSeconds(50)))
                .orThrow());
  }

  private static Rate raw(Vertx vertx, int callers, int calls) {
    var consumer =
        vertx
            .eventBus()
            .<Integer>localConsumer(
                "bench.raw",
                message ->
                    Thread.ofVirtual()
                        .start(() -> {
                          CompletableFuture<Integer> future = new CompletableFuture<>();
                          vertx.runOnContext(_ -> future.complete(message.body()));
                          message.reply(future.join());
                        }));
    Rate rate =
        rate(
            callers,
            calls,
            number ->
                vertx
                    .eventBus()
                    .<Integer>request("bench.raw", number)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get());
    consumer.unregister().toCompletionStage().toCompletableFuture().join();
    return rate;
  }

  /// Calls of so many callers that each wait for their answer.
  private static Rate rate(int callers, int calls, One one) {
    ConcurrentHistogram nanos = new ConcurrentHistogram(3);
    long start = System.nanoTime();
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (int caller = 0; caller < callers; caller++) {
      int first = caller;
      CompletableFuture<Void> done = new CompletableFuture<>();
      all.add(done);
      Thread.ofVirtual()
          .start(() -> {
            try {
              for (int number = first; number < calls; number += callers) {
                long begun = System.nanoTime();
                one.call(number);
                nanos.recordValue(System.nanoTime() - begun);
              }
              done.complete(null);
            } catch (Exception e) {
              done.completeExceptionally(e);
            }
          });
    }
    try {
      CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("a caller failed", e);
    }
    double perSecond = calls * 1e9 / (System.nanoTime() - start);
    return new Rate(perSecond, nanos.getValueAtPercentile(50) / 1e3);
  }
}
