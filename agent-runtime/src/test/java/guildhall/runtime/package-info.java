/// The parts working together on one node.
@NullMarked
package guildhall.runtime;

import org.jspecify.annotations.NullMarked;
