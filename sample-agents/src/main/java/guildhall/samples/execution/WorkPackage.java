package guildhall.samples.execution;

import guildhall.sdk.schema.Describe;
import guildhall.sdk.schema.Range;

/// One piece of work somebody is to do.
///
/// @param id unique within the plan: lower case letters, digits and hyphens
/// @param order place in the plan, from 1
/// @param title what it is
/// @param description what has to be done
/// @param costEur what it costs, whole EUR
/// @param weeks how long it takes
/// @param startsAfterWeek weeks after the start of the plan before it can begin
public record WorkPackage(
    @Describe("Unique within the plan.") @Range(min = 1) String id,
    @Describe("Place in the plan.") @Range(min = 1) int order,
    @Describe("What it is.") String title,
    @Describe("What has to be done.") String description,
    @Describe("Cost in EUR.") @Range(min = 0) long costEur,
    @Describe("Weeks it takes.") @Range(min = 0) int weeks,
    @Describe("Weeks before it can begin.") @Range(min = 0) int startsAfterWeek) {

  /// The week by whose end it is done.
  public int endsWithWeek() {
    return startsAfterWeek + weeks;
  }
}
