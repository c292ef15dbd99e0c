package guildhall.host.jars;

import static guildhall.toyworld.ToyWorld.json;
import static guildhall.toyworld.ToyWorld.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import guildhall.host.Gate;
import guildhall.json.RecordJson;
import guildhall.task.TaskView;
import guildhall.toyworld.ToyWorld;
import guildhall.toyworld.Toys;
import guildhall.toyworld.Toys.Word;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Jars of agents that come, change and go while the runtime runs.
class AgentJarsTest {

  private static final String HELLO = "return List.of(named(\"ann\", \" hello\"));";
  private static final String BYE = "return List.of(named(\"ann\", \" bye\"));";

  @TempDir private Path folder;

  private final ToyWorld world = ToyWorld.of(Toys.shouter("taken")).ready();
  private final AgentJars jars = new AgentJars(world.node().agents(), Duration.ofMinutes(10));
  private JarMaker maker = new JarMaker(Path.of(""));
  private Path jar = Path.of("");

  @BeforeEach
  void setUp() {
    maker = new JarMaker(folder);
    jar = folder.resolve("shop.jar");
    Gate.shut();
  }

  @AfterEach
  void tearDown() {
    world.close();
    jars.close();
  }

  private void write(String body) throws IOException {
    var _ = Files.write(jar, maker.jar(body));
  }

  private String start() throws Exception {
    return world.submit("5", step("a", "jar.say", json(new Word("ann:"))));
  }

  /// What a task gets to hear, or why it does not.
  private String heard(String task) throws Exception {
    TaskView end = world.end(task);
    return end.result().isEmpty()
        ? end.code()
        : RecordJson.readTree(world.node().contents().get(end.result().get()).orElseThrow())
            .findPath("word")
            .asText();
  }

  @Test
  void deploy_jar_isBoughtFromThroughTheMarket() throws Exception {
    write(HELLO);
    assertThat(jars.deploy(jar)).containsExactly("ann");
    assertThat(heard(start())).isEqualTo("ann: hello");
    assertThat(world.balance("ann")).isEqualTo(950_000);
  }

  @Test
  void deploy_fileIsOverwritten_runningJarIsNotTouched() throws Exception {
    write(HELLO);
    var _ = jars.deploy(jar);
    var _ = Files.writeString(jar, "nothing");
    assertThat(heard(start())).isEqualTo("ann: hello");
  }

  /// Its records are another class of the same name.
  @Test
  void deploy_nextVersion_answersInItsStead() throws Exception {
    write(HELLO);
    var _ = jars.deploy(jar);
    write(BYE);
    var _ = jars.deploy(jar);
    assertThat(heard(start())).isEqualTo("ann: bye");
    assertThat(world.node().market().agentCount()).isEqualTo(2);
  }

  @Test
  void deploy_nextVersionIsNoGood_oneBeforeStays() throws Exception {
    write(HELLO);
    var _ = jars.deploy(jar);
    write("return List.of(named(\"bob\", \"\"), named(\"taken\", \"\"));");
    assertThatThrownBy(() -> jars.deploy(jar)).isInstanceOf(BadJarException.class);
    assertThat(world.node().market().isHere("bob")).isFalse();
    assertThat(heard(start())).isEqualTo("ann: hello");
  }

  @Test
  void undeploy_jar_nobodySellsItAndItMayComeBack() throws Exception {
    write(HELLO);
    var _ = jars.deploy(jar);
    jars.undeploy(jar);
    assertThat(world.node().agents().capability("jar.say")).isEmpty();
    assertThat(world.node().market().isHere("ann")).isFalse();
    assertThat(heard(start())).isEqualTo("no_offer");
    assertThat(jars.deploy(jar)).containsExactly("ann");
    assertThat(heard(start())).isEqualTo("ann: hello");
  }

  @Test
  void undeploy_unknownJar_saysSo() {
    assertThatThrownBy(() -> jars.undeploy(jar))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("shop.jar");
  }

  @Test
  void undeploy_callRuns_callEndsAndIsPaidFirst() throws Exception {
    write("return List.of(waiting(\"ann\"));");
    var _ = jars.deploy(jar);
    String task = start();
    Gate.awaitArrival();
    CompletableFuture<Void> undeployed = CompletableFuture.runAsync(() -> jars.undeploy(jar));
    awaitGone("ann");
    assertThat(undeployed).isNotDone();
    Gate.open();
    var _ = undeployed.get(20, TimeUnit.SECONDS);
    assertThat(heard(task)).isEqualTo("ann: at last");
    assertThat(world.balance("ann")).isEqualTo(950_000);
    assertThat(world.isSettled()).isTrue();
  }

  private void awaitGone(String agent) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (world.node().market().isHere(agent) && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(world.node().market().isHere(agent)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          return List.of();                                            | offers no agents
          throw new IllegalStateException("closed today");             | closed today
          throw new StackOverflowError("deep");                        | deep
          return List.of(named("bob", ""), named("taken", ""));        | hosted: taken
          return List.of(named("bob", ""), named("bob", ""));          | hosted: bob
          return List.of(named("bob", ""), Agent.named("eve").sells(Capability.of("toy.shout", Word.class, Word.class), Amount.credits("1"), (in, call) -> in)); | eve sells another toy.shout
          """)
  void deploy_badAgents_saysWhyAndLeavesNothingBehind(String body, String why) throws Exception {
    write(body);
    assertRefused(why);
  }

  @Test
  void deploy_noService_saysWhy() throws Exception {
    var _ = Files.write(jar, maker.jar(HELLO, false));
    assertRefused("offers no agents");
  }

  @Test
  void deploy_notAJar_saysWhy() throws Exception {
    var _ = Files.write(jar, "a letter".getBytes(StandardCharsets.UTF_8));
    assertRefused("not a jar");
    Files.delete(jar);
    assertRefused("cannot be read");
  }

  private void assertRefused(String why) {
    assertThatThrownBy(() -> jars.deploy(jar))
        .isInstanceOf(BadJarException.class)
        .hasMessageStartingWith("shop.jar cannot be deployed: ")
        .hasMessageContaining(why);
    assertThat(jars.isDeployed(jar)).isFalse();
    assertThat(world.node().market().agentCount()).isEqualTo(1);
    assertThat(world.node().agents().capabilities())
        .extracting(each -> each.name())
        .isEqualTo(List.of("toy.shout"));
  }

  @Test
  void look_jarsAppearChangeAndVanish_isFollowed() throws Exception {
    Path watched = folder.resolve("agents");
    try (AgentFolder agents = AgentFolder.open(watched, jars)) {
      jar = watched.resolve("shop.jar");
      write(HELLO);
      agents.look();
      assertThat(heard(start())).isEqualTo("ann: hello");
      write(BYE + " // another length");
      agents.look();
      assertThat(heard(start())).isEqualTo("ann: bye");
      Files.delete(jar);
      agents.look();
      assertThat(heard(start())).isEqualTo("no_offer");
    }
  }

  @Test
  void look_badJar_restIsDeployed() throws Exception {
    Path watched = Files.createDirectories(folder.resolve("agents"));
    var _ = Files.writeString(watched.resolve("a.jar"), "a letter");
    jar = watched.resolve("b.jar");
    write(HELLO);
    try (AgentFolder _ = AgentFolder.open(watched, jars)) {
      assertThat(world.node().market().isHere("ann")).isTrue();
    }
  }
}
