package guildhall.host.jars;

import guildhall.host.Host;
import guildhall.sdk.Agent;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Jars of agents, each deployed as a whole or not at all.
///
/// A jar is copied and, if nothing else is said, gets a class loader of its own in this process,
/// which is closed when its agents are gone. Its methods wait, for calls that run too, and one at a
/// time: any thread but event loops and the book's.
public final class AgentJars implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AgentJars.class);
  private static final int MOST_JARS = 1_000;

  private final Host host;
  private final Duration drain;
  private final AgentJar.Opener opener;
  private final Map<Path, AgentJar> deployed = new LinkedHashMap<>(); // this

  /// No jars yet.
  ///
  /// @param drain book time for calls that run when their jar goes, 0 to 24 hours
  public AgentJars(Host host, Duration drain) {
    this(host, drain, OpenJar::open);
  }

  /// No jars yet, which are opened in another way than in this process.
  public AgentJars(Host host, Duration drain, AgentJar.Opener opener) {
    this.host = host;
    this.drain = drain;
    this.opener = opener;
  }

  /// Deploys a jar; returns when its agents are found. If one was deployed from that path, it is
  /// replaced: the new one is opened first, hosted when the calls of the old one have ended, and if
  /// it cannot be, the old one is hosted again.
  ///
  /// @return the names of its agents
  /// @throws BadJarException if it is not a jar, offers no agents, its code throws, a name is
  ///   taken, or a capability is known under other records; nothing of it is left behind then
  public synchronized List<String> deploy(Path jar) throws BadJarException {
    Path key = key(jar);
    if (!deployed.containsKey(key) && deployed.size() >= MOST_JARS) {
      throw new BadJarException(jar, "there are " + MOST_JARS + " jars already");
    }
    AgentJar fresh = opener.open(jar);
    AgentJar old = deployed.remove(key);
    if (old != null) {
      remove(old);
    }
    try {
      host(jar, fresh);
    } catch (BadJarException e) {
      fresh.close();
      if (old != null) {
        restore(key, old);
      }
      throw e;
    }
    deployed.put(key, fresh);
    if (old != null) {
      old.close();
    }
    return names(fresh);
  }

  /// Takes the agents of a jar away, see [Host#remove]; returns when their last call has ended and
  /// the jar is closed.
  ///
  /// @throws IllegalArgumentException if no jar was deployed from that path
  public synchronized void undeploy(Path jar) {
    AgentJar old = deployed.remove(key(jar));
    if (old == null) {
      throw new IllegalArgumentException("no jar was deployed from " + jar);
    }
    remove(old);
    old.close();
  }

  /// Whether a jar is deployed that came from that path.
  public synchronized boolean isDeployed(Path jar) {
    return deployed.containsKey(key(jar));
  }

  /// Closes the jars and deletes their copies; their agents are not taken away. For a host that has
  /// been stopped.
  @Override
  public synchronized void close() {
    deployed.values().forEach(AgentJar::close);
    deployed.clear();
  }

  private static Path key(Path jar) {
    return jar.toAbsolutePath().normalize();
  }

  private static List<String> names(AgentJar jar) {
    return jar.agents().stream().map(Agent::name).toList();
  }

  private void host(Path jar, AgentJar fresh) throws BadJarException {
    try {
      await(host.hostTogether(fresh.agents()));
    } catch (IllegalArgumentException e) {
      throw new BadJarException(jar, String.valueOf(e.getMessage()), e);
    } catch (RuntimeException e) {
      remove(fresh); // hosted, but not listed
      throw new BadJarException(jar, "its agents could not be listed", e);
    }
  }

  private void restore(Path key, AgentJar old) {
    try {
      host(key, old);
      deployed.put(key, old);
    } catch (BadJarException e) {
      LOG.error("the version before is lost too", e);
      old.close();
    }
  }

  /// Agents that somebody took away one by one are gone already.
  private void remove(AgentJar jar) {
    List<Future<Void>> leaving =
        names(jar).stream().map(each -> host.remove(each, drain).otherwiseEmpty()).toList();
    await(Future.join(leaving).mapEmpty());
  }

  private static void await(Future<Void> done) {
    try {
      done.toCompletionStage().toCompletableFuture().join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
