package guildhall.bench.agents;

import guildhall.bench.report.Report;
import guildhall.book.ContentId;
import guildhall.book.FileContentStore;
import guildhall.book.FileJournal;
import guildhall.host.CallEnd;
import guildhall.host.RunCall;
import guildhall.ledger.Id;
import guildhall.ledger.Operation.Hold;
import guildhall.runtime.Guildhall;
import guildhall.sdk.Activation;
import guildhall.sdk.Agent;
import guildhall.sdk.Amount;
import guildhall.sdk.Capability;
import guildhall.sdk.Pricing;
import guildhall.sdk.Terms;
import guildhall.settlement.Settlement;
import guildhall.settlement.SettlementFact.Awarded;
import guildhall.toyworld.ToyWorld;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/// From the moment an awarded call is handed to its host to the first line of the handler: of
/// agents that have never had a call, whose handlers are made then, and of the same agents again.
/// Each is awarded, held and settled in the book as any other.
///
/// Baselines in the same run: allocating what an active agent is made of, and from nothing to the
/// first line of a message's handler in a Vert.x verticle on virtual threads, which has to be
/// deployed first. One at a time, one round after the other.
final class ActivationPart {

  private static final int ROUNDS = 5;
  private static final int AGENTS = 400;
  private static final int ALLOCATIONS = 100_000;

  record Ping(int number) {}

  private ActivationPart() {}

  static void run(Report report, Path folder) throws Exception {
    double[] cold = new double[ROUNDS];
    double[] warm = new double[ROUNDS];
    double[] verticle = new double[ROUNDS];
    double[] object = new double[ROUNDS];
    AtomicLong sent = new AtomicLong();
    Histogram arrivals = new Histogram(3);
    try (var world =
        ToyWorld.on(
                FileJournal.open(folder.resolve("book")),
                FileContentStore.open(folder.resolve("content")),
                Map.of())
            .ready()) {
      for (int round = -2; round < ROUNDS; round++) {
        List<Capability<Ping, Ping>> sold = host(world, round, sent, arrivals);
        double first = calls(world, sold, "first", sent, arrivals);
        double again = calls(world, sold, "again", sent, arrivals);
        double deployed = verticles(world.vertx());
        double allocated = allocations();
        if (round >= 0) {
          cold[round] = first;
          warm[round] = again;
          verticle[round] = deployed;
          object[round] = allocated;
        }
      }
    }
    report.atMost("p50 of a cold agent's activation, host to handler", "us", 100, cold);
    report.ratio(
        "the same against the same agents when they are active",
        "us",
        cold,
        warm,
        Optional.empty());
    report.ratio(
        "the same against deploying a verticle and messaging it",
        "us",
        cold,
        verticle,
        Optional.empty());
    report.figure("p50 of allocating what an active agent is made of", "us", object);
  }

  /// Each sells a capability of its own, so that every buyer knows whom it activates.
  private static List<Capability<Ping, Ping>> host(
      ToyWorld world, int round, AtomicLong sent, Histogram arrivals) {
    List<Capability<Ping, Ping>> sold = new ArrayList<>();
    List<Agent> agents = new ArrayList<>();
    Terms terms = Terms.fee(Amount.micros(1));
    for (int i = 0; i < AGENTS; i++) {
      String number = "%d-%d".formatted(round + 2, i);
      Capability<Ping, Ping> capability =
          Capability.of("bench.cold-" + number, Ping.class, Ping.class);
      Activation<Ping, Ping> activation =
          () ->
              (in, _) -> {
                arrivals.recordValue(System.nanoTime() - sent.get());
                return in;
              };
      sold.add(capability);
      agents.add(
          Agent.named("cold-" + number)
              .ownedBy("owner")
              .sells(capability, Pricing.standing(terms), activation));
    }
    world.node().host(agents);
    return sold;
  }

  private static double calls(
      ToyWorld world,
      List<Capability<Ping, Ping>> sold,
      String order,
      AtomicLong sent,
      Histogram arrivals)
      throws Exception {
    arrivals.reset();
    for (Capability<Ping, Ping> each : sold) {
      Awarded award = award(world.node(), each, order);
      sent.set(System.nanoTime());
      CallEnd end = world.node().agents().run(new RunCall(award, new Ping(1), _ -> {})).get();
      if (!(end instanceof CallEnd.Delivered)) {
        throw new IllegalStateException(end.toString());
      }
    }
    return arrivals.getValueAtPercentile(50) / 1e3;
  }

  /// A call of a task of its own, under a hold of the task's payer.
  private static Awarded award(Guildhall node, Capability<Ping, Ping> what, String order) {
    String task = "order:" + what.name() + "-" + order; // no task has to be in the book
    String request = task + "/it";
    return node.book()
        .await(draft -> {
          long now = draft.timeMicros();
          long deadline = now + TimeUnit.MINUTES.toMicros(1);
          Id hold = Id.at(now, "bench", request);
          node.state()
              .ledger()
              .decide(
                  new Hold(hold, Optional.empty(), Guildhall.LOCAL, 0, 1, 2 * deadline - now),
                  now,
                  draft.position())
              .appendTo(draft);
          return node.settlement()
              .award(
                  new Settlement.Award(
                      request,
                      0,
                      task,
                      Optional.empty(),
                      what.name(),
                      what.name().replace("bench.", ""),
                      "owner",
                      hold,
                      1,
                      0,
                      deadline,
                      false,
                      new ContentId("0".repeat(64)),
                      List.of(),
                      Optional.empty(),
                      0))
              .decide(draft)
              .awarded()
              .orElseThrow();
        });
  }

  private static double verticles(Vertx vertx) throws Exception {
    Histogram nanos = new Histogram(3);
    for (int i = 0; i < AGENTS; i++) {
      CompletableFuture<Long> handled = new CompletableFuture<>();
      String address = "bench.verticle-" + i;
      long start = System.nanoTime();
      String id =
          vertx
              .deployVerticle(
                  new VerticleBase() {
                    @Override
                    public Future<?> start() {
                      return vertx
                          .eventBus()
                          .localConsumer(address, _ -> handled.complete(System.nanoTime()))
                          .completion();
                    }
                  },
                  new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD))
              .toCompletionStage()
              .toCompletableFuture()
              .get();
      vertx.eventBus().send(address, i);
      nanos.recordValue(handled.get() - start);
      vertx.undeploy(id).toCompletionStage().toCompletableFuture().get();
    }
    return nanos.getValueAtPercentile(50) / 1e3;
  }

  /// What an active agent is made of: itself, a queue, a line and a map.
  private record Parts(
      Object agent,
      ArrayDeque<Object> queue,
      ArrayDeque<Object> line,
      Map<String, Object> opened) {}

  private static double allocations() {
    Histogram nanos = new Histogram(3);
    for (int i = 0; i < ALLOCATIONS; i++) {
      long start = System.nanoTime();
      Parts parts =
          new Parts(start, new ArrayDeque<>(1), new ArrayDeque<>(), new ConcurrentHashMap<>(1));
      nanos.recordValue(System.nanoTime() - start + parts.queue().size());
    }
    return nanos.getValueAtPercentile(50) / 1e3;
  }
}
