package guildhall.samples.marketentry;

import guildhall.sdk.schema.Describe;
import guildhall.sdk.schema.Range;
import java.util.Optional;

/// A market-entry question: shall this product enter this country with this money?
///
/// The bounds are those of `market-entry.schema.json`; a test holds both together.
///
/// @param product what would be sold
/// @param country where
/// @param investmentEur spent once, before the first sale, in EUR
/// @param horizonYears whole years looked ahead
/// @param price what a consumer pays
/// @param demand how many units are sold
/// @param costs what making and selling them costs
/// @param discountRatePercent yearly rate that turns later money into today's
/// @param paths how many futures the simulation draws; see [#pathCount]
/// @param seed what the simulation draws them from; see [#seedNumber]
public record MarketEntryCase(
    @Describe("The product that would be sold.") Product product,
    @Describe("The country it would be sold in, ISO 3166-1 alpha-2.") Country country,
    @Describe("Up-front investment in EUR.") @Range(min = 0, max = 1e10) double investmentEur,
    @Describe("Years looked ahead.") @Range(min = 1, max = 15) int horizonYears,
    @Describe("The consumer price.") Price price,
    @Describe("The demand expected.") Demand demand,
    @Describe("The costs expected.") Costs costs,
    @Describe("Yearly discount rate in percent.") @Range(min = 0, max = 50)
        double discountRatePercent,
    @Describe("Simulated futures; 100000 unless given.") @Range(min = 100_000, max = 1_000_000)
        Optional<Integer> paths,
    @Describe("Seed of the simulation; 1 unless given.") @Range(min = 0, max = Integer.MAX_VALUE)
        Optional<Integer> seed) {

  /// Futures drawn where the case does not say.
  public static final int DEFAULT_PATHS = 100_000;

  /// Seed where the case does not say.
  public static final int DEFAULT_SEED = 1;

  /// How many futures to draw.
  public int pathCount() {
    return paths.orElse(DEFAULT_PATHS);
  }

  /// What to draw them from.
  public int seedNumber() {
    return seed.orElse(DEFAULT_SEED);
  }
}
