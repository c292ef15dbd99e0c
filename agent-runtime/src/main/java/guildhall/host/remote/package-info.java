/// Agents of any language that join by the URL of their A2A 1.0 agent card: the card, its check,
/// the protocol, and when such an agent is listed and when it is not.
///
/// What belongs here: what is said to a remote agent and what its answers mean. What does not: how
/// calls are awarded, timed, ended and paid, which is the host's for every agent alike, and where a
/// request may go, which is [guildhall.outbound.GuardedHttp]'s.
@NullMarked
package guildhall.host.remote;

import org.jspecify.annotations.NullMarked;
