package guildhall.samples.execution;

import guildhall.sdk.schema.Describe;
import java.util.List;

/// What the endpoint acknowledged.
///
/// @param sent one for each package, in the plan's order
public record LaunchReport(@Describe("One for each package.") List<Sent> sent) {

  /// One acknowledged package.
  ///
  /// @param packageId which
  /// @param reference what the endpoint called it; empty if it gave no name
  public record Sent(
      @Describe("Which package.") String packageId,
      @Describe("What the endpoint called it.") String reference) {}

  /// Copies the list.
  public LaunchReport {
    sent = List.copyOf(sent);
  }
}
