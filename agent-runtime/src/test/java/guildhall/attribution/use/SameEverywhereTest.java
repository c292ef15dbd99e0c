package guildhall.attribution.use;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What was weighed once is weighed the same for ever: in processes that interpret or compile, with
/// one collector or another, and in every later version of this code under the same method's id.
class SameEverywhereTest {

  private static final List<String> RESULTS =
      List.of(
          "lineage 10d6035b58574613587bfb517920a3008aaef75b44009643f03b904683993573",
          "coverage ca68a2a92002e8f63286347e7004845278368bb1d350c7e48a6f52526a48789b",
          "scored cfb53145603f998ecd0d0518e49fdac796bc1be910380fb8355fa5986dd30894",
          "raw c7d3b19037751b1eea378300f43027f2728ed3e22255d6c7c30bc2cf444cb066",
          "combined d24f46c041a8df059321354645a5c8dda845bbd894af91366e4f65d6c6a8431b");

  private static final List<List<String>> MACHINES =
      List.of(
          List.of("-Xint", "-XX:+UseSerialGC"),
          List.of("-XX:TieredStopAtLevel=1", "-XX:+UseParallelGC"),
          List.of("-XX:+UseSerialGC"),
          List.of("-XX:+UseParallelGC"),
          List.of("-XX:+UseG1GC"));

  @TempDir Path temp;

  @Test
  void results_thisProcess_areThoseThatAreKept() {
    assertThat(Results.all()).isEqualTo(RESULTS);
  }

  @Test
  void results_processesOfEveryKind_areTheSame() throws Exception {
    Map<String, Process> running = new LinkedHashMap<>();
    try {
      for (List<String> machine : MACHINES) {
        running.put(String.join(" ", machine), start(machine));
      }
      for (var process : running.entrySet()) {
        String machine = process.getKey();
        assertThat(process.getValue().waitFor(300, TimeUnit.SECONDS)).as(machine).isTrue();
        assertThat(Files.readAllLines(output(machine))).as(machine).isEqualTo(RESULTS);
      }
    } finally {
      running.values().forEach(Process::destroyForcibly);
    }
  }

  private Process start(List<String> machine) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(machine);
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            Results.class.getName()));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(output(String.join(" ", machine)).toFile())
        .start();
  }

  private Path output(String machine) {
    return temp.resolve(machine.replaceAll("[^A-Za-z0-9]", "-"));
  }
}
