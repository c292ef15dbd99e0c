package guildhall.samples.risk;

import guildhall.samples.marketentry.MarketEntryCase;
import guildhall.sdk.schema.Describe;
import guildhall.sdk.schema.Range;

/// What a simulation is made from.
///
/// @param marketCase the case with its own assumptions
/// @param calibration the distributions beside them
/// @param legalCostEur spent once on what the law asks for, in EUR
/// @param leadWeeks how long that takes; nothing is sold before
/// @param blocked whether the law forbids the sale; the simulation then says what would be without
public record SimulationRequest(
    @Describe("The case with its own assumptions.") MarketEntryCase marketCase,
    @Describe("The distributions beside them.") Calibration calibration,
    @Describe("Cost of what the law asks for, in EUR.") @Range(min = 0) long legalCostEur,
    @Describe("Weeks before the first sale.") @Range(min = 0) int leadWeeks,
    @Describe("Whether the law forbids the sale.") boolean blocked) {}
