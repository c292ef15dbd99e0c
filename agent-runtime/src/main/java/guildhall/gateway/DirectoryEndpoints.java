package guildhall.gateway;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guildhall.json.RecordJson;
import guildhall.market.AgentListed;
import guildhall.market.score.TrackRecord;
import guildhall.sdk.Amount;
import guildhall.sdk.Capability;
import guildhall.sdk.schema.RecordSchema;
import guildhall.task.Goal;
import guildhall.task.plan.Plan;
import guildhall.task.plan.Step;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// Who is here, what they sell, and what can be asked for by name.
final class DirectoryEndpoints {

  private final GatewayServices services;

  DirectoryEndpoints(GatewayServices services) {
    this.services = services;
  }

  void addTo(Front front) {
    front.get("/v1/agents", this::agents);
    front.get("/v1/capabilities", this::capabilities);
    front.get("/v1/goals", this::goals);
  }

  private record Listed(AgentListed agent, Map<String, int[]> records) {}

  private Answer agents(Incoming request) throws Problem {
    request.onlyQuery();
    List<Listed> all =
        services
            .book()
            .await(_ ->
                services.registry().all().stream()
                    .map(agent -> new Listed(agent, records(agent)))
                    .toList());
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode agents = json.putArray("agents");
    all.forEach(each -> agents.add(agent(each)));
    return Answer.ok(json);
  }

  private Map<String, int[]> records(AgentListed agent) {
    return agent.capabilities().stream()
        .collect(
            Collectors.toMap(
                capability -> capability,
                capability -> services.engagements().record(agent.agent(), capability)));
  }

  private ObjectNode agent(Listed listed) {
    AgentListed agent = listed.agent();
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("name", agent.agent())
            .put("owner", agent.owner())
            .put("here", services.market().isHere(agent.agent()));
    ArrayNode capabilities = json.putArray("capabilities");
    for (String capability : agent.capabilities()) {
      int[] record = listed.records().getOrDefault(capability, new int[2]);
      capabilities
          .addObject()
          .put("name", capability)
          .put("delivered", record[0])
          .put("failed", record[1])
          .put("record", TrackRecord.lowerBoundPermille(record[0], record[1]));
    }
    return json;
  }

  private Answer capabilities(Incoming request) throws Problem {
    request.onlyQuery();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode capabilities = json.putArray("capabilities");
    services.host().capabilities().stream()
        .sorted(Comparator.comparing((Capability<?, ?> each) -> each.name()))
        .forEach(each -> capabilities.add(capability(each)));
    return Answer.ok(json);
  }

  private static ObjectNode capability(Capability<?, ?> capability) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("name", capability.name())
            .put("idempotent", capability.idempotent())
            .put("charging", capability.charging().name().toLowerCase(Locale.ROOT));
    json.set("input", RecordJson.tree(RecordSchema.of(capability.input()).toJsonSchema()));
    json.set("output", RecordJson.tree(RecordSchema.of(capability.output()).toJsonSchema()));
    return json;
  }

  private Answer goals(Incoming request) throws Problem {
    request.onlyQuery();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode goals = json.putArray("goals");
    services.goals().values().stream()
        .sorted(Comparator.comparing(Goal::name))
        .forEach(goal -> goals.add(goal(goal)));
    return Answer.ok(json);
  }

  private static ObjectNode goal(Goal goal) {
    ObjectNode json =
        JsonNodeFactory.instance.objectNode().put("name", goal.name()).put("title", goal.title());
    ArrayNode steps = json.putArray("steps");
    for (Step step : goal.plan().steps()) {
      ObjectNode each = steps.addObject().put("id", step.id()).put("capability", step.capability());
      ArrayNode needs = each.putArray("needs");
      Plan.needs(step).forEach(needs::add);
      step.approval().ifPresent(question -> each.put("approval", question));
      step.atMost().map(Amount::toCredits).ifPresent(ceiling -> each.put("atMost", ceiling));
    }
    json.set("input", goal.inputSchema());
    return json;
  }
}
