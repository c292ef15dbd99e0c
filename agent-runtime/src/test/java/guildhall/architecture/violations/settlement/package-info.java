/// A settlement that looks up, and one that pays in fractions.
@NullMarked
package guildhall.architecture.violations.settlement;

import org.jspecify.annotations.NullMarked;
