package guildhall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The script `guildhall`, with a Java that only says how it was started.
class ScriptTest {

  private static final Path SCRIPT = Path.of("src/main/command/guildhall");

  @TempDir Path folder;

  @BeforeEach
  void install() throws IOException {
    Path bin = Files.createDirectories(folder.resolve("a b/bin"));
    Files.copy(SCRIPT, bin.resolve("guildhall"));
    for (int version : List.of(17, 25)) {
      Path home = folder.resolve("jdk" + version);
      Files.createDirectories(home.resolve("bin"));
      Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + ".0.1\"\n");
      Path java =
          Files.writeString(
              home.resolve("bin/java"),
              "#!/bin/sh\necho java" + version + " \"$LC_ALL\"\nprintf '%s\\n' \"$@\"\n");
      assertThat(java.toFile().setExecutable(true)).isTrue();
    }
  }

  private List<String> run(Path script, Map<String, String> environment, String... arguments)
      throws Exception {
    List<String> command = new ArrayList<>(List.of("sh", script.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.equals("LANG"));
    builder.environment().put("JAVA25_HOME", folder.resolve("jdk25").toString());
    builder.environment().putAll(environment);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said.lines().toList();
  }

  private Path installed() {
    return folder.resolve("a b/bin/guildhall");
  }

  @Test
  void start_localeOfAscii_isOneOfUtf8() throws Exception {
    for (Map<String, String> ascii : List.of(Map.<String, String>of(), Map.of("LC_ALL", "C"))) {
      assertThat(run(installed(), ascii)).first().isEqualTo("java25 C.UTF-8");
    }
  }

  @Test
  void start_localeOfUtf8_staysAsItIs() throws Exception {
    assertThat(run(installed(), Map.of("LANG", "C.UTF-8"))).first().isEqualTo("java25 ");
  }

  @Test
  void start_throughALink_findsItsJarsAndHandsOnEveryArgument() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("guildhall"), installed());
    assertThat(run(link, Map.of(), "account", "show", "two  words", ""))
        .contains(folder.toRealPath().resolve("a b/lib/*").toString())
        .endsWith("guildhall.cli.Main", "account", "show", "two  words", "");
  }

  @Test
  void start_javaThatIsTooOld_isPassedOver() throws Exception {
    String old = folder.resolve("jdk17").toString();
    Map<String, String> homes =
        Map.of("JAVA25_HOME", old, "JAVA_HOME", folder.resolve("jdk25").toString());
    assertThat(run(installed(), homes).getFirst()).startsWith("java25 ");
  }
}
