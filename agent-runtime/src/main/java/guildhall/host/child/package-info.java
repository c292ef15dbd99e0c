/// Untrusted jars of agents: each in a process of its own, started, watched, spoken to and ended
/// from here.
///
/// What belongs here: the runtime's side of a child, so that its agents are agents like any other
/// to the host. What does not: holds, deadlines and scores, which are the host's and the market's,
/// and what runs in the child, which is [guildhall.child].
@NullMarked
package guildhall.host.child;

import org.jspecify.annotations.NullMarked;
