package guildhall.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import guildhall.json.RecordJson;
import guildhall.sdk.Amount;
import guildhall.task.ErrorCode;
import guildhall.task.Goal;
import guildhall.task.InputSchema;
import guildhall.task.InputSchema.Violation;
import guildhall.task.TaskEngine;
import guildhall.task.TaskRequest;
import guildhall.task.plan.Plan;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// From the body of a submission to a request to the task engine, checked for form.
final class Submission {

  private static final InputSchema FORM =
      InputSchema.of(
          RecordJson.readTree(
              """
              {"type": "object",
               "required": ["budget"],
               "additionalProperties": false,
               "properties": {
                 "goal": {"type": "string", "maxLength": 100},
                 "input": {"type": "object"},
                 "budget": {"type": "string"},
                 "deadline": {"type": "string"},
                 "steps": {"type": "array"},
                 "result": {}}}
              """
                  .getBytes(StandardCharsets.UTF_8)));

  private final Map<String, Goal> goals;
  private final Map<String, InputSchema> schemas = new HashMap<>();
  private final InstantSource clock;

  /// Compiles the input schema of every goal.
  Submission(Map<String, Goal> goals, InstantSource clock) {
    this.goals = goals;
    this.clock = clock;
    goals.forEach((name, goal) -> schemas.put(name, InputSchema.of(goal.inputSchema())));
  }

  TaskRequest request(JsonNode body, String principal, Optional<String> idempotencyKey)
      throws Problem {
    List<Violation> violations = FORM.violations(body);
    if (!violations.isEmpty()) {
      throw Problem.of(violations.getFirst());
    }
    Amount budget = budget(body.path("budget").textValue());
    Instant deadline = deadline(body.path("deadline"));
    JsonNode input =
        InputSchema.normalised(
            body.has("input") ? body.path("input") : JsonNodeFactory.instance.objectNode());
    Plan plan = body.has("steps") ? ownPlan(body) : goalPlan(body, input);
    return new TaskRequest(
        principal,
        body.path("goal").asText("steps"),
        plan,
        input,
        budget,
        deadline,
        idempotencyKey,
        body.toString());
  }

  private static Amount budget(String text) throws Problem {
    try {
      Amount budget = Amount.credits(text);
      if (!budget.isZero()) {
        return budget;
      }
    } catch (IllegalArgumentException | ArithmeticException _) {
      // told below, with what is allowed
    }
    throw Problem.at(
        "/budget",
        ErrorCode.INVALID_BUDGET,
        "/budget is "
            + shown(text)
            + ", it must be a decimal number of credits above 0 with at most six places after the"
            + " point, for example \"12.5\"");
  }

  private Instant deadline(JsonNode stated) throws Problem {
    Instant now = clock.instant();
    if (stated.isMissingNode()) {
      return TaskEngine.defaultDeadline(now);
    }
    Instant deadline;
    try {
      deadline = OffsetDateTime.parse(stated.textValue()).toInstant();
    } catch (DateTimeParseException _) {
      throw badDeadline(stated, "it must be a time such as " + now.plusSeconds(3600));
    }
    if (!deadline.isAfter(now)) {
      throw badDeadline(stated, "which has passed: it is " + now);
    }
    if (deadline.isAfter(now.plus(TaskEngine.LONGEST))) {
      throw badDeadline(stated, "which is more than " + TaskEngine.LONGEST.toDays() + " days away");
    }
    return deadline;
  }

  private static Problem badDeadline(JsonNode stated, String why) {
    return Problem.at(
        "/deadline",
        ErrorCode.INVALID_DEADLINE,
        "/deadline is " + shown(stated.textValue()) + ", " + why);
  }

  private Plan ownPlan(JsonNode body) throws Problem {
    if (body.has("goal")) {
      throw Problem.at(
          "/steps", ErrorCode.VALUE_NOT_ALLOWED, "a task has a goal or steps, not both");
    }
    return PlanForm.plan(body);
  }

  private Plan goalPlan(JsonNode body, JsonNode input) throws Problem {
    if (!body.has("goal")) {
      throw Problem.at(
          "/goal", ErrorCode.MISSING_FIELD, "/goal is missing; a task has a goal or steps");
    }
    if (body.has("result")) {
      throw Problem.at(
          "/result", ErrorCode.VALUE_NOT_ALLOWED, "/result goes with steps, a goal has its own");
    }
    String name = body.path("goal").textValue();
    Goal goal = goals.get(name);
    InputSchema schema = schemas.get(name);
    if (goal == null || schema == null) {
      throw Problem.at(
          "/goal",
          ErrorCode.UNKNOWN_GOAL,
          "/goal is "
              + shown(name)
              + ", known are "
              + (goals.isEmpty() ? "none" : String.join(", ", new TreeSet<>(goals.keySet()))));
    }
    if (!body.has("input")) {
      throw Problem.at("/input", ErrorCode.MISSING_FIELD, "/input is missing");
    }
    List<Violation> violations = schema.violations(input);
    if (!violations.isEmpty()) {
      throw below("/input", violations.getFirst());
    }
    return goal.plan();
  }

  private static Problem below(String prefix, Violation violation) {
    String path = prefix + violation.path();
    String rest = violation.sentence();
    String named = violation.path().isEmpty() ? "it" : violation.path();
    return Problem.at(
        path,
        violation.code(),
        rest.startsWith(named) ? path + rest.substring(named.length()) : path + ": " + rest);
  }

  private static String shown(String text) {
    return "\"" + (text.length() > 60 ? text.substring(0, 60) + "…" : text) + "\"";
  }
}
