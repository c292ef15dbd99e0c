package guildhall.samples.execution;

import guildhall.samples.legal.Assessment;
import guildhall.samples.marketentry.MarketEntryCase;
import guildhall.sdk.schema.Describe;
import java.util.List;

/// What a plan is made from.
///
/// @param marketCase the case, for its investment
/// @param assessment what the law asks for
/// @param conditions what has to be met before money is committed; empty if nothing
public record PlanRequest(
    @Describe("The case.") MarketEntryCase marketCase,
    @Describe("What the law asks for.") Assessment assessment,
    @Describe("What has to be met first.") List<String> conditions) {

  /// Copies the conditions.
  public PlanRequest {
    conditions = List.copyOf(conditions);
  }
}
