/// Running agents: their prices, their handlers, their deadlines, what they may touch.
///
/// What belongs here: from an awarded call to its delivery or its failure, on virtual threads. What
/// does not: choosing agents. The way back up to the market is [guildhall.sdk.spi.Trade], wired by
/// `runtime`.
@NullMarked
package guildhall.host;

import org.jspecify.annotations.NullMarked;
