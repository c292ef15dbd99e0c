package guildhall.samples.risk;

import guildhall.samples.marketentry.MarketEntryCase;

/// The yearly cash flows of a case, as a function from what is uncertain to a net present value.
///
/// Rules, all amounts in EUR and nominal:
/// - Investment and legal cost are spent at once.
/// - Units are sold once the lead time has passed; the first, perhaps partial, year on the market
///   starts with the first year's demand, and demand grows from year to year then.
/// - Of the consumer price the consumption tax goes away. Costs grow with inflation, the price with
///   half of it.
/// - The fixed cost is due every year, also while waiting.
/// - A year's profit is taxed, a loss is not and is not carried forward.
///
/// Immutable; only [StrictMath] and plain arithmetic, so that every machine gets the same bits.
final class CashFlow {

  /// How much of inflation the price follows.
  static final double PRICE_PASS_THROUGH = 0.5;

  private static final double WEEKS_PER_YEAR = 52;

  private final MarketEntryCase marketCase;
  private final Calibration calibration;
  private final double upFrontEur;
  private final double netPriceEur;
  private final double taxRate;
  private final double[] openShare;
  private final double[] discount;

  CashFlow(SimulationRequest request) {
    this.marketCase = request.marketCase();
    this.calibration = request.calibration();
    this.upFrontEur = marketCase.investmentEur() + request.legalCostEur();
    double consumptionTax = calibration.consumptionTax().mean() / 100;
    this.netPriceEur = marketCase.price().unitEur() / (1 + consumptionTax);
    this.taxRate = calibration.corporateTax().mean() / 100;
    this.openShare = openShare(marketCase.horizonYears(), request.leadWeeks() / WEEKS_PER_YEAR);
    this.discount = discount(marketCase.horizonYears(), 1 + marketCase.discountRatePercent() / 100);
  }

  private static double[] openShare(int years, double delayYears) {
    double[] share = new double[years];
    for (int year = 0; year < years; year++) {
      share[year] = Math.min(1, Math.max(0, year + 1 - delayYears));
    }
    return share;
  }

  private static double[] discount(int years, double rate) {
    double[] factors = new double[years];
    double factor = 1;
    for (int year = 0; year < years; year++) {
      factor /= rate;
      factors[year] = factor;
    }
    return factors;
  }

  /// The net present value of one future.
  ///
  /// @param draws shape `[5]`, in [Uncertain] order, in standard deviations from the mean
  double netPresentValue(double[] draws) {
    double price = netPriceEur * (1 + marketCase.price().spreadPercent() / 100 * draws[0]);
    double growth = factor(calibration.demandGrowth(), draws[1]);
    double spread = marketCase.costs().uncertaintyPercent() / 100;
    double unitCost = marketCase.costs().unitEur() * (1 + spread * draws[2]);
    double fixedCost = marketCase.costs().fixedPerYearEur() * (1 + spread * draws[3]);
    double inflation = factor(calibration.inflation(), draws[4]);
    double priceGrowth = 1 + PRICE_PASS_THROUGH * (inflation - 1);

    double units = marketCase.demand().firstYearUnits();
    double value = -upFrontEur;
    for (int year = 0; year < openShare.length; year++) {
      double profit = openShare[year] * units * (price - unitCost) - fixedCost;
      value += discount[year] * (profit > 0 ? profit * (1 - taxRate) : profit);
      units = openShare[year] > 0 ? units * growth : units;
      price *= priceGrowth;
      unitCost *= inflation;
      fixedCost *= inflation;
    }
    return value;
  }

  /// Growth from one year to the next: never below nothing.
  private static double factor(Parameter parameter, double draw) {
    return Math.max(0, 1 + (parameter.mean() + parameter.deviation() * draw) / 100);
  }
}
