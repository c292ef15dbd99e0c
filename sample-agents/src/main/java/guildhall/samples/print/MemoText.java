package guildhall.samples.print;

import guildhall.samples.execution.LaunchPlan;
import guildhall.samples.execution.WorkPackage;
import guildhall.samples.memo.Figures;
import guildhall.samples.memo.Memo;
import guildhall.samples.memo.Sentence;
import guildhall.samples.memo.Sentence.Section;
import guildhall.samples.memo.Source;
import guildhall.samples.risk.Driver;
import guildhall.samples.risk.Simulation;
import java.util.List;
import java.util.stream.Collectors;

/// Memo, simulation and plan as plain text, no line longer than 100 characters.
public final class MemoText {

  private MemoText() {}

  /// A memo with its sources numbered and listed at the end.
  public static String of(Memo memo) {
    Lines lines = new Lines();
    lines.heading(memo.headline());
    lines.heading(memo.summary());
    for (Section section : Section.values()) {
      section(memo, section, lines);
    }
    conditions(memo.conditions(), lines);
    sources(memo.sources(), lines);
    return lines.toString();
  }

  private static void section(Memo memo, Section section, Lines lines) {
    List<Sentence> sentences =
        memo.sentences().stream().filter(each -> each.section() == section).toList();
    if (sentences.isEmpty()) {
      return;
    }
    lines.heading(section.title());
    for (Sentence sentence : sentences) {
      lines.paragraph("  - ", sentence.text() + references(sentence, memo.sources()));
    }
  }

  private static String references(Sentence sentence, List<Source> sources) {
    List<String> citations = sources.stream().map(Source::citation).toList();
    return sentence.citations().stream()
        .map(citation -> " [" + (citations.indexOf(citation) + 1) + "]")
        .collect(Collectors.joining());
  }

  private static void conditions(List<String> conditions, Lines lines) {
    if (conditions.isEmpty()) {
      return;
    }
    lines.heading("Conditions");
    for (int i = 0; i < conditions.size(); i++) {
      lines.paragraph("  %d. ".formatted(i + 1), conditions.get(i));
    }
  }

  private static void sources(List<Source> sources, Lines lines) {
    lines.heading("Sources");
    for (int i = 0; i < sources.size(); i++) {
      Source source = sources.get(i);
      lines.paragraph(
          "  %5s ".formatted("[" + (i + 1) + "]"), source.citation() + ": " + source.name());
    }
  }

  /// A simulation.
  public static String of(Simulation simulation) {
    Lines lines = new Lines();
    lines.heading(
        "Net present value of %s simulated futures, seed %d"
            .formatted(Figures.grouped(simulation.paths()), simulation.seed()));
    row("5th percentile", Figures.estimate(simulation.npvP5Eur()), lines);
    row("median", Figures.estimate(simulation.npvP50Eur()), lines);
    row("95th percentile", Figures.estimate(simulation.npvP95Eur()), lines);
    row("mean", Figures.estimate(simulation.npvMeanEur()), lines);
    row("probability of loss", Figures.percent(simulation.lossProbability()), lines);
    for (Driver driver : simulation.drivers()) {
      if (Figures.isNegligible(driver.share())) {
        continue;
      }
      row("spread by " + driver.input().words(), Figures.percent(driver.share()), lines);
    }
    return lines.toString();
  }

  private static void row(String name, String value, Lines lines) {
    lines.paragraph("  %-34s".formatted(name), value);
  }

  /// A launch plan, a package a paragraph.
  public static String of(LaunchPlan plan) {
    Lines lines = new Lines();
    lines.heading(
        "Launch plan: %s, %s, %s"
            .formatted(
                Figures.count(plan.packages().size(), "package"),
                Figures.eur(plan.totalCostEur()),
                Figures.count(plan.totalWeeks(), "week")));
    for (WorkPackage each : plan.packages()) {
      String when = "weeks %d to %d".formatted(each.startsAfterWeek(), each.endsWithWeek());
      lines.paragraph(
          "  %3d. ".formatted(each.order()),
          "%s (%s, %s)".formatted(each.title(), when, Figures.eur(each.costEur())));
    }
    return lines.toString();
  }
}
