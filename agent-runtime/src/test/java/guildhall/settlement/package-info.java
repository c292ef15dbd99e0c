/// Splits, the commands that begin and end engagements, receipts.
@NullMarked
package guildhall.settlement;

import org.jspecify.annotations.NullMarked;
