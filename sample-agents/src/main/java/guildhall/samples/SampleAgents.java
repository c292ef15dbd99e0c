package guildhall.samples;

import guildhall.samples.execution.ExecutionAgent;
import guildhall.samples.hello.Hello;
import guildhall.samples.legal.LegalAgent;
import guildhall.samples.memo.MemoAgent;
import guildhall.samples.prose.Prose;
import guildhall.samples.research.DeepResearch;
import guildhall.samples.research.SwiftResearch;
import guildhall.samples.risk.RiskAgent;
import guildhall.sdk.Agent;
import guildhall.sdk.Capability;
import java.util.List;

/// The agents of the market-entry job, and where its files are on the class path.
public final class SampleAgents {

  /// The job: steps, what each buys for how much, and what it hands on.
  public static final String GOAL = "/goals/market-entry.json";

  /// JSON Schema of the job's input.
  public static final String INPUT_SCHEMA = "/market-entry.schema.json";

  /// Example inputs: two worth entering on conditions, one to stay away from.
  public static final List<String> INPUTS =
      List.of(
          "/inputs/home-battery-germany.json",
          "/inputs/wearable-health-monitor-india.json",
          "/inputs/nicotine-vape-brazil.json");

  /// What has records here though no agent of [#all] sells it: an agent elsewhere may.
  public static final List<Capability<?, ?>> SOLD_BY_OTHERS = List.of(Prose.POLISH, Hello.GREET);

  private SampleAgents() {}

  /// All agents that need no language model, two of which compete.
  ///
  /// The one that does is made by [guildhall.samples.prose.ProseAgent#create].
  public static List<Agent> all() {
    return List.of(
        SwiftResearch.AGENT,
        DeepResearch.AGENT,
        LegalAgent.AGENT,
        RiskAgent.AGENT,
        MemoAgent.AGENT,
        ExecutionAgent.AGENT);
  }
}
