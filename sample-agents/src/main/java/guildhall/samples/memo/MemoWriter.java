package guildhall.samples.memo;

import guildhall.samples.legal.Assessment;
import guildhall.samples.legal.Requirement;
import guildhall.samples.legal.Requirement.Kind;
import guildhall.samples.marketentry.MarketEntryCase;
import guildhall.samples.memo.Sentence.Section;
import guildhall.samples.research.Finding;
import guildhall.samples.risk.Simulation;
import java.util.List;
import java.util.stream.Stream;

/// Puts what was found into sentences. No sentence without its source, no figure that is not in it.
final class MemoWriter {

  private final MemoRequest request;
  private final Assessment assessment;
  private final Simulation simulation;
  private final Verdict verdict;
  private final Composer composer = new Composer();

  MemoWriter(MemoRequest request) {
    this.request = request;
    this.assessment = request.assessment();
    this.simulation = request.simulation();
    this.verdict = new Verdict(assessment, simulation);
  }

  Memo write() {
    announceSources();
    reasons();
    allFindings().forEach(this::market);
    assessment.requirements().forEach(this::law);
    new MoneySentences(request, allFindings(), composer).write();
    remark();
    open();
    return new Memo(
        verdict.decision(),
        headline(),
        summary(),
        composer.sentences(),
        verdict.conditions(),
        composer.sources(),
        false);
  }

  /// What research found for the memo, then what legal bought and the memo did not have yet.
  private List<Finding> allFindings() {
    Stream<Finding> found = request.findings().findings().stream();
    return Stream.concat(found, assessment.facts().stream())
        .filter(new DistinctCitations()::isFirst)
        .toList();
  }

  private void announceSources() {
    allFindings().forEach(finding -> composer.source(finding.citation(), finding.source()));
    for (Requirement each : assessment.requirements()) {
      composer.source(
          each.citation(),
          "%s, %s (%d), by %s"
              .formatted(each.instrument(), each.article(), each.year(), each.source()));
    }
  }

  private void reasons() {
    composer.source(simulation.citation(), "Monte Carlo simulation of this case by the risk agent");
    for (Requirement blocker : assessment.of(Kind.BLOCKER)) {
      reason("The sale is forbidden: " + blocker.title() + ".", blocker.citation());
    }
    for (Requirement licence : verdict.licences()) {
      reason("It needs a licence first: " + licence.title() + ".", licence.citation());
    }
    if (!losesRarelyYetNoGo()) {
      reason(lossSentence(), simulation.citation());
    }
    if (verdict.earnsNothing() && !verdict.mostlyLoses()) {
      reason("At least half of the simulated futures earn nothing.", simulation.citation());
    }
  }

  /// Then the losses speak against the advice, and are no reason for it.
  private boolean losesRarelyYetNoGo() {
    return verdict.decision() == Decision.NO_GO && !verdict.oftenLoses();
  }

  private void remark() {
    if (losesRarelyYetNoGo()) {
      composer.add(Section.MONEY, lossSentence(), List.of(simulation.citation()), false);
    }
  }

  private void reason(String text, String citation) {
    composer.add(Section.REASONS, text, List.of(citation), false);
  }

  private String lossSentence() {
    String share = Figures.percent(simulation.lossProbability());
    if (simulation.lossProbability() == 0) {
      return "None of the simulated futures loses money.";
    }
    if (simulation.lossProbability() == 1) {
      return "All of the simulated futures lose money.";
    }
    if (verdict.mostlyLoses()) {
      return "A loss is more likely than not: " + share + " of the simulated futures lose money.";
    }
    return verdict.oftenLoses()
        ? "More than one future in five loses money: " + share + "."
        : "Few of the simulated futures lose money: " + share + ".";
  }

  private void market(Finding finding) {
    String text =
        Figures.contains(finding.sentence(), finding.figure())
            ? finding.sentence()
            : "%s: %s %s (%d)."
                .formatted(
                    finding.indicator().replace('_', ' '),
                    finding.figure(),
                    finding.unit(),
                    finding.year());
    String example = finding.illustrative() ? " (The figure is illustrative.)" : "";
    composer.add(
        Section.MARKET, text + example, List.of(finding.citation()), finding.illustrative());
  }

  private void law(Requirement requirement) {
    String text =
        "%s: %s. %s %s%s"
            .formatted(
                label(requirement.kind()),
                requirement.title(),
                requirement.requires(),
                requirement.why(),
                effort(requirement));
    List<String> citations =
        Stream.concat(Stream.of(requirement.citation()), requirement.facts().stream()).toList();
    composer.add(
        Section.LAW, text, citations, takesEffort(requirement) && requirement.costIllustrative());
  }

  private static boolean takesEffort(Requirement requirement) {
    boolean forNothing = requirement.costEur() == 0 && requirement.weeks() == 0;
    return requirement.kind() != Kind.BLOCKER && !forNothing;
  }

  private static String effort(Requirement requirement) {
    if (!takesEffort(requirement)) {
      return "";
    }
    return " Effort%s: %s and %s."
        .formatted(
            requirement.costIllustrative() ? " (illustrative)" : "",
            Figures.eur(requirement.costEur()),
            Figures.count(requirement.weeks(), "week"));
  }

  private static String label(Kind kind) {
    return switch (kind) {
      case OBLIGATION -> "Obligation";
      case LICENCE -> "Licence";
      case BLOCKER -> "Blocker";
    };
  }

  private void open() {
    assessment.gaps().forEach(gap -> composer.add(Section.OPEN, gap, List.of(), false));
    for (String indicator : request.findings().missing()) {
      String text = "No record was found for " + indicator.replace('_', ' ') + ".";
      composer.add(Section.OPEN, text, List.of(), false);
    }
  }

  private String headline() {
    MarketEntryCase marketCase = request.marketCase();
    return "%s: %s in %s"
        .formatted(
            verdict.decision().words(),
            marketCase.product().name(),
            marketCase.country().englishName());
  }

  private String summary() {
    return switch (verdict.decision()) {
      case GO ->
          "Nobody has to grant anything before the first sale, and the simulated futures leave room"
              + " for being wrong. The reasons follow, each with the record it rests on.";
      case CONDITIONAL ->
          "The case is worth pursuing, but not yet safe to start: the conditions below come first."
              + " The reasons follow, each with the record it rests on.";
      case NO_GO ->
          "The case should not be pursued as it stands. The reasons come first; the rest is what"
              + " was found on the way, each with the record it rests on.";
    };
  }
}
