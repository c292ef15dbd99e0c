/// Tests of what contributors are shown: the projection, statements and forecasts.
@NullMarked
package guildhall.settlement.use;

import org.jspecify.annotations.NullMarked;
