package guildhall.samples.execution;

import guildhall.samples.execution.LaunchReport.Sent;
import guildhall.sdk.Agent;
import guildhall.sdk.Amount;
import guildhall.sdk.Call;
import guildhall.sdk.Effect;
import guildhall.sdk.Refusal;
import guildhall.sdk.Terms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Plans a launch, and carries a plan out by sending each package to the launch desk.
public final class ExecutionAgent {

  private static final Terms PLANNING =
      Terms.fee(Amount.credits("0.8")).withTime(Duration.ofSeconds(3)).withQuality(900);

  /// The agent `execution`.
  public static final Agent AGENT =
      Agent.named("execution")
          .sells(Launch.PLAN, ExecutionAgent::quotePlan, ExecutionAgent::plan)
          .sells(Launch.EXECUTE, ExecutionAgent::quoteExecution, ExecutionAgent::execute);

  private static final Amount BASE = Amount.credits("0.5");
  private static final Amount PER_PACKAGE = Amount.credits("0.05");
  private static final int PAID_PACKAGES_MAX = 40;

  private ExecutionAgent() {}

  static Terms quotePlan(PlanRequest request) throws Refusal {
    if (request.assessment().blocked()) {
      throw new Refusal("nothing can be planned that the law forbids");
    }
    return PLANNING;
  }

  static LaunchPlan plan(PlanRequest request, Call call) {
    LaunchPlan plan = new Planner(request).plan();
    call.progress(1000, plan.packages().size() + " packages planned");
    return plan;
  }

  static Terms quoteExecution(LaunchOrder order) {
    int packages = Math.min(PAID_PACKAGES_MAX, order.plan().packages().size());
    return Terms.fee(BASE.plus(PER_PACKAGE.times(packages)))
        .withTime(Duration.ofSeconds(20))
        .withQuality(950);
  }

  static LaunchReport execute(LaunchOrder order, Call call) throws Refusal, InterruptedException {
    List<WorkPackage> packages = order.plan().packages();
    List<Sent> sent = new ArrayList<>();
    for (WorkPackage each : packages) {
      Effect effect = call.send(Launch.ENDPOINT, call.task() + "/" + each.id(), each);
      sent.add(new Sent(each.id(), reference(each, effect)));
      int permille = 1000 * sent.size() / packages.size();
      call.progress(permille, sent.size() + " of " + packages.size() + " packages sent");
    }
    return new LaunchReport(sent);
  }

  private static String reference(WorkPackage sent, Effect effect) throws Refusal {
    return switch (effect) {
      case Effect.Done(var reference) -> reference;
      case Effect.Rejected(var status, var reason) ->
          throw new Refusal(
              "the launch desk rejected " + sent.id() + " (" + status + "): " + reason);
      case Effect.Unknown(var reason) ->
          throw new Refusal("it is not known whether " + sent.id() + " arrived: " + reason);
    };
  }
}
