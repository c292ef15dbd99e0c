/// A rail that fails in the ways a system outside can: it is silent, it loses what it was asked, it
/// does what it was asked and cannot say so.
@NullMarked
package guildhall.rail.faultrail;

import org.jspecify.annotations.NullMarked;
