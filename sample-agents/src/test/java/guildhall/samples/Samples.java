package guildhall.samples;

import com.fasterxml.jackson.databind.JsonNode;
import guildhall.samples.execution.Launch;
import guildhall.samples.fakecall.FakeDatanet;
import guildhall.samples.fakecall.FakeMarket;
import guildhall.samples.fakecall.GoalRun;
import guildhall.samples.legal.Legal;
import guildhall.samples.memo.Memo;
import guildhall.samples.research.Research;
import guildhall.samples.risk.Risk;
import guildhall.sdk.Capability;
import guildhall.sdk.Refusal;
import java.util.List;

/// The samples on their real datanets, for tests.
public final class Samples {

  /// The market facts as published.
  public static final FakeDatanet FACTS = FakeDatanet.real(Research.MARKET_FACTS);

  /// The regulations as published.
  public static final FakeDatanet RULES = FakeDatanet.real(Legal.REGULATIONS);

  /// All agents on both.
  public static final FakeMarket MARKET = new FakeMarket(SampleAgents.all(), List.of(FACTS, RULES));

  private static final List<Capability<?, ?>> CAPABILITIES =
      List.of(
          Research.ANSWER,
          Legal.ASSESS,
          Risk.CALIBRATE,
          Risk.SIMULATE,
          Memo.WRITE,
          Launch.PLAN,
          Launch.EXECUTE);

  private Samples() {}

  /// Runs the whole job.
  public static GoalRun run(JsonNode input) throws Refusal, InterruptedException {
    return GoalRun.of(Resource.json(SampleAgents.GOAL), input, MARKET, CAPABILITIES);
  }
}
