package guildhall.host.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import guildhall.host.jars.AgentFolder;
import guildhall.host.jars.BadJarException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/// Jars that are not deployed: one clear sentence, no process and nothing else left behind.
class RefusedChildTest extends ZooTest {

  private void write(String body) throws Exception {
    int from = Zoo.SOURCE.indexOf("return List.of(\n");
    int to = Zoo.SOURCE.indexOf(";\n", from) + 1;
    var _ =
        Files.write(
            jar, Zoo.jar(folder, Zoo.SOURCE.substring(0, from) + body + Zoo.SOURCE.substring(to)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          return List.of();                                    | offers no agents
          throw new IllegalStateException("closed today");     | closed today
          System.exit(3); return List.of();                    | its code ended it with exit status 3
          return List.of(Agent.named("spare").sells(DO, CREDIT, Shop::act)); | hosted: spare
          return List.of(Agent.named("ann").sells(Capability.of("zoo.own", Odd.class, Word.class), CREDIT, (in, call) -> new Word("x"))); | no record can be made of the schema of jarred.Shop$Odd: not a name
          """)
  void deploy_badAgents_saysWhyAndLeavesNothingBehind(String body, String why) throws Exception {
    write(body);
    assertThatThrownBy(() -> jars().deploy(jar))
        .isInstanceOf(BadJarException.class)
        .hasMessageStartingWith("zoo.jar cannot be deployed: ")
        .hasMessageContaining(why);
    assertThat(world.node().market().agentCount()).isEqualTo(2);
    assertThat(ProcessHandle.current().descendants()).isEmpty();
  }

  /// The class of that name here has another component.
  @Test
  void deploy_recordsOfAnotherShapeThanTheRuntimes_saysWhich() throws Exception {
    var _ = Files.write(jar, Zoo.withOtherWord(folder));
    assertThatThrownBy(() -> jars().deploy(jar))
        .hasMessageContaining(
            "its record guildhall.toyworld.Toys$Word is another than the one on the runtime's class"
                + " path");
  }

  @Test
  void follow_badJar_isToldInOneLineWithoutATrace() throws Exception {
    Logger log = (Logger) LoggerFactory.getLogger(AgentFolder.class);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    log.addAppender(lines);
    Path watched = Files.createDirectory(folder.resolve("untrusted"));
    var _ = Files.writeString(watched.resolve("letter.jar"), "a letter");
    try (AgentFolder _ = AgentFolder.open(watched, jars())) {
      assertThat(lines.list.stream().filter(each -> each.getLevel().isGreaterOrEqual(Level.INFO)))
          .hasSize(1)
          .allSatisfy(each -> {
            assertThat(each.getFormattedMessage())
                .isEqualTo("letter.jar cannot be deployed: it is not a jar, or not all of one");
            assertThat(each.getThrowableProxy()).isNull();
          });
    } finally {
      log.detachAppender(lines);
    }
  }

  @Test
  void look_untrustedJarsAppearAndVanish_isFollowed() throws Exception {
    Path watched = Files.createDirectory(folder.resolve("untrusted"));
    var _ = Files.copy(jar, watched.resolve("zoo.jar"));
    world.node().watchUntrusted(watched, Duration.ZERO, ChildLimits.USUAL);
    assertThat(world.node().agentProcesses())
        .extracting(ChildStatus::state)
        .containsExactly(ChildStatus.State.RUNNING);
    assertThat(done("hello")).isEqualTo("hello there");
    Files.delete(watched.resolve("zoo.jar"));
    awaitGone("beast");
    assertThat(done("hello")).isEqualTo("hello by spare");
  }
}
