/// A gateway that knows the wiring; serving HTTP is its own right.
@NullMarked
package guildhall.architecture.violations.gateway;

import org.jspecify.annotations.NullMarked;
