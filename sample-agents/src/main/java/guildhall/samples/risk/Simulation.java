package guildhall.samples.risk;

import guildhall.sdk.schema.Describe;
import guildhall.sdk.schema.Range;
import java.util.List;

/// What the simulated futures are worth: net present values in whole EUR.
///
/// @param paths futures drawn
/// @param seed what they were drawn from
/// @param npvP5Eur one future in twenty is worth less
/// @param npvP50Eur one future in two is worth less
/// @param npvP95Eur nineteen futures in twenty are worth less
/// @param npvMeanEur their mean
/// @param lossProbability share of the futures worth less than nothing, 0 to 1
/// @param drivers the three uncertain inputs that matter most, the first most
/// @param delayWeeks weeks without sales it was simulated with
/// @param legalCostEur spent up front on what the law asks for, whole EUR
/// @param blocked whether the law forbids the sale, so that none of this can come true
public record Simulation(
    @Describe("Futures drawn.") @Range(min = 1) int paths,
    @Describe("Seed they were drawn from.") int seed,
    @Describe("5th percentile of the net present value in EUR.") long npvP5Eur,
    @Describe("Median of the net present value in EUR.") long npvP50Eur,
    @Describe("95th percentile of the net present value in EUR.") long npvP95Eur,
    @Describe("Mean net present value in EUR.") long npvMeanEur,
    @Describe("Share of futures worth less than nothing.") @Range(min = 0, max = 1)
        double lossProbability,
    @Describe("The three inputs that matter most.") List<Driver> drivers,
    @Describe("Weeks without sales.") @Range(min = 0) int delayWeeks,
    @Describe("Cost of what the law asks for in EUR.") @Range(min = 0) long legalCostEur,
    @Describe("Whether the law forbids the sale.") boolean blocked) {

  /// Copies the drivers.
  public Simulation {
    drivers = List.copyOf(drivers);
  }

  /// What the memo cites for a figure of this simulation.
  public String citation() {
    return "simulation#" + seed;
  }
}
