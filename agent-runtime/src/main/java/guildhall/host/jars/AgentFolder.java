package guildhall.host.jars;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the jars that are deployed and a folder in step: a jar that appears is deployed, one that
/// changes replaces the one before, one that vanishes is undeployed.
///
/// A virtual thread looks at the folder each second. A jar that cannot be deployed is told once in
/// the log and tried again when it changes, so a jar may be written in place. While the folder
/// cannot be read nothing is undeployed.
public final class AgentFolder implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AgentFolder.class);
  private static final int MOST_JARS = 1_000;
  private static final int CLOSE_SECONDS = 5;

  private final Path folder;
  private final AgentJars jars;
  private final Map<Path, Stamp> seen = new HashMap<>(); // this
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private boolean unreadable; // this

  /// What tells two versions of a jar apart.
  private record Stamp(long bytes, FileTime changed, String file) {}

  private AgentFolder(Path folder, AgentJars jars) {
    this.folder = folder;
    this.jars = jars;
    this.thread = Thread.ofVirtual().name("agents-folder").unstarted(this::watch);
  }

  /// Looks at a folder once and goes on looking until the close; returns after the first look.
  ///
  /// @param folder made if it is not there
  /// @param jars closed with it
  /// @throws IOException if there is no such folder and it cannot be made
  public static AgentFolder open(Path folder, AgentJars jars) throws IOException {
    var _ = Files.createDirectories(folder);
    AgentFolder watched = new AgentFolder(folder, jars);
    watched.look();
    watched.thread.start();
    return watched;
  }

  private void watch() {
    try {
      while (!closed.await(1, TimeUnit.SECONDS)) {
        look();
      }
    } catch (InterruptedException _) {
      LOG.debug("{} is not looked at any more", folder);
    }
  }

  /// Looks once; waits for what is deployed and for calls that run where a jar goes.
  synchronized void look() {
    try {
      Map<Path, Stamp> there = list();
      unreadable = false;
      for (Path gone : seen.keySet().stream().filter(each -> !there.containsKey(each)).toList()) {
        undeploy(gone);
      }
      there.forEach(this::follow);
    } catch (IOException | RuntimeException e) {
      if (!unreadable) {
        LOG.warn("cannot follow the agents in {}; those deployed stay", folder, e);
      }
      unreadable = true;
    }
  }

  private Map<Path, Stamp> list() throws IOException {
    List<Path> found;
    try (Stream<Path> all = Files.list(folder)) {
      found =
          all.filter(each -> each.getFileName().toString().endsWith(".jar"))
              .limit(MOST_JARS + 1L)
              .sorted()
              .toList();
    }
    if (found.size() > MOST_JARS) {
      throw new IOException("there are more than " + MOST_JARS + " jars in " + folder);
    }
    Map<Path, Stamp> there = new LinkedHashMap<>();
    for (Path each : found) {
      if (Files.isRegularFile(each)) {
        BasicFileAttributes now = Files.readAttributes(each, BasicFileAttributes.class);
        there.put(
            each, new Stamp(now.size(), now.lastModifiedTime(), String.valueOf(now.fileKey())));
      }
    }
    return there;
  }

  private void follow(Path jar, Stamp stamp) {
    if (stamp.equals(seen.put(jar, stamp))) {
      return;
    }
    try {
      LOG.info("{} is deployed: {}", jar.getFileName(), jars.deploy(jar));
    } catch (BadJarException e) {
      LOG.warn("{}", e.getMessage());
      LOG.debug("where that was found", e);
    }
  }

  private void undeploy(Path jar) {
    seen.remove(jar);
    if (jars.isDeployed(jar)) {
      jars.undeploy(jar);
      LOG.info("{} is undeployed: it is not in {} any more", jar.getFileName(), folder);
    }
  }

  /// Looks no more and closes the jars; their agents are not taken away. For a host that has been
  /// stopped.
  @Override
  public void close() {
    closed.countDown();
    try {
      if (!thread.join(Duration.ofSeconds(CLOSE_SECONDS))) {
        LOG.warn("{} is still being looked at", folder);
        thread.interrupt();
        return; // what it holds ends with the process
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    jars.close();
  }
}
