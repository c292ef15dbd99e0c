/// Who does it, and for how much: discovery, calls for proposals, awards, and the next in turn when
/// one fails.
///
/// What belongs here: the registry, the contract net, the course of a request from the first
/// question to its outcome. What does not: running agents (`host`), plans (`task`), how bids
/// compare (`market.score`, pure).
@NullMarked
package guildhall.market;

import org.jspecify.annotations.NullMarked;
