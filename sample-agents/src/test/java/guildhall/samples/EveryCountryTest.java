package guildhall.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import guildhall.json.RecordJson;
import guildhall.samples.execution.Launch;
import guildhall.samples.execution.LaunchPlan;
import guildhall.samples.execution.PlanRequest;
import guildhall.samples.execution.WorkPackage;
import guildhall.samples.fakecall.GoalRun;
import guildhall.samples.legal.Assessment;
import guildhall.samples.marketentry.CaseSchema;
import guildhall.samples.marketentry.Country;
import guildhall.samples.marketentry.MarketEntryCase;
import guildhall.samples.marketentry.RandomCases;
import guildhall.samples.memo.Decision;
import guildhall.samples.memo.Memo;
import guildhall.samples.print.MemoText;
import guildhall.sdk.Amount;
import guildhall.sdk.Ask;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whatever the schema allows gets a memo, in every country, for no more than the job's budget.
class EveryCountryTest {

  private static final int CASES = 6;

  @ParameterizedTest
  @EnumSource
  void job_anyValidInput_givesMemoWithinBudget(Country country) throws Exception {
    long seed = new Random().nextLong();
    System.out.println("EveryCountryTest " + country + " seed " + seed);
    RandomCases cases = new RandomCases(seed);
    for (int i = 0; i < CASES; i++) {
      JsonNode input = cases.next(country);
      assertThat(CaseSchema.problems(input)).as("seed %d: %s", seed, input).isEmpty();
      GoalRun run = Samples.run(input);
      Memo memo = run.delivered("memo", Memo.class);
      assertThat(FigureAudit.unfounded(memo, run, input)).as("seed %d: %s", seed, input).isEmpty();
      assertThat(MemoText.of(memo).lines()).allMatch(line -> line.length() <= 100);
      assertThat(run.spent()).isLessThan(Amount.credits("25"));
      plansUnlessForbidden(run, memo);
      boolean entering = memo.decision() != Decision.NO_GO;
      assertThat(run.delivered("launch").isMissingNode()).isEqualTo(!entering);
      if (entering) {
        assertThat(MemoText.of(run.delivered("plan", LaunchPlan.class))).isNotBlank();
      }
    }
  }

  /// A plan can be made of every case the law allows, whether or not it is advised.
  private static void plansUnlessForbidden(GoalRun run, Memo memo) throws Exception {
    Assessment assessment = run.delivered("duties", Assessment.class);
    PlanRequest request =
        new PlanRequest(
            RecordJson.bind(run.input(), MarketEntryCase.class), assessment, memo.conditions());
    Ask ask = Ask.atMost(Amount.credits("2"));
    if (!assessment.blocked()) {
      LaunchPlan plan = Samples.MARKET.buy(Launch.PLAN, request, ask).orThrow();
      assertThat(plan.packages()).hasSizeGreaterThanOrEqualTo(3);
      assertThat(plan.packages()).extracting(WorkPackage::id).doesNotHaveDuplicates();
    }
  }
}
