package guildhall.bench.agents;

import guildhall.bench.report.Report;
import guildhall.sdk.Agent;
import guildhall.sdk.Amount;
import guildhall.sdk.Capability;
import guildhall.sdk.Refusal;
import guildhall.sdk.testkit.World;
import org.HdrHistogram.Histogram;

/// What a test of an agent waits for before its first line: a world with one agent, after the first
/// of its process; and the same up to the outcome of a first paid call.
final class WorldPart {

  private static final int ROUNDS = 5;
  private static final int WORLDS = 20;

  record Ping(int number) {}

  private static final Capability<Ping, Ping> PING =
      Capability.of("bench.ping", Ping.class, Ping.class);
  private static final Agent AGENT =
      Agent.named("pinger").sells(PING, Amount.credits("1"), (in, _) -> in);

  private WorldPart() {}

  static void run(Report report) throws Refusal {
    try (World first = World.of(AGENT)) {
      var _ = first.ask(PING, new Ping(0), Amount.credits("1")).orThrow();
    }
    double[] started = new double[ROUNDS];
    double[] bought = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      Histogram start = new Histogram(3);
      Histogram call = new Histogram(3);
      for (int i = 0; i < WORLDS; i++) {
        long begun = System.nanoTime();
        try (World world = World.of(AGENT)) {
          start.recordValue(System.nanoTime() - begun);
          var _ = world.ask(PING, new Ping(i), Amount.credits("1")).orThrow();
          call.recordValue(System.nanoTime() - begun);
        }
      }
      started[round] = start.getValueAtPercentile(50) / 1e6;
      bought[round] = call.getValueAtPercentile(50) / 1e6;
    }
    report.atMost("p50 of starting a test's world after the first", "ms", 50, started);
    report.figure("p50 of that and a first paid call", "ms", bought);
  }
}
