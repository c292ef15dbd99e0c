package guildhall.samples.execution;

import guildhall.samples.legal.Assessment;
import guildhall.samples.legal.Requirement;
import guildhall.samples.legal.Requirement.Kind;
import java.util.ArrayList;
import java.util.List;

/// The written rules from requirements to packages.
///
/// Licences and obligations begin at once and run side by side, as the simulation assumes. Nothing
/// is bought and nothing advertised before the last licence is granted and the conditions are
/// decided on. The investment is spent on procurement, marketing and the launch itself.
final class Planner {

  private static final int PROCUREMENT_WEEKS = 8;
  private static final int MARKETING_WEEKS = 6;
  private static final int LAUNCH_WEEKS = 1;
  private static final int PROCUREMENT_PERCENT = 60;
  private static final int MARKETING_PERCENT = 30;

  private final PlanRequest request;
  private final Assessment assessment;
  private final List<WorkPackage> packages = new ArrayList<>();

  Planner(PlanRequest request) {
    this.request = request;
    this.assessment = request.assessment();
  }

  LaunchPlan plan() {
    assessment.of(Kind.LICENCE).forEach(each -> legal("licence", each));
    assessment.of(Kind.OBLIGATION).forEach(each -> legal("obligation", each));
    int licensed =
        assessment.of(Kind.LICENCE).stream().mapToInt(Requirement::weeks).max().orElse(0);
    conditions(licensed);
    spendInvestment(licensed);
    return new LaunchPlan(
        packages,
        packages.stream().mapToLong(WorkPackage::costEur).sum(),
        packages.stream().mapToInt(WorkPackage::endsWithWeek).max().orElse(0));
  }

  private void legal(String kind, Requirement requirement) {
    String record = requirement.citation().substring(requirement.citation().indexOf('#') + 1);
    String description =
        "%s (%s, %s)"
            .formatted(requirement.requires(), requirement.instrument(), requirement.article());
    add(
        kind + "-" + record,
        requirement.title(),
        description,
        requirement.costEur(),
        requirement.weeks(),
        0);
  }

  private void conditions(int afterWeek) {
    if (!request.conditions().isEmpty()) {
      add(
          "conditions",
          "Decide whether the conditions of the memo are met",
          String.join(" ", request.conditions()),
          0,
          0,
          afterWeek);
    }
  }

  private void spendInvestment(int licensed) {
    String product = request.marketCase().product().name();
    long investment = Math.round(request.marketCase().investmentEur());
    long procurement = investment * PROCUREMENT_PERCENT / 100;
    long marketing = investment * MARKETING_PERCENT / 100;
    int launch =
        Math.max(
            assessment.longestWeeks(), licensed + Math.max(PROCUREMENT_WEEKS, MARKETING_WEEKS));
    add(
        "procurement",
        "Procure the first stock",
        "Order, take delivery of and store the first stock of " + product + ".",
        procurement,
        PROCUREMENT_WEEKS,
        licensed);
    add(
        "marketing",
        "Prepare the market",
        "Set up distribution and announce " + product + ".",
        marketing,
        MARKETING_WEEKS,
        licensed);
    add(
        "launch",
        "Launch",
        "Open sales of " + product + " in " + request.marketCase().country().englishName() + ".",
        investment - procurement - marketing,
        LAUNCH_WEEKS,
        launch);
  }

  private void add(
      String id, String title, String description, long costEur, int weeks, int startsAfterWeek) {
    packages.add(
        new WorkPackage(
            id, packages.size() + 1, title, description, costEur, weeks, startsAfterWeek));
  }
}
