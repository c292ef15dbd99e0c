package guildhall.sdk.spi;

import guildhall.sdk.Agent;
import java.util.List;

/// What a jar of agents offers to a running runtime; found by [java.util.ServiceLoader]. A jar may
/// have several.
///
/// The jar has a class loader of its own below the runtime's. Records that agents of other jars are
/// to buy or sell must therefore come from the runtime's class path; records that the jar brings
/// are known to its own agents, and to tasks, which speak JSON.
///
/// A jar that is not trusted runs in a process of its own, whose class path has the SDK and nothing
/// of the runtime. It brings all else it needs, records too; those of a name that the runtime's
/// class path has must have the same components. The runtime knows them by name and schema, so two
/// such jars may trade in records that both bring.
public interface Agents {

  /// The agents, at least one in a jar. Called once, when the jar is deployed, on a virtual thread;
  /// an exception, or half a minute without an answer, refuses the whole jar.
  ///
  /// @return at least one of all that the jar has
  List<Agent> agents();
}
