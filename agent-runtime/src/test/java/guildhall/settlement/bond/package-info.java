/// Tests of bonds.
@NullMarked
package guildhall.settlement.bond;

import org.jspecify.annotations.NullMarked;
