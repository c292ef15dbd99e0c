package guildhall.samples.fakecall;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guildhall.json.BadJsonException;
import guildhall.json.RecordJson;
import guildhall.sdk.Amount;
import guildhall.sdk.Ask;
import guildhall.sdk.Capability;
import guildhall.sdk.Outcome;
import guildhall.sdk.Refusal;
import guildhall.sdk.schema.RecordSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Runs the steps of a goal file one after the other through JSON, as the runtime would bind them,
/// and under the file's own price and quality limits. Approval is taken as given.
public final class GoalRun {

  private final FakeMarket market;
  private final Map<String, Capability<?, ?>> capabilities = new LinkedHashMap<>();
  private final JsonNode input;
  private final Map<String, JsonNode> outputs = new LinkedHashMap<>();
  private Amount spent = Amount.ZERO;

  private GoalRun(FakeMarket market, List<Capability<?, ?>> capabilities, JsonNode input) {
    this.market = market;
    this.input = input;
    capabilities.forEach(each -> this.capabilities.put(each.name(), each));
  }

  /// Runs every step whose condition holds.
  ///
  /// @throws Refusal if a step was not delivered
  public static GoalRun of(
      JsonNode goal, JsonNode input, FakeMarket market, List<Capability<?, ?>> capabilities)
      throws Refusal, InterruptedException {
    GoalRun run = new GoalRun(market, capabilities, input);
    for (JsonNode step : goal.get("steps")) {
      if (run.isDue(step.path("when"))) {
        Capability<?, ?> what = run.capabilities.get(step.get("capability").asText());
        if (what == null) {
          throw new IllegalArgumentException("unknown capability in " + step);
        }
        run.run(step, what);
      }
    }
    return run;
  }

  private boolean isDue(JsonNode when) {
    if (when.isMissingNode()) {
      return true;
    }
    JsonNode value = output(when.get("step").asText()).at(when.get("path").asText());
    return when.get("in").valueStream().anyMatch(value::equals);
  }

  private <I extends Record, O extends Record> void run(JsonNode step, Capability<I, O> what)
      throws Refusal, InterruptedException {
    I bound = bind(resolve(step.get("input")), what.input());
    List<String> problems = RecordSchema.of(what.input()).problems(bound);
    if (!problems.isEmpty()) {
      throw new IllegalStateException(what.name() + ": " + problems);
    }
    Ask ask =
        Ask.atMost(Amount.credits(step.get("atMost").asText()))
            .withQualityFloor(step.get("qualityFloor").asInt());
    Outcome<O> outcome = market.buy(what, bound, ask);
    spent = spent.plus(outcome.spent());
    outputs.put(step.get("id").asText(), RecordJson.tree(outcome.orThrow()));
  }

  private JsonNode resolve(JsonNode template) {
    if (template.has("$input")) {
      return present(input.at(template.get("$input").asText()));
    }
    if (template.has("$step")) {
      JsonNode from = output(template.get("$step").asText());
      return present(from.at(template.path("path").asText("")));
    }
    if (template.isObject()) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      template.properties().forEach(each -> object.set(each.getKey(), resolve(each.getValue())));
      return object;
    }
    if (template.isArray()) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      template.forEach(each -> array.add(resolve(each)));
      return array;
    }
    return template;
  }

  private static JsonNode present(JsonNode node) {
    return node.isMissingNode() ? JsonNodeFactory.instance.nullNode() : node;
  }

  private JsonNode output(String step) {
    return outputs.getOrDefault(step, MissingNode.getInstance());
  }

  /// What a step delivered, or a missing node if it was not due.
  public JsonNode delivered(String step) {
    return output(step);
  }

  /// What was asked.
  public JsonNode input() {
    return input;
  }

  /// What all steps cost together.
  public Amount spent() {
    return spent;
  }

  /// Like [#delivered(String)] but as a record.
  public <T extends Record> T delivered(String step, Class<T> type) {
    return bind(output(step), type);
  }

  private static <T extends Record> T bind(JsonNode tree, Class<T> type) {
    try {
      return RecordJson.bind(tree, type);
    } catch (BadJsonException e) {
      throw new IllegalArgumentException(type.getSimpleName() + " from " + tree, e);
    }
  }
}
