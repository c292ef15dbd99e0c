package guildhall.samples.marketentry;

import guildhall.sdk.schema.Describe;
import guildhall.sdk.schema.Range;

/// What making and selling the units costs.
///
/// @param unitEur for one unit, in EUR of the first year
/// @param fixedPerYearEur a year whatever is sold, in EUR of the first year
/// @param uncertaintyPercent one standard deviation of both, in percent of them
public record Costs(
    @Describe("Cost of one unit in EUR.") @Range(min = 0, max = 100_000) double unitEur,
    @Describe("Fixed cost of one year in EUR.") @Range(min = 0, max = 1e9) double fixedPerYearEur,
    @Describe("One standard deviation of the costs, in percent of them.") @Range(min = 0, max = 30)
        double uncertaintyPercent) {}
