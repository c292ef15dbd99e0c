package guildhall.samples.risk;

import guildhall.sdk.schema.Describe;

/// The distributions a simulation draws from, beside the case's own.
///
/// @param consumptionTax tax within the consumer price
/// @param corporateTax tax on profits
/// @param inflation yearly growth of costs
/// @param demandGrowth yearly growth of the units sold
public record Calibration(
    @Describe("Consumption tax rate.") Parameter consumptionTax,
    @Describe("Corporate tax rate.") Parameter corporateTax,
    @Describe("Inflation.") Parameter inflation,
    @Describe("Growth of the units sold.") Parameter demandGrowth) {}
