package guildhall.samples.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import guildhall.samples.execution.LaunchReport.Sent;
import guildhall.samples.fakecall.FakeCall;
import guildhall.samples.fakecall.FakeCall.Sending;
import guildhall.samples.fakecall.FakeMarket;
import guildhall.samples.legal.Assessment;
import guildhall.samples.legal.Requirement;
import guildhall.samples.legal.Requirement.Kind;
import guildhall.samples.risk.Cases;
import guildhall.sdk.Amount;
import guildhall.sdk.Effect;
import guildhall.sdk.Refusal;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExecutionTest {

  private final FakeCall call = new FakeMarket(List.of(), List.of()).call(Amount.ZERO);

  private static Requirement requirement(Kind kind, String id, int weeks) {
    String citation = "regulations#" + id;
    return new Requirement(
        kind, id, "Act", "1", 2020, "Do.", "Why.", 100, true, weeks, citation, "S", List.of());
  }

  private static PlanRequest request(boolean blocked, String... conditions) {
    List<Requirement> requirements =
        List.of(
            requirement(Kind.LICENCE, "radio", 12),
            requirement(Kind.OBLIGATION, "label", 30),
            requirement(Kind.OBLIGATION, "notice", 1));
    Assessment assessment = new Assessment(requirements, 300, 30, blocked, List.of(), List.of(), 3);
    return new PlanRequest(Cases.threeYears(0, 0, 1), assessment, List.of(conditions));
  }

  private LaunchPlan plan(String... conditions) {
    return ExecutionAgent.plan(request(false, conditions), call);
  }

  @Test
  void plan_requirements_comeBeforeMoneyIsCommitted() {
    assertThat(plan("Get the licence.").packages())
        .extracting(WorkPackage::id)
        .containsExactly(
            "licence-radio",
            "obligation-label",
            "obligation-notice",
            "conditions",
            "procurement",
            "marketing",
            "launch");
    assertThat(plan().packages()).extracting(WorkPackage::id).doesNotContain("conditions");
  }

  @Test
  void plan_weeksAndCosts_addUp() {
    LaunchPlan plan = plan();
    assertThat(plan.totalCostEur()).isEqualTo(50_300);
    assertThat(plan.totalWeeks()).isEqualTo(31);
    for (WorkPackage each : plan.packages()) {
      assertThat(each.order()).isEqualTo(plan.packages().indexOf(each) + 1);
    }
    assertThat(plan.packages().get(3).startsAfterWeek()).isEqualTo(12);
    assertThat(plan.packages().getLast().startsAfterWeek()).isEqualTo(30);
  }

  @Test
  void quotePlan_blocked_isRefused() {
    assertThatThrownBy(() -> ExecutionAgent.quotePlan(request(true))).isInstanceOf(Refusal.class);
  }

  @Test
  void execute_everyPackage_isSentUnderItsOwnKey() throws Exception {
    LaunchPlan plan = plan();
    LaunchReport report = ExecutionAgent.execute(new LaunchOrder(plan), call);
    assertThat(call.sendings())
        .containsExactlyElementsOf(
            plan.packages().stream()
                .map(each -> new Sending("launch-desk", "task-1/" + each.id(), each))
                .toList());
    assertThat(report.sent().getFirst())
        .isEqualTo(new Sent("licence-radio", "REF-task-1/licence-radio"));
    assertThat(call.told().getLast().permille()).isEqualTo(1000);
  }

  @Test
  void execute_rejectedOrUnknown_isRefusedWithTheReason() {
    LaunchOrder order = new LaunchOrder(plan());
    call.sendingTo((_, _) -> new Effect.Rejected(422, "no such product"));
    assertThatThrownBy(() -> ExecutionAgent.execute(order, call))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("licence-radio")
        .hasMessageContaining("no such product");
    call.sendingTo((_, _) -> new Effect.Unknown("timed out"));
    assertThatThrownBy(() -> ExecutionAgent.execute(order, call))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("timed out");
  }

  @Test
  void quoteExecution_morePackages_costsMore() {
    assertThat(ExecutionAgent.quoteExecution(new LaunchOrder(plan())).fee())
        .isEqualTo(Amount.credits("0.8"));
  }
}
