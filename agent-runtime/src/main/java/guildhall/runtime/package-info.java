/// Wiring only: which part gets which.
@NullMarked
package guildhall.runtime;

import org.jspecify.annotations.NullMarked;
