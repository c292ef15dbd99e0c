package guildhall.samples.starter;

import static org.assertj.core.api.Assertions.assertThat;

import guildhall.runtime.Guildhall;
import guildhall.sdk.Agent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The starter, copied out of the tree, is built and tested by Maven alone against the SDK and the
/// runtime as they are now.
class StarterTest {

  private static final int PATIENCE_SECONDS = 300;

  @TempDir Path folder;

  @Test
  void starter_copiedElsewhere_testsItsAgent() throws Exception {
    Path project = Files.createDirectory(folder.resolve("greeter"));
    copy(Path.of("src", "main", "starter"), project);
    LocalRepository repository = LocalRepository.in(folder.resolve("repository"));
    repository.installPom("guildhall", Path.of("..", "pom.xml"));
    repository.install("agent-sdk", Agent.class);
    repository.install("agent-runtime", Guildhall.class);

    assertThat(maven(project, repository.folder())).isZero();

    Path report = project.resolve("target/surefire-reports/TEST-example.GreeterTest.xml");
    assertThat(report).content().contains("tests=\"1\"", "failures=\"0\"", "errors=\"0\"");
    assertThat(project.resolve("target/classes/META-INF/services/guildhall.sdk.spi.Agents"))
        .hasContent("example.Greeter\n");
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }

  /// The exit status; what it says is shown by this test.
  private static int maven(Path project, Path repository) throws Exception {
    Process process =
        new ProcessBuilder(
                List.of(
                    System.getProperty("starter.maven", "mvn"),
                    "-o",
                    "-q",
                    "-B",
                    "-Dmaven.repo.local=" + repository,
                    // whatever lies there counts, wherever it was once downloaded from
                    "-Daether.enhancedLocalRepository.trackingFilename=none",
                    "test"))
            .directory(project.toFile())
            .inheritIO()
            .start();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      throw new AssertionError("the starter was not built within " + PATIENCE_SECONDS + " seconds");
    }
    return process.exitValue();
  }
}
