package guildhall.bench.agents;

import guildhall.bench.report.Report;
import guildhall.book.FileContentStore;
import guildhall.book.FileJournal;
import guildhall.host.Addresses;
import guildhall.host.Found;
import guildhall.sdk.Agent;
import guildhall.sdk.Amount;
import guildhall.sdk.Capability;
import guildhall.sdk.Terms;
import guildhall.toyworld.ToyWorld;
import io.vertx.core.Vertx;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.HdrHistogram.Histogram;

/// A million agents on one node: how fast they are listed, durably; what they cost in the heap; and
/// what it takes to find some of those who sell something, over the bus, one asker after the other.
/// Each sells one of a hundred capabilities, so that a thousand agents are ten to a capability and
/// a million ten thousand.
///
/// The baseline of finding is the same at a thousand agents in the same run. Then what it takes to
/// activate one, see [ActivationPart], and how many calls can wait, see [WaitingPart]. `mvn -q
/// -Pbench -Dbench=agents`; `-Dparts=world,activation,waiting,million` are some of them.
public final class AgentsBench {

  private static final int FEW = 1_000;
  private static final int MANY = 1_000_000;
  private static final int CHUNK = 10_000;
  private static final int CAPABILITIES = 100;
  private static final int ROUNDS = 5;
  private static final int FINDS = 20_000;
  private static final int COLLECTIONS = 4;
  private static final double GIB = 1L << 30;

  record Ping(int number) {}

  private static final Terms TERMS = Terms.fee(Amount.micros(100));

  private AgentsBench() {}

  /// Measures the parts that are asked for.
  public static void run(Report report, Path folderOfAll) throws Exception {
    Files.createDirectories(folderOfAll);
    List<String> parts = List.of(System.getProperty("bench.parts", "all").split(","));
    if (parts.contains("all") || parts.contains("world")) {
      WorldPart.run(report);
    }
    if (parts.contains("all") || parts.contains("activation")) {
      ActivationPart.run(report, Files.createTempDirectory(folderOfAll, "activation"));
    }
    if (parts.contains("all") || parts.contains("waiting")) {
      WaitingPart.run(report, Files.createTempDirectory(folderOfAll, "waiting"));
    }
    if (parts.contains("all") || parts.contains("million")) {
      million(report, Files.createTempDirectory(folderOfAll, "agents"));
    }
  }

  private static void million(Report report, Path folder) throws Exception {
    List<Capability<Ping, Ping>> sold = new ArrayList<>();
    for (int i = 0; i < CAPABILITIES; i++) {
      sold.add(Capability.of("bench.ping-" + i, Ping.class, Ping.class));
    }
    try (var world =
        ToyWorld.on(
                FileJournal.open(folder.resolve("book")),
                FileContentStore.open(folder.resolve("content")),
                Map.of())
            .ready()) {
      double empty = usedBytes();
      world.node().host(agents(sold, 0, FEW));
      double[] few = finds(world.vertx(), sold);
      long start = System.nanoTime();
      for (int from = FEW; from < MANY; from += CHUNK) {
        world.node().host(agents(sold, from, Math.min(MANY, from + CHUNK)));
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      report.atMost(
          "heap of a million agents, each listed, here and hosted",
          "GiB",
          1,
          (usedBytes() - empty) / GIB);
      report.figure("agents listed a second", "1/s", (MANY - FEW) / seconds);
      report.ratioAtMost(
          "p99 of finding a capability's sellers among a million agents, against a thousand",
          "us",
          finds(world.vertx(), sold),
          few,
          5);
    }
  }

  private static List<Agent> agents(List<Capability<Ping, Ping>> sold, int from, int to) {
    List<Agent> agents = new ArrayList<>(to - from);
    for (int i = from; i < to; i++) {
      agents.add(
          Agent.named("agent-" + i)
              .ownedBy("owner")
              .sells(sold.get(i % CAPABILITIES), TERMS, (in, _) -> in));
    }
    return agents;
  }

  /// The p99 of each round in microseconds, after one round to warm up.
  private static double[] finds(Vertx vertx, List<Capability<Ping, Ping>> sold) throws Exception {
    double[] p99 = new double[ROUNDS];
    for (int round = -1; round < ROUNDS; round++) {
      Histogram nanos = new Histogram(3);
      for (int i = 0; i < FINDS; i++) {
        String wanted = sold.get(ThreadLocalRandom.current().nextInt(CAPABILITIES)).name();
        long start = System.nanoTime();
        var found =
            vertx
                .eventBus()
                .<Found>request(Addresses.FIND, wanted)
                .toCompletionStage()
                .toCompletableFuture()
                .get();
        nanos.recordValue(System.nanoTime() - start);
        if (found.body().agents().isEmpty()) {
          throw new IllegalStateException("nobody sells " + wanted);
        }
      }
      if (round >= 0) {
        p99[round] = nanos.getValueAtPercentile(99) / 1e3;
      }
    }
    return p99;
  }

  static double usedBytes() {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
