package guildhall.host.child;

import java.util.List;
import java.util.OptionalLong;

/// How an untrusted jar fares.
///
/// @param jar name of its file
/// @param agents names of its agents
/// @param state what its process does
/// @param pid of the process, if there is one
/// @param ends how often a process of it ended that was not meant to
/// @param lastEnd why the last one did, empty if none has
public record ChildStatus(
    String jar, List<String> agents, State state, OptionalLong pid, int ends, String lastEnd) {

  /// Copies the names.
  public ChildStatus {
    agents = List.copyOf(agents);
  }

  /// What a process does.
  public enum State {
    /// It starts, or will after a while.
    STARTING,
    /// It works.
    RUNNING,
    /// It ended too often: its agents are frozen, and it starts again when one is unfrozen.
    GIVEN_UP,
    /// Its jar is closed.
    CLOSED
  }
}
