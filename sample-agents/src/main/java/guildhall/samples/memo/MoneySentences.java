package guildhall.samples.memo;

import guildhall.samples.marketentry.MarketEntryCase;
import guildhall.samples.memo.Sentence.Section;
import guildhall.samples.research.Finding;
import guildhall.samples.risk.Driver;
import guildhall.samples.risk.Parameter;
import guildhall.samples.risk.Simulation;
import java.util.List;
import java.util.stream.Collectors;

/// The part of a memo about money: what was assumed, what was taken from records, what came out.
final class MoneySentences {

  private static final String INPUT = "input#case";
  private static final String CALIBRATION = "calibration#defaults";

  private final MarketEntryCase marketCase;
  private final MemoRequest request;
  private final Simulation simulation;
  private final List<Finding> findings;
  private final Composer composer;

  /// @param findings every finding the composer knows as a source
  MoneySentences(MemoRequest request, List<Finding> findings, Composer composer) {
    this.marketCase = request.marketCase();
    this.request = request;
    this.simulation = request.simulation();
    this.findings = findings;
    this.composer = composer;
    composer.source(INPUT, "The case as it was submitted");
    composer.source(CALIBRATION, "Defaults of the risk agent where no record was found");
  }

  void write() {
    assumptions();
    taken("The consumption tax within the price", request.calibration().consumptionTax());
    taken("The tax on profits", request.calibration().corporateTax());
    taken("Yearly inflation of costs", request.calibration().inflation());
    result();
    drivers();
  }

  private void assumptions() {
    add(
        "The case expects %s %s in the first year, growing by %s percent a year, at %s each."
            .formatted(
                Figures.grouped(marketCase.demand().firstYearUnits()),
                marketCase.demand().firstYearUnits() == 1 ? "unit" : "units",
                Figures.plain(marketCase.demand().growthPercent()),
                Figures.eur(marketCase.price().unitEur())),
        INPUT);
    add(
        "It puts a unit's cost at %s and fixed costs at %s a year."
            .formatted(
                Figures.eur(marketCase.costs().unitEur()),
                Figures.eur(marketCase.costs().fixedPerYearEur())),
        INPUT);
    add(
        "It invests %s, looks %s ahead and discounts at %s percent a year."
            .formatted(
                Figures.eur(marketCase.investmentEur()),
                Figures.count(marketCase.horizonYears(), "year"),
                Figures.plain(marketCase.discountRatePercent())),
        INPUT);
  }

  /// The figure as its record has it; a default as the calibration has it.
  private void taken(String what, Parameter parameter) {
    List<String> cited = parameter.citations().stream().filter(this::isKnown).toList();
    String figure =
        findings.stream()
            .filter(finding -> cited.contains(finding.citation()))
            .map(Finding::figure)
            .findFirst()
            .orElse(Figures.plain(parameter.mean()));
    composer.add(
        Section.MONEY,
        "%s is taken as %s percent%s."
            .formatted(what, figure, parameter.illustrative() ? " (illustrative)" : ""),
        cited.isEmpty() ? List.of(CALIBRATION) : cited,
        parameter.illustrative());
  }

  private boolean isKnown(String citation) {
    return findings.stream().anyMatch(finding -> finding.citation().equals(citation));
  }

  private void result() {
    add(
        "Meeting the law costs %s up front and takes %s; nothing is sold before."
            .formatted(
                Figures.eur(simulation.legalCostEur()),
                Figures.count(simulation.delayWeeks(), "week")),
        simulation.citation());
    add(
        "Of %s simulated futures (seed %d) at least half are worth %s or more today."
            .formatted(
                Figures.grouped(simulation.paths()),
                simulation.seed(),
                Figures.estimate(simulation.npvP50Eur())),
        simulation.citation());
    add(
        "At least one in twenty is worth %s or less, one in twenty %s or more; the mean is %s."
            .formatted(
                Figures.estimate(simulation.npvP5Eur()),
                Figures.estimate(simulation.npvP95Eur()),
                Figures.estimate(simulation.npvMeanEur())),
        simulation.citation());
    if (simulation.blocked()) {
      add(
          "None of these futures can come true while the sale is forbidden.",
          simulation.citation());
    }
  }

  private void drivers() {
    String list =
        simulation.drivers().stream()
            .filter(driver -> !Figures.isNegligible(driver.share()))
            .map(MoneySentences::words)
            .collect(Collectors.joining(", "));
    add(
        list.isEmpty()
            ? "No uncertain input moves the result."
            : "What matters most, by share of the spread: " + list + ".",
        simulation.citation());
  }

  private static String words(Driver driver) {
    return driver.input().words() + " (" + Figures.percent(driver.share()) + ")";
  }

  private void add(String text, String citation) {
    composer.add(Section.MONEY, text, List.of(citation), false);
  }
}
