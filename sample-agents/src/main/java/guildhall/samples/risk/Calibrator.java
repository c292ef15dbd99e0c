package guildhall.samples.risk;

import guildhall.samples.marketentry.MarketEntryCase;
import guildhall.samples.research.Finding;
import java.util.List;
import java.util.Optional;

/// The written rules from figures to distributions.
///
/// A figure that is missing, or that is no number, is replaced by a default that says so.
final class Calibrator {

  private static final double CONSUMPTION_TAX_DEFAULT = 15;
  private static final double CORPORATE_TAX_DEFAULT = 25;
  private static final double INFLATION_DEFAULT = 3;

  private final MarketEntryCase marketCase;
  private final List<Finding> findings;

  Calibrator(CalibrationRequest request) {
    this.marketCase = request.marketCase();
    this.findings = request.findings();
  }

  Calibration calibrate() {
    return new Calibration(
        rate("consumption_tax_rate", CONSUMPTION_TAX_DEFAULT),
        rate("corporate_tax_rate", CORPORATE_TAX_DEFAULT),
        inflation(),
        demandGrowth());
  }

  private Parameter rate(String indicator, double defaultPercent) {
    Optional<Finding> finding = usable(indicator);
    double rate = clamp(finding.map(Calibrator::number).orElse(defaultPercent), 0, 100);
    return new Parameter(rate, 0, "Taken as it stands.", citations(finding), illustrative(finding));
  }

  /// A year's figure says little about the next fifteen: half a point at least, two fifths of it
  /// beyond.
  private Parameter inflation() {
    Optional<Finding> finding = usable("inflation");
    double mean = clamp(finding.map(Calibrator::number).orElse(INFLATION_DEFAULT), -10, 100);
    double deviation = Math.min(10, Math.max(0.5, 0.4 * Math.abs(mean)));
    return new Parameter(
        mean,
        deviation,
        "The last figure, give or take two fifths of it.",
        citations(finding),
        illustrative(finding));
  }

  /// The case says how fast demand grows; the further that is from the growth of the whole economy,
  /// the less certain it is.
  private Parameter demandGrowth() {
    double mean = marketCase.demand().growthPercent();
    Optional<Finding> economy = usable("gdp_growth");
    double distance = Math.abs(mean - clamp(economy.map(Calibrator::number).orElse(0.0), -50, 50));
    return new Parameter(
        mean,
        Math.min(15, 2 + distance / 4),
        "As the case says, less certain the further it is from the growth of the economy.",
        citations(economy),
        illustrative(economy));
  }

  private Optional<Finding> usable(String indicator) {
    return Finding.of(indicator, findings).filter(Calibrator::isNumber);
  }

  private static boolean isNumber(Finding finding) {
    return finding.figure().matches("-?[0-9]{1,15}(\\.[0-9]{1,15})?");
  }

  private static double number(Finding finding) {
    return Double.parseDouble(finding.figure());
  }

  private static List<String> citations(Optional<Finding> finding) {
    return finding.map(Finding::citation).stream().toList();
  }

  private static boolean illustrative(Optional<Finding> finding) {
    return finding.map(Finding::illustrative).orElse(true);
  }

  private static double clamp(double value, double least, double most) {
    return Math.min(most, Math.max(least, value));
  }
}
