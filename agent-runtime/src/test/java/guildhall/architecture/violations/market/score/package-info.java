/// A score that asks the market.
@NullMarked
package guildhall.architecture.violations.market.score;

import org.jspecify.annotations.NullMarked;
