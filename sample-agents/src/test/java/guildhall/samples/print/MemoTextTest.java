package guildhall.samples.print;

import static org.assertj.core.api.Assertions.assertThat;

import guildhall.samples.Resource;
import guildhall.samples.SampleAgents;
import guildhall.samples.Samples;
import guildhall.samples.execution.LaunchPlan;
import guildhall.samples.fakecall.GoalRun;
import guildhall.samples.memo.Memo;
import guildhall.samples.risk.Simulation;
import org.junit.jupiter.api.Test;

class MemoTextTest {

  @Test
  void memo_everyCitation_hasItsNumberedSource() throws Exception {
    GoalRun run = Samples.run(Resource.json(SampleAgents.INPUTS.getFirst()));
    Memo memo = run.delivered("memo", Memo.class);
    String text = MemoText.of(memo);
    for (int i = 1; i <= memo.sources().size(); i++) {
      assertThat(text.split("\\[" + i + "]", -1)).as("[%d]", i).hasSizeGreaterThan(2);
    }
    assertThat(text).startsWith(memo.headline()).doesNotContain("[0]");
    assertThat(text.lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void planAndSimulation_fitTheTerminal() throws Exception {
    GoalRun run = Samples.run(Resource.json(SampleAgents.INPUTS.getFirst()));
    String plan = MemoText.of(run.delivered("plan", LaunchPlan.class));
    String simulation = MemoText.of(run.delivered("risk", Simulation.class));
    assertThat(plan.lines()).allMatch(line -> line.length() <= 100).hasSizeGreaterThan(5);
    assertThat(simulation).contains("probability of loss").contains("seed 7");
  }

  @Test
  void paragraph_longWordAndControlCharacters_isCutAndCleaned() {
    Lines lines = new Lines();
    lines.paragraph("  - ", "x".repeat(250) + " \u001b[31mred\n");
    assertThat(lines.toString().lines()).allMatch(line -> line.length() <= 100);
    assertThat(lines.toString()).doesNotContain("\u001b").contains("[31mred");
  }
}
