/// The test kit against the runtime it starts: worlds, scripts and faults.
@NullMarked
package guildhall.runtime.world;

import org.jspecify.annotations.NullMarked;
