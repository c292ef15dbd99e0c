/// The market the host should not know.
@NullMarked
package guildhall.architecture.violations.market;

import org.jspecify.annotations.NullMarked;
