package guildhall.samples.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// The real program in a process of its own, with what it prints.
final class RunProcess {

  private static final int PATIENCE_SECONDS = 120;

  private final Process process;
  private final List<String> lines = new ArrayList<>();
  private final CountDownLatch started = new CountDownLatch(1);
  private final Thread reader;
  private volatile long submittedNanos;
  private volatile long completedNanos;

  private RunProcess(Process process, Predicate<String> untilLine) {
    this.process = process;
    this.reader = Thread.ofVirtual().start(() -> read(untilLine));
  }

  /// Starts it.
  ///
  /// @param untilLine the line [#awaitLine] waits for
  static RunProcess start(List<String> properties, Predicate<String> untilLine) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.add("-XX:+UseSerialGC");
    command.add("-XX:TieredStopAtLevel=1");
    properties.forEach(property -> command.add("-D" + property));
    command.add("-classpath");
    command.add(System.getProperty("java.class.path"));
    command.add("guildhall.samples.run.Main");
    return new RunProcess(new ProcessBuilder(command).redirectErrorStream(true).start(), untilLine);
  }

  private void read(Predicate<String> untilLine) {
    try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8)) {
      String line = in.readLine();
      while (line != null) {
        synchronized (lines) {
          lines.add(line);
        }
        if (untilLine.test(line)) {
          submittedNanos = System.nanoTime();
          started.countDown();
        }
        if (line.contains("task completed")) {
          completedNanos = System.nanoTime();
        }
        line = in.readLine();
      }
    } catch (IOException _) {
      // the stream of a killed process may be closed in the middle of a line: that is its end
    } finally {
      started.countDown();
    }
  }

  /// Waits for the line, or for the end.
  void awaitLine() throws InterruptedException {
    if (!started.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("nothing came: " + lines());
    }
  }

  /// Waits for the end, but no longer than this.
  ///
  /// @return whether it ended
  boolean awaitEnd(long millis) throws InterruptedException {
    return process.waitFor(millis, TimeUnit.MILLISECONDS);
  }

  /// Waits for the end.
  ///
  /// @return its exit status
  int exitStatus() throws InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("it does not end: " + lines());
    }
    reader.join();
    return process.exitValue();
  }

  /// From the submission of the task to its completion, once it has ended.
  long taskMillis() {
    return (completedNanos - submittedNanos) / 1_000_000;
  }

  /// SIGKILL, and waits until it is gone.
  void kill() throws InterruptedException {
    process.destroyForcibly();
    var _ = exitStatus();
  }

  /// What it has printed so far.
  List<String> lines() {
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }
}
