/// A node in memory for tests of agents, and what can be made to go wrong in it.
///
/// What belongs here: the engine behind `guildhall.sdk.testkit`. What does not: anything a node in
/// earnest needs.
@NullMarked
package guildhall.runtime.world;

import org.jspecify.annotations.NullMarked;
