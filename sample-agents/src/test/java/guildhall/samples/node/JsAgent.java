package guildhall.samples.node;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The JavaScript agent of the samples in a process of its own, with what it logs.
public final class JsAgent implements AutoCloseable {

  private static final Path SOURCE = Path.of("src/main/js/polish");
  private static final int PATIENCE_SECONDS = 60;

  private final Process process;
  private final List<String> lines = new ArrayList<>(); // this
  private boolean over; // this

  private JsAgent(Process process) {
    this.process = process;
    Thread.ofVirtual().name("js-agent").start(this::read);
  }

  /// Makes a folder in which it can be started.
  public static Path install(Path into) {
    NodeJs.install(SOURCE, into);
    return into;
  }

  /// Starts it; returns when it listens.
  ///
  /// @param port 0 for any that is free
  /// @param pauseMillis how long each paragraph takes
  public static JsAgent start(Path installed, int port, long pauseMillis) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(NodeJs.program().toString(), "server.js")
            .directory(installed.toFile())
            .redirectErrorStream(true);
    builder.environment().clear(); // no PATH: it needs nothing that is installed
    builder.environment().put("PORT", Integer.toString(port));
    builder.environment().put("PAUSE_MILLIS", Long.toString(pauseMillis));
    JsAgent agent = new JsAgent(builder.start());
    agent.await("the card is at ");
    return agent;
  }

  private void read() {
    try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8)) {
      String line = in.readLine();
      while (line != null) {
        add(line);
        line = in.readLine();
      }
    } catch (IOException e) {
      add(new UncheckedIOException(e).toString()); // of a process that was killed
    } finally {
      end();
    }
  }

  private synchronized void add(String line) {
    lines.add(line);
    notifyAll();
  }

  private synchronized void end() {
    over = true;
    notifyAll();
  }

  /// Waits until it has said a line that begins so, now or earlier.
  ///
  /// @return the line
  public synchronized String await(String start) throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (true) {
      for (String line : lines) {
        if (line.startsWith(start)) {
          return line;
        }
      }
      long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
      if (over || left <= 0) {
        throw new AssertionError("no line \"" + start + "\" in " + lines);
      }
      wait(left);
    }
  }

  /// How many lines begin so, so far.
  public synchronized long count(String start) {
    return lines.stream().filter(line -> line.startsWith(start)).count();
  }

  /// Where it listens.
  public int port() throws InterruptedException {
    String line = await("the card is at ");
    String port = line.replaceAll(".*:(\\d+)/.*", "$1");
    return Integer.parseInt(port);
  }

  /// SIGKILL, and waits until it is gone.
  public void kill() throws InterruptedException {
    var _ = process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    var _ = process.destroyForcibly();
  }
}
