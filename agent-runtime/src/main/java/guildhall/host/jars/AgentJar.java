package guildhall.host.jars;

import guildhall.sdk.Agent;
import java.nio.file.Path;
import java.util.List;

/// A jar that was opened, and the agents it offers.
public interface AgentJar extends AutoCloseable {

  /// At least one; the same each time.
  List<Agent> agents();

  /// Lets go of all it holds. Its agents are of no use any more.
  @Override
  void close();

  /// How a jar is opened.
  @FunctionalInterface
  interface Opener {

    /// Opens a jar and asks it for its agents; waits at most about half a minute for them.
    ///
    /// @throws BadJarException if any of it fails; nothing is left behind then
    AgentJar open(Path jar) throws BadJarException;
  }
}
