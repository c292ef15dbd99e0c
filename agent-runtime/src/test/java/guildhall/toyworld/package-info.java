/// A whole node in memory with toy agents, for tests of how the parts work together.
@NullMarked
package guildhall.toyworld;

import org.jspecify.annotations.NullMarked;
