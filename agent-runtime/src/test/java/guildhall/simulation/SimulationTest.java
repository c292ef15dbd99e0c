package guildhall.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A sample of the seeds of [Simulate], and every seed that once went wrong.
class SimulationTest {

  private static final long SEEDS = Long.getLong("guildhall.seeds", 400);
  private static final long FIRST = 1;

  @Test
  void seeds_manyFaultsAndRestarts_loseNothingAndDoNothingTwice() throws IOException {
    Coverage met = new Coverage();
    QuietLogs.whileRunning(() -> {
      for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
        Simulation.run(seed, met);
      }
    });
    System.out.printf("simulation: %d seeds from %d on%n%s", SEEDS, FIRST, met);
    assertThat(met.below(SEEDS >= Simulate.BIG ? Simulate.LEAST : 1)).as("hardly met").isEmpty();
  }

  @Test
  void seed_runTwice_isTheSameRun() throws IOException {
    long[] traces = new long[2];
    QuietLogs.whileRunning(() -> {
      traces[0] = Simulation.run(42, new Coverage());
      traces[1] = Simulation.run(42, new Coverage());
    });
    assertThat(traces[0]).isEqualTo(traces[1]);
    assertThat(traces[0]).isNotZero();
  }

  /// A seed stands for a history only until the driver, the generator or the book's way of writing
  /// changes: whoever changes one plants the mistake again and looks for a seed that shows it.
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      textBlock =
          """
          2, the name of a segment was not synced by the start that went on in it
          4, a hold gave back to limits that had been set anew
          249, an increase that no limit counted gave back before what was counted
          44183, a torn frame that had been zeroed in memory only was read below a snapshot
          44806, a torn frame that had been zeroed in memory only was read below a snapshot
          1621, a hold of all there is beyond a credit line was said to lack funds
          """)
  void seed_thatOnceWentWrong_goesWell(long seed, String what) throws IOException {
    QuietLogs.whileRunning(() -> Simulation.run(seed, new Coverage()));
    assertThat(what).isNotBlank();
  }
}
