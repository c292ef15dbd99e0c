package guildhall.host.jars;

import guildhall.sdk.Agent;
import guildhall.sdk.spi.Agents;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A private copy of a jar with a class loader of its own in this process, and the agents it
/// offers.
final class OpenJar implements AgentJar {

  private static final Logger LOG = LoggerFactory.getLogger(OpenJar.class);
  private static final int MOST_AGENTS = 10_000;
  private static final int ANSWER_SECONDS = 30;

  private final JarCopy copy;
  private final URLClassLoader loader;
  private final List<Agent> agents;

  private OpenJar(JarCopy copy, URLClassLoader loader, List<Agent> agents) {
    this.copy = copy;
    this.loader = loader;
    this.agents = agents;
  }

  /// Copies and opens a jar, and asks it for its agents; waits at most half a minute for them.
  ///
  /// @throws BadJarException if any of it fails; nothing is left behind then
  static OpenJar open(Path jar) throws BadJarException {
    JarCopy copy = JarCopy.of(jar);
    try {
      return open(jar, copy);
    } catch (BadJarException | RuntimeException | Error e) {
      copy.delete();
      throw e;
    }
  }

  private static OpenJar open(Path jar, JarCopy copy) throws BadJarException {
    URLClassLoader loader = loader(jar, copy);
    try {
      return new OpenJar(copy, loader, agents(jar, loader));
    } catch (BadJarException | RuntimeException | Error e) {
      close(loader);
      throw e;
    }
  }

  private static URLClassLoader loader(Path jar, JarCopy copy) throws BadJarException {
    try {
      return new URLClassLoader(
          "agents-" + jar.getFileName(),
          new URL[] {copy.file().toUri().toURL()},
          OpenJar.class.getClassLoader());
    } catch (IOException e) {
      throw new BadJarException(jar, "its copy has no address", e);
    }
  }

  private static List<Agent> agents(Path jar, URLClassLoader loader) throws BadJarException {
    FutureTask<List<Agent>> asking = new FutureTask<>(() -> ask(loader));
    Thread thread = Thread.ofVirtual().name("agents-of-" + jar.getFileName()).start(asking);
    List<Agent> agents;
    try {
      agents = asking.get(ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new BadJarException(jar, "its code threw " + e.getCause(), e);
    } catch (TimeoutException e) {
      thread.interrupt();
      throw new BadJarException(jar, "its agents took over " + ANSWER_SECONDS + " s", e);
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
      throw new BadJarException(jar, "the runtime stops", e);
    }
    if (agents.isEmpty()) {
      throw new BadJarException(jar, "it offers no agents as a service " + Agents.class.getName());
    }
    if (agents.size() > MOST_AGENTS) {
      throw new BadJarException(jar, "it offers more than " + MOST_AGENTS + " agents");
    }
    return agents;
  }

  /// What the class path offers is not the jar's.
  private static List<Agent> ask(URLClassLoader loader) {
    return ServiceLoader.load(Agents.class, loader).stream()
        .filter(each -> loader.equals(each.type().getClassLoader()))
        .flatMap(each -> each.get().agents().stream())
        .limit(MOST_AGENTS + 1L)
        .toList();
  }

  @Override
  public List<Agent> agents() {
    return agents;
  }

  /// No class is loaded from it any more, and the copy is gone.
  @Override
  public void close() {
    close(loader);
    copy.delete();
  }

  private static void close(URLClassLoader loader) {
    try {
      loader.close();
    } catch (IOException e) {
      LOG.warn("cannot close {}", loader.getName(), e);
    }
  }
}
