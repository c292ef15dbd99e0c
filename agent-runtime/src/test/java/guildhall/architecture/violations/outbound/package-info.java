/// A client that may pause, but not on a thread.
@NullMarked
package guildhall.architecture.violations.outbound;

import org.jspecify.annotations.NullMarked;
