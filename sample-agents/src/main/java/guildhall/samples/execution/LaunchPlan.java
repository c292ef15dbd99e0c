package guildhall.samples.execution;

import guildhall.sdk.schema.Describe;
import guildhall.sdk.schema.Range;
import java.util.List;

/// Work packages in the order they are begun.
///
/// @param packages in order
/// @param totalCostEur what they cost together, whole EUR
/// @param totalWeeks when the last one is done
public record LaunchPlan(
    @Describe("The packages in order.") List<WorkPackage> packages,
    @Describe("What they cost together in EUR.") @Range(min = 0) long totalCostEur,
    @Describe("Weeks until the last one is done.") @Range(min = 0) int totalWeeks) {

  /// Copies the packages.
  public LaunchPlan {
    packages = List.copyOf(packages);
  }
}
