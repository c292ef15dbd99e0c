/// A package without a place in the order.
@NullMarked
package guildhall.architecture.violations.elsewhere;

import org.jspecify.annotations.NullMarked;
