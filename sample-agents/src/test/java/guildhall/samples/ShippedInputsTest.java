package guildhall.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guildhall.samples.execution.LaunchPlan;
import guildhall.samples.execution.LaunchReport;
import guildhall.samples.fakecall.GoalRun;
import guildhall.samples.legal.Assessment;
import guildhall.samples.marketentry.Country;
import guildhall.samples.memo.Decision;
import guildhall.samples.memo.Memo;
import guildhall.samples.memo.Sentence;
import guildhall.samples.risk.Simulation;
import guildhall.sdk.Amount;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The three inputs that are shipped, and the first one everywhere.
class ShippedInputsTest {

  private static final JsonNode BATTERY = Resource.json(SampleAgents.INPUTS.get(0));
  private static final JsonNode MONITOR = Resource.json(SampleAgents.INPUTS.get(1));
  private static final JsonNode VAPE = Resource.json(SampleAgents.INPUTS.get(2));

  @Test
  void battery_inGermany_isLaunchedAsPlanned() throws Exception {
    GoalRun run = Samples.run(BATTERY);
    Memo memo = run.delivered("memo", Memo.class);
    assertThat(memo.decision()).isIn(Decision.GO, Decision.CONDITIONAL);
    LaunchPlan plan = run.delivered("plan", LaunchPlan.class);
    LaunchReport report = run.delivered("launch", LaunchReport.class);
    assertThat(report.sent()).hasSameSizeAs(plan.packages());
    assertThat(plan.totalCostEur())
        .isEqualTo(2_500_000 + run.delivered("duties", Assessment.class).totalCostEur());
    assertThat(run.spent()).isLessThan(Amount.credits("12"));
  }

  @Test
  void monitor_inIndia_isConditional() throws Exception {
    GoalRun run = Samples.run(MONITOR);
    Memo memo = run.delivered("memo", Memo.class);
    assertThat(memo.decision()).isEqualTo(Decision.CONDITIONAL);
    assertThat(memo.conditions()).isNotEmpty();
    assertThat(run.delivered("plan", LaunchPlan.class).packages())
        .anyMatch(each -> each.id().equals("conditions"));
  }

  @Test
  void vape_inBrazil_isForbidden() throws Exception {
    GoalRun run = Samples.run(VAPE);
    assertThat(run.delivered("memo", Memo.class).decision()).isEqualTo(Decision.NO_GO);
    assertThat(run.delivered("duties", Assessment.class).blocked()).isTrue();
    assertThat(run.delivered("risk", Simulation.class).blocked()).isTrue();
    assertThat(run.delivered("plan").isMissingNode()).isTrue();
    assertThat(run.delivered("launch").isMissingNode()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void battery_inEveryCountry_citesItsOwnFactsAndRules(Country country) throws Exception {
    JsonNode input = ((ObjectNode) BATTERY.deepCopy()).put("country", country.name());
    GoalRun run = Samples.run(input);
    Memo memo = run.delivered("memo", Memo.class);
    assertThat(FigureAudit.unfounded(memo, run, input)).isEmpty();
    List<String> citations =
        memo.sentences().stream().map(Sentence::citations).flatMap(List::stream).toList();
    assertThat(citations).anyMatch(each -> each.startsWith("market-facts#"));
    assertThat(citations).anyMatch(each -> each.startsWith("regulations#"));
    assertThat(memo.sources()).map(source -> source.citation()).containsAll(citations);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void memo_illustrativeSentence_saysSo(int shipped) throws Exception {
    Memo memo =
        Samples.run(Resource.json(SampleAgents.INPUTS.get(shipped))).delivered("memo", Memo.class);
    assertThat(memo.sentences())
        .anyMatch(Sentence::illustrative)
        .allMatch(each -> each.illustrative() == each.text().contains("illustrative"));
  }

  @Test
  void audit_changedFigure_isFound() throws Exception {
    GoalRun run = Samples.run(BATTERY);
    Memo memo = run.delivered("memo", Memo.class);
    Sentence first =
        memo.sentences().stream()
            .filter(each -> each.section() == Sentence.Section.MARKET)
            .findFirst()
            .orElseThrow();
    Sentence forged =
        new Sentence(
            first.section(), first.text().replaceFirst("[0-9]", "4"), first.citations(), false);
    Memo changed =
        new Memo(memo.decision(), "", "", List.of(forged), List.of(), memo.sources(), false);
    assertThat(FigureAudit.unfounded(changed, run, BATTERY)).hasSize(1);
  }
}
