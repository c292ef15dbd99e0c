/// The case: a product, a country, money at stake and the assumptions of whoever asks.
///
/// What belongs here: the records of the input, as `market-entry.schema.json` describes it, and the
/// countries and traits it may name. What does not: any judgement of the case.
@NullMarked
package guildhall.samples.marketentry;

import org.jspecify.annotations.NullMarked;
