package guildhall.samples.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The program hledger, installed if it is not there and we are root; if that cannot be done the
/// test fails with what to do.
final class Hledger {

  private Hledger() {}

  /// Runs it in a locale of UTF-8.
  ///
  /// @return what it has said
  static String run(String... arguments) throws IOException, InterruptedException {
    var _ = run(List.of(script().toString(), "hledger", "hledger"));
    List<String> command = new ArrayList<>(List.of("hledger"));
    command.addAll(List.of(arguments));
    return run(command);
  }

  private static Path script() {
    Path start = Path.of("").toAbsolutePath();
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      Path script = folder.resolve(".ci/debian-package.sh");
      if (Files.isExecutable(script)) {
        return script;
      }
    }
    throw new AssertionError("no .ci/debian-package.sh above " + start);
  }

  private static String run(List<String> command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError(said);
    }
    return said;
  }
}
