package guildhall.task;

import com.fasterxml.jackson.databind.JsonNode;
import guildhall.task.plan.Plan;

/// What a task is to do, as it was accepted: later changes of a goal do not touch it.
///
/// @param plan the steps
/// @param input the user's input
public record TaskOrder(Plan plan, JsonNode input) {}
