/// How bids compare, in tables.
@NullMarked
package guildhall.market.score;

import org.jspecify.annotations.NullMarked;
