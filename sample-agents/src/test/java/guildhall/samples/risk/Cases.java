package guildhall.samples.risk;

import guildhall.samples.marketentry.Costs;
import guildhall.samples.marketentry.Country;
import guildhall.samples.marketentry.Demand;
import guildhall.samples.marketentry.MarketEntryCase;
import guildhall.samples.marketentry.Price;
import guildhall.samples.marketentry.Product;
import java.util.List;
import java.util.Optional;

/// Small cases whose value can be worked out by hand.
public final class Cases {

  /// Consumption tax 19, corporate tax 25, no inflation, demand growing by 10 percent: all certain.
  public static final Calibration CERTAIN =
      new Calibration(
          Parameter.certain(19),
          Parameter.certain(25),
          Parameter.certain(0),
          Parameter.certain(10));

  private Cases() {}

  /// Three years of 1000, 1100 and 1210 units at 100 net of tax.
  public static MarketEntryCase threeYears(double pricePercent, double costPercent, int seed) {
    return new MarketEntryCase(
        new Product("Thing", "toys", "", List.of()),
        Country.DE,
        50_000,
        3,
        new Price(119, pricePercent),
        new Demand(1000, 10),
        new Costs(60, 5000, costPercent),
        10,
        Optional.empty(),
        Optional.of(seed));
  }
}
