package guildhall.task.plan;

import com.fasterxml.jackson.databind.JsonNode;
import guildhall.sdk.Amount;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A node of a plan: one request to the market.
///
/// @param id unique within the plan
/// @param capability what is bought
/// @param input a template of the input, see [References]
/// @param atMost ceiling for fee plus expenses; what is left of the budget if absent
/// @param qualityFloor permille; 0 if absent
/// @param within how long it may take; what is left until the task's deadline if absent
/// @param approval asked of the user before the step is awarded; absent if none is needed
/// @param when runs only if this holds, else the step is skipped
/// @param after steps that must have ended first, besides those the input refers to
public record Step(
    String id,
    String capability,
    JsonNode input,
    Optional<Amount> atMost,
    Optional<Integer> qualityFloor,
    Optional<Duration> within,
    Optional<String> approval,
    Optional<When> when,
    Optional<List<String>> after) {

  /// A condition on the output of another step.
  ///
  /// @param step whose output
  /// @param path JSON pointer into it
  /// @param in the values, as text, for which the step runs
  public record When(String step, String path, List<String> in) {}
}
