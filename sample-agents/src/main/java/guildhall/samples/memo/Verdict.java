package guildhall.samples.memo;

import guildhall.samples.legal.Assessment;
import guildhall.samples.legal.Requirement;
import guildhall.samples.legal.Requirement.Kind;
import guildhall.samples.risk.Simulation;
import java.util.ArrayList;
import java.util.List;

/// The written rules from findings to advice, the first that applies:
///
/// 1. A blocker, a loss more likely than not, or a median that earns nothing: no-go.
/// 2. A licence to be granted, or a loss in more than one future in five: conditional.
/// 3. Otherwise: go.
final class Verdict {

  private static final double LOSS_NO_GO = 0.5;
  private static final double LOSS_CONDITIONAL = 0.2;

  private final Assessment assessment;
  private final Simulation simulation;

  Verdict(Assessment assessment, Simulation simulation) {
    this.assessment = assessment;
    this.simulation = simulation;
  }

  Decision decision() {
    if (assessment.blocked() || mostlyLoses() || earnsNothing()) {
      return Decision.NO_GO;
    }
    return licences().isEmpty() && !oftenLoses() ? Decision.GO : Decision.CONDITIONAL;
  }

  boolean mostlyLoses() {
    return simulation.lossProbability() > LOSS_NO_GO;
  }

  boolean earnsNothing() {
    return simulation.npvP50Eur() <= 0;
  }

  boolean oftenLoses() {
    return simulation.lossProbability() > LOSS_CONDITIONAL;
  }

  List<Requirement> licences() {
    return assessment.of(Kind.LICENCE);
  }

  /// What has to be met first: something for a conditional go, nothing for any other decision.
  List<String> conditions() {
    if (decision() != Decision.CONDITIONAL) {
      return List.of();
    }
    List<String> conditions = new ArrayList<>();
    for (Requirement licence : licences()) {
      conditions.add(
          "Obtain before the first sale: %s (%s, %s)."
              .formatted(licence.title(), licence.instrument(), licence.article()));
    }
    if (oftenLoses()) {
      conditions.add(
          "Before committing the whole investment, test the assumption that matters most: %s."
              .formatted(simulation.drivers().getFirst().input().words()));
    }
    return conditions;
  }
}
