package guildhall.samples.execution;

import guildhall.sdk.Capability;

/// What execution agents sell.
public final class Launch {

  /// Turns a case and what the law asks for into an ordered plan with costs.
  ///
  /// Quality is completeness: every requirement has its package.
  public static final Capability<PlanRequest, LaunchPlan> PLAN =
      Capability.of("launch.plan", PlanRequest.class, LaunchPlan.class).repeatable();

  /// Sends every package of a plan to the endpoint [#ENDPOINT], each once: the key of a package is
  /// the same whenever this runs again for a task.
  ///
  /// Quality is the share of packages acknowledged.
  public static final Capability<LaunchOrder, LaunchReport> EXECUTE =
      Capability.of("launch.execute", LaunchOrder.class, LaunchReport.class).repeatable();

  /// Name of the endpoint in the operator's configuration.
  public static final String ENDPOINT = "launch-desk";

  private Launch() {}
}
