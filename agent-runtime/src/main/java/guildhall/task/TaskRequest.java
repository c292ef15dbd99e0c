package guildhall.task;

import com.fasterxml.jackson.databind.JsonNode;
import guildhall.sdk.Amount;
import guildhall.task.plan.Plan;
import java.time.Instant;
import java.util.Optional;

/// A task as somebody wants to submit it, already checked for form.
///
/// @param principal who pays
/// @param goal name of the goal, or `steps`
/// @param plan the steps
/// @param input what the plan works on
/// @param budget most it may cost
/// @param deadline when it must have ended
/// @param idempotencyKey the same key and body is the same task
/// @param body what was submitted, for telling another body under the same key
public record TaskRequest(
    String principal,
    String goal,
    Plan plan,
    JsonNode input,
    Amount budget,
    Instant deadline,
    Optional<String> idempotencyKey,
    String body) {}
