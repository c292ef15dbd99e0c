package guildhall.host.jars;

import static guildhall.toyworld.ToyWorld.json;
import static guildhall.toyworld.ToyWorld.step;
import static org.assertj.core.api.Assertions.assertThat;

import guildhall.book.BookClock;
import guildhall.book.MemoryContentStore;
import guildhall.book.MemoryJournal;
import guildhall.host.Gate;
import guildhall.toyworld.ToyWorld;
import guildhall.toyworld.Toys;
import guildhall.toyworld.Toys.Word;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of a jar's calls and classes when it goes, by a clock that the test moves.
public class JarEndsTest {

  private static final Duration DRAIN = Duration.ofSeconds(5);

  /// Where code in a jar leaves its class loader.
  private static volatile ClassLoader loader = JarEndsTest.class.getClassLoader();

  @TempDir private Path folder;

  private final BookClock.Manual clock = BookClock.manual(Instant.parse("2026-01-01T00:00:00Z"));
  private final ToyWorld world =
      ToyWorld.at(clock, new MemoryJournal(), new MemoryContentStore(), Map.of()).ready();
  private final AgentJars jars = new AgentJars(world.node().agents(), DRAIN);
  private Path jar = Path.of("");

  /// For code in a jar.
  public static void seen(ClassLoader ofTheJar) {
    loader = ofTheJar;
  }

  @BeforeEach
  void setUp() {
    jar = folder.resolve("shop.jar");
    Gate.shut();
  }

  @AfterEach
  void tearDown() {
    world.close();
    jars.close();
  }

  private byte[] jarOf(String body) throws Exception {
    return new JarMaker(folder).jar(body);
  }

  @Test
  void undeploy_callOutlastsTheDrain_endsThenUnpaid() throws Exception {
    var _ = Files.write(jar, jarOf("return List.of(waiting(\"ann\"));"));
    var _ = jars.deploy(jar);
    String task = world.submit("5", step("a", "jar.say", json(new Word("ann:"))));
    Gate.awaitArrival();
    CompletableFuture<Void> undeployed = CompletableFuture.runAsync(() -> jars.undeploy(jar));
    await("ann", false);
    clock.advanceMicros(TimeUnit.MILLISECONDS.toMicros(DRAIN.toMillis()) - 1);
    assertThat(undeployed).isNotDone();
    clock.advanceMicros(1);
    var _ = undeployed.get(20, TimeUnit.SECONDS);
    assertThat(world.end(task).code()).isEqualTo("canceled");
    assertThat(world.balance("ann")).isZero();
    assertThat(world.balance("local")).isEqualTo(1_000_000_000);
    assertThat(world.isSettled()).isTrue();
  }

  /// Another job is done meanwhile, so that what would have been cancelled too early is by then.
  @Test
  void undeploy_callEndsBeforeTheDrain_isPaid() throws Exception {
    world.node().host(Toys.shouter("bob"));
    var _ = Files.write(jar, jarOf("return List.of(waiting(\"ann\"));"));
    var _ = jars.deploy(jar);
    String task = world.submit("5", step("a", "jar.say", json(new Word("ann:"))));
    Gate.awaitArrival();
    CompletableFuture<Void> undeployed = CompletableFuture.runAsync(() -> jars.undeploy(jar));
    await("ann", false);
    clock.advanceMicros(TimeUnit.MILLISECONDS.toMicros(DRAIN.toMillis()) - 1);
    var _ = world.end(world.submit("5", step("a", "toy.shout", json(new Word("hey")))));
    Gate.open();
    var _ = undeployed.get(20, TimeUnit.SECONDS);
    assertThat(world.end(task).code()).isEmpty();
    assertThat(world.balance("ann")).isEqualTo(950_000);
    assertThat(world.isSettled()).isTrue();
  }

  @Test
  void undeploy_jar_closesItsLoaderAndDeletesItsCopy() throws Exception {
    var _ =
        Files.write(
            jar,
            jarOf(
                "guildhall.host.jars.JarEndsTest.seen(Shop.class.getClassLoader());"
                    + " return List.of(named(\"ann\", \"\"));"));
    var _ = jars.deploy(jar);
    URL shop = Objects.requireNonNull(loader.getResource("jarred/Shop.class"));
    Path copy = Path.of(shop.getPath().replaceFirst("^file:", "").replaceFirst("!.*", ""));
    assertThat(copy).exists();
    jars.undeploy(jar);
    assertThat(loader.getResource("jarred/Shop.class")).isNull();
    assertThat(copy).doesNotExist();
  }

  /// Nobody looks but the folder's own thread.
  @Test
  void open_jarAppearsAndVanishesLater_isFollowed() throws Exception {
    Path watched = folder.resolve("agents");
    byte[] bytes = jarOf("return List.of(named(\"ann\", \"\"));");
    try (AgentFolder _ = AgentFolder.open(watched, jars)) {
      var _ = Files.write(watched.resolve("shop.jar"), bytes);
      await("ann", true);
      Files.delete(watched.resolve("shop.jar"));
      await("ann", false);
    }
  }

  private void await(String agent, boolean here) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (world.node().market().isHere(agent) != here && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(world.node().market().isHere(agent)).isEqualTo(here);
  }
}
