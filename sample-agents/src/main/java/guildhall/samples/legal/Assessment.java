package guildhall.samples.legal;

import guildhall.samples.research.Finding;
import guildhall.sdk.schema.Describe;
import guildhall.sdk.schema.Range;
import java.util.List;

/// What the law asks of a product in a country.
///
/// @param requirements all that applies: blockers, then licences, then obligations, by citation
/// @param totalCostEur cost of all licences and obligations, whole EUR
/// @param longestWeeks lead time of the slowest licence or obligation; they run side by side
/// @param blocked whether a blocker applies
/// @param facts what was bought from research for it
/// @param gaps facts that would have been needed and could not be had, a sentence each
/// @param rulesRead how many rules of the country were looked at
public record Assessment(
    @Describe("All requirements that apply.") List<Requirement> requirements,
    @Describe("Cost of all licences and obligations in EUR.") @Range(min = 0) long totalCostEur,
    @Describe("Weeks the slowest of them takes.") @Range(min = 0) int longestWeeks,
    @Describe("Whether a blocker applies.") boolean blocked,
    @Describe("Facts bought for it.") List<Finding> facts,
    @Describe("Facts that could not be had.") List<String> gaps,
    @Describe("Rules looked at.") @Range(min = 0) int rulesRead) {

  /// Copies the lists.
  public Assessment {
    requirements = List.copyOf(requirements);
    facts = List.copyOf(facts);
    gaps = List.copyOf(gaps);
  }

  /// The requirements of one kind, in their order.
  public List<Requirement> of(Requirement.Kind kind) {
    return requirements.stream().filter(each -> each.kind() == kind).toList();
  }
}
