/// For tests of agents: the real runtime in memory, with a clock that a test moves and books that a
/// test looks into.
///
/// What belongs here: what a test of an agent says and asserts. What does not: the runtime, which
/// is found at run time, so that a test needs `agent-runtime` on its class path.
@NullMarked
package guildhall.sdk.testkit;

import org.jspecify.annotations.NullMarked;
