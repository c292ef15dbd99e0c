package guildhall.debian;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A program of a Debian package. It is installed if it is not there and we are root; if that
/// cannot be done the test fails with what to do, it is never passed over.
public final class DebianPackage {

  private static final String SCRIPT = ".ci/debian-package.sh";

  private final String program;

  private DebianPackage(String program) {
    this.program = program;
  }

  /// hledger, which counts journals again.
  public static DebianPackage hledger() {
    return of("hledger", "hledger");
  }

  private static DebianPackage of(String name, String program) {
    Ran ran = run(List.of(script().toString(), name, program));
    if (ran.exitStatus() != 0) {
      throw new AssertionError(ran.said());
    }
    return new DebianPackage(program);
  }

  private static Path script() {
    Path start = Path.of("").toAbsolutePath();
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      if (Files.isExecutable(folder.resolve(SCRIPT))) {
        return folder.resolve(SCRIPT);
      }
    }
    throw new AssertionError("no " + SCRIPT + " above " + start);
  }

  /// What a program has said, and how it ended.
  ///
  /// @param said on both outputs
  public record Ran(int exitStatus, String said) {}

  /// Runs the program in a locale of UTF-8.
  public Ran run(String... arguments) {
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(List.of(arguments));
    return run(command);
  }

  private static Ran run(List<String> command) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().put("LC_ALL", "C.UTF-8");
      Process process = builder.start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Ran(process.waitFor(), said);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
