package guildhall.samples.marketentry;

import guildhall.sdk.schema.Describe;
import guildhall.sdk.schema.Range;

/// What a consumer pays.
///
/// @param unitEur for one unit, consumption tax included, in EUR
/// @param spreadPercent one standard deviation of that price, in percent of it
public record Price(
    @Describe("Consumer price of one unit in EUR, consumption tax included.")
        @Range(min = 0.01, max = 100_000)
        double unitEur,
    @Describe("One standard deviation of the price, in percent of it.") @Range(min = 0, max = 30)
        double spreadPercent) {}
