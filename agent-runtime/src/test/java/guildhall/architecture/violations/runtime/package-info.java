/// The wiring nobody should know.
@NullMarked
package guildhall.architecture.violations.runtime;

import org.jspecify.annotations.NullMarked;
