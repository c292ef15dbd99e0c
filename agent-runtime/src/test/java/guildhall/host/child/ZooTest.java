package guildhall.host.child;

import static guildhall.toyworld.ToyWorld.json;
import static guildhall.toyworld.ToyWorld.step;
import static org.assertj.core.api.Assertions.assertThat;

import guildhall.host.jars.AgentJars;
import guildhall.json.RecordJson;
import guildhall.sdk.Agent;
import guildhall.sdk.Amount;
import guildhall.task.TaskView;
import guildhall.toyworld.ToyWorld;
import guildhall.toyworld.Toys;
import guildhall.toyworld.Toys.Word;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A node with the zoo's jar in a process, and a trusted agent that does what the beast does for
/// far more.
abstract class ZooTest {

  static final long CREDIT = 1_000_000;
  static final long FUND = 1000 * CREDIT;
  static final long ROYAL = 950_000; // what an agent's owner gets of a credit

  /// So much that the beast is asked first whatever it has failed at.
  static final long DEAR = 12 * CREDIT;

  @TempDir private static Path made;
  private static byte[] zoo = new byte[0];

  @TempDir Path folder;

  final ToyWorld world = world();
  Path jar = Path.of("");
  @Nullable UntrustedJars opener;
  @Nullable AgentJars jars;

  ToyWorld world() {
    return ToyWorld.of(Toys.shouter("shouter"), spare()).ready();
  }

  static Agent spare() {
    return Agent.named("spare")
        .sells(Zoo.DO, Amount.micros(DEAR), (in, _) -> new Word(in.word() + " by spare"));
  }

  @BeforeAll
  static void makeJar() throws IOException {
    zoo = Zoo.jar(made);
  }

  @BeforeEach
  void setUp() throws Exception {
    jar = folder.resolve("zoo.jar");
    var _ = Files.write(jar, zoo);
    open(ChildLimits.USUAL);
  }

  /// A second time too, with other limits and nothing deployed.
  void open(ChildLimits limits) throws IOException {
    tearJars();
    opener = new UntrustedJars(world.node().agents(), limits);
    jars = new AgentJars(world.node().agents(), Duration.ofMinutes(10), opener);
  }

  AgentJars jars() {
    return Objects.requireNonNull(jars);
  }

  void deploy() throws Exception {
    assertThat(jars().deploy(jar)).containsExactly("scribe", "teller", "beast", "clerk");
  }

  @AfterEach
  void tearDown() {
    tearJars();
    world.close();
  }

  private void tearJars() {
    if (jars != null) {
      jars.close();
    }
    if (opener != null) {
      opener.close();
    }
  }

  String start(String capability, String word) throws Exception {
    return world.submit("20", step("a", capability, json(new Word(word))));
  }

  /// What a task gets to hear, or why it does not.
  String heard(String task) throws Exception {
    TaskView end = world.end(task);
    return end.result().isEmpty()
        ? end.code()
        : RecordJson.readTree(world.node().contents().get(end.result().get()).orElseThrow())
            .findPath("word")
            .asText();
  }

  String served(String word) throws Exception {
    return heard(start("zoo.serve", word));
  }

  String done(String word) throws Exception {
    return heard(start("zoo.do", word));
  }

  /// The runner-up did it, and got all that was paid.
  void assertSpareDelivers(String word) throws Exception {
    long spare = world.balance("spare");
    long local = world.balance("local");
    long beast = world.balance("beast");
    assertThat(done(word)).isEqualTo(word + " by spare");
    assertThat(world.balance("beast")).isEqualTo(beast);
    assertThat(world.balance("spare")).isEqualTo(spare + DEAR / 20 * 19);
    assertThat(world.balance("local")).isEqualTo(local - DEAR);
    assertThat(world.isSettled()).isTrue();
  }

  ChildStatus status() {
    List<ChildStatus> all = Objects.requireNonNull(opener).statuses();
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  /// Waits until the processes are as they should be.
  ChildStatus await(Predicate<ChildStatus> wanted) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!wanted.test(status()) && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(status()).matches(wanted);
    return status();
  }

  /// Waits until nobody finds an agent.
  void awaitGone(String agent) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (world.node().market().isHere(agent) && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(world.node().market().isHere(agent)).isFalse();
  }

  /// Waits until an end was told of, and a process runs again.
  void awaitEnd(String why) {
    ChildStatus now = await(each -> each.ends() > 0 && each.state() == ChildStatus.State.RUNNING);
    assertThat(now.lastEnd()).contains(why);
  }

  /// Waits until the handler has told where it is.
  void awaitHere(String task) throws Exception {
    var _ = world.await(task, event -> event.type().equals("call.progressed"));
  }
}
