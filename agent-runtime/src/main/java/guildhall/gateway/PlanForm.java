package guildhall.gateway;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import guildhall.json.RecordJson;
import guildhall.sdk.Amount;
import guildhall.task.ErrorCode;
import guildhall.task.InputSchema;
import guildhall.task.InputSchema.Violation;
import guildhall.task.TaskEngine;
import guildhall.task.plan.Plan;
import guildhall.task.plan.Step;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A user's own plan, from JSON.
final class PlanForm {

  private static final InputSchema FORM =
      InputSchema.of(
          RecordJson.readTree(
              """
              {"type": "array", "minItems": 1, "maxItems": 100,
               "items": {
                 "type": "object",
                 "required": ["id", "capability", "input"],
                 "additionalProperties": false,
                 "properties": {
                   "id": {"type": "string", "pattern": "^[a-z][a-z0-9-]{0,39}$"},
                   "capability": {"type": "string", "minLength": 1, "maxLength": 200},
                   "input": {"type": "object"},
                   "atMost": {"type": "string"},
                   "qualityFloor": {"type": "integer", "minimum": 0, "maximum": 1000},
                   "within": {"type": "string", "maxLength": 40},
                   "approval": {"type": "string", "minLength": 1, "maxLength": 500},
                   "when": {
                     "type": "object",
                     "required": ["step", "path", "in"],
                     "additionalProperties": false,
                     "properties": {
                       "step": {"type": "string"},
                       "path": {"type": "string"},
                       "in": {"type": "array", "items": {"type": "string"}}}},
                   "after": {"type": "array", "items": {"type": "string"}}}}}
              """
                  .getBytes(StandardCharsets.UTF_8)));

  private PlanForm() {}

  static Plan plan(JsonNode body) throws Problem {
    JsonNode steps = body.path("steps");
    List<Violation> violations = FORM.violations(steps);
    if (!violations.isEmpty()) {
      Violation first = violations.getFirst();
      throw Problem.at(
          "/steps" + first.path(),
          first.code(),
          first.path().isEmpty() ? "/steps: " + first.sentence() : "/steps" + first.sentence());
    }
    List<Step> all = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      all.add(step(steps.get(i), "/steps/" + i));
    }
    Optional<JsonNode> result =
        Optional.of(body.path("result")).filter(template -> !template.isMissingNode());
    if (result.isPresent()) {
      pointers(result.get(), "/result");
    }
    Plan plan = new Plan(all, result);
    List<String> problems = plan.problems();
    if (!problems.isEmpty()) {
      throw Problem.at("/steps", ErrorCode.INVALID_PLAN, String.join("; ", problems));
    }
    return plan;
  }

  private static Step step(JsonNode json, String path) throws Problem {
    JsonNode input = InputSchema.normalised(json.path("input"));
    pointers(input, path + "/input");
    Optional<Step.When> when = Optional.empty();
    if (json.has("when")) {
      JsonNode stated = json.path("when");
      pointer(stated.path("path"), path + "/when/path");
      when =
          Optional.of(
              new Step.When(
                  stated.path("step").textValue(),
                  stated.path("path").textValue(),
                  texts(stated.path("in"))));
    }
    return new Step(
        json.path("id").textValue(),
        json.path("capability").textValue(),
        input,
        json.has("atMost")
            ? Optional.of(amount(json.path("atMost").textValue(), path + "/atMost"))
            : Optional.empty(),
        json.has("qualityFloor")
            ? Optional.of(json.path("qualityFloor").intValue())
            : Optional.empty(),
        json.has("within")
            ? Optional.of(duration(json.path("within").textValue(), path + "/within"))
            : Optional.empty(),
        Optional.ofNullable(json.path("approval").textValue()),
        when,
        json.has("after") ? Optional.of(texts(json.path("after"))) : Optional.empty());
  }

  private static List<String> texts(JsonNode array) {
    List<String> all = new ArrayList<>();
    array.forEach(each -> all.add(each.textValue()));
    return all;
  }

  private static Amount amount(String text, String path) throws Problem {
    try {
      return Amount.credits(text);
    } catch (IllegalArgumentException | ArithmeticException _) {
      throw Problem.at(
          path,
          ErrorCode.VALUE_NOT_ALLOWED,
          path + " is no decimal number of credits, for example \"12.5\"");
    }
  }

  private static Duration duration(String text, String path) throws Problem {
    try {
      Duration duration = Duration.parse(text);
      if (duration.isPositive() && duration.compareTo(TaskEngine.LONGEST) <= 0) {
        return duration;
      }
    } catch (DateTimeParseException _) {
      // told below, with what is allowed
    }
    throw Problem.at(
        path,
        ErrorCode.VALUE_NOT_ALLOWED,
        path
            + " must be a duration such as PT30S, at most "
            + TaskEngine.LONGEST.toDays()
            + " days");
  }

  /// Every path of a reference must be a JSON pointer: a step that cannot read its input would
  /// never end.
  private static void pointers(JsonNode template, String path) throws Problem {
    if (template.path("$input").isTextual()) {
      pointer(template.path("$input"), path + "/$input");
    } else if (template.path("$step").isTextual() && template.has("path")) {
      pointer(template.path("path"), path + "/path");
    } else if (template.isObject()) {
      for (var field : template.properties()) {
        pointers(field.getValue(), path + "/" + field.getKey());
      }
    } else {
      for (int i = 0; i < template.size(); i++) {
        pointers(template.get(i), path + "/" + i);
      }
    }
  }

  private static void pointer(JsonNode stated, String path) throws Problem {
    try {
      if (stated.isTextual()) {
        JsonPointer.compile(stated.textValue());
        return;
      }
    } catch (IllegalArgumentException _) {
      // told below, with what is allowed
    }
    throw Problem.at(
        path,
        ErrorCode.INVALID_PLAN,
        path + " must be a JSON pointer such as /facts/0, or empty for the whole");
  }
}
