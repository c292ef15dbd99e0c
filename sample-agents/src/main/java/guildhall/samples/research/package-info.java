/// Research: figures about countries and markets, each with the record it comes from.
///
/// Two agents sell the same capability at different price, speed and depth, so that choosing
/// between them is a negotiation. What belongs here: finding and citing records of the datanet
/// `market-facts`. What does not: concluding anything from them.
@NullMarked
package guildhall.samples.research;

import org.jspecify.annotations.NullMarked;
