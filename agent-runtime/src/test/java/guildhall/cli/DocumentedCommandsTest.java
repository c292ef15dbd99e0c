package guildhall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The commands that the documentation shows are commands.
class DocumentedCommandsTest {

  private static final Pattern COMMAND =
      Pattern.compile("(?:^|\\$ )guildhall ([a-z-]+) ([a-z-]+)", Pattern.MULTILINE);

  @Test
  void commands_ofEveryPage_haveHelp() throws IOException {
    TreeSet<String> shown = new TreeSet<>();
    for (Path page : pages()) {
      for (MatchResult found : COMMAND.matcher(Files.readString(page)).results().toList()) {
        shown.add(found.group(1) + " " + found.group(2));
      }
    }
    assertThat(shown).contains("account list", "book verify");
    assertThat(shown)
        .allSatisfy(command -> assertThat(help(command)).contains("guildhall " + command));
  }

  @Test
  void command_thatIsNone_hasNoHelp() {
    assertThat(help("account lsit")).doesNotContain("guildhall account lsit");
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
      return Stream.concat(Stream.of(Path.of("../README.md")), docs)
          .filter(file -> file.toString().endsWith(".md"))
          .toList();
    }
  }

  private static String help(String command) {
    String[] words = (command + " --help").split(" ", -1);
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    assertThat(Main.run(words, said, new ByteArrayOutputStream(), Map.of())).isZero();
    return said.toString(StandardCharsets.UTF_8);
  }
}
