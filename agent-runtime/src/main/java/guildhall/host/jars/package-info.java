/// Jars of agents: opened, deployed, replaced and taken away while the runtime runs.
///
/// What belongs here: from a file in a folder to agents that are hosted. What does not: running
/// them, which is the host's.
@NullMarked
package guildhall.host.jars;

import org.jspecify.annotations.NullMarked;
