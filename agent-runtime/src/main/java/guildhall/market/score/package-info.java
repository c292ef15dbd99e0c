/// How bids compare, pure: the same bids under the same weights always rank the same.
@NullMarked
package guildhall.market.score;

import org.jspecify.annotations.NullMarked;
