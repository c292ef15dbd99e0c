package guildhall.samples.marketentry;

import guildhall.sdk.schema.Describe;
import guildhall.sdk.schema.Range;

/// How many units are sold.
///
/// @param firstYearUnits in the first full year on the market
/// @param growthPercent expected growth of the units from year to year
public record Demand(
    @Describe("Units sold in the first full year on the market.") @Range(min = 0, max = 1e7)
        double firstYearUnits,
    @Describe("Expected yearly growth of the units in percent.") @Range(min = -50, max = 100)
        double growthPercent) {}
