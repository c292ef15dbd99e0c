package guildhall.host.child;

import guildhall.host.Host;
import guildhall.host.jars.AgentJar;
import guildhall.host.jars.BadJarException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens jars of untrusted agents, each in a process of its own, and watches the processes. To be
/// given to [guildhall.host.jars.AgentJars].
public final class UntrustedJars implements AgentJar.Opener, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(UntrustedJars.class);

  private final Host host;
  private final Path classes;
  private final Life.Parts parts;
  private final Set<UntrustedJar> open = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService later =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("untrusted-jars").factory());

  /// No jars yet.
  ///
  /// @param host which freezes the agents of a jar that ends again and again
  /// @throws IOException if what the processes need cannot be written to a temporary file
  public UntrustedJars(Host host, ChildLimits limits) throws IOException {
    this.host = host;
    this.classes = Files.createTempFile("guildhall-child-", ".jar");
    this.parts =
        new Life.Parts(new Launch(ChildClasses.write(classes), limits), later, new Records());
    var _ = later.scheduleWithFixedDelay(this::check, 1, 1, TimeUnit.SECONDS);
  }

  private void check() {
    long now = System.nanoTime();
    open.forEach(each -> each.check(now));
  }

  @Override
  public AgentJar open(Path jar) throws BadJarException {
    UntrustedJar opened = UntrustedJar.open(jar, host, parts, open::remove);
    open.add(opened);
    return opened;
  }

  /// How each jar that is open fares.
  public List<ChildStatus> statuses() {
    return open.stream().map(UntrustedJar::status).toList();
  }

  /// Ends what is left. After the jars have been closed.
  @Override
  public void close() {
    open.forEach(UntrustedJar::close);
    var _ = later.shutdownNow();
    try {
      Files.deleteIfExists(classes);
    } catch (IOException e) {
      LOG.warn("cannot delete {}", classes, e);
    }
  }
}
