package guildhall.samples.execution;

import guildhall.sdk.schema.Describe;

/// The order to carry out a plan.
///
/// @param plan which
public record LaunchOrder(@Describe("The plan to carry out.") LaunchPlan plan) {}
