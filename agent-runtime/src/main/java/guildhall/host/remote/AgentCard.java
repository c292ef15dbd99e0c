package guildhall.host.remote;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a runtime needs of an A2A 1.0 agent card; what else is in one is passed over.
///
/// @param name how the agent calls itself
/// @param description what it says it does
/// @param door where it is spoken to: the first of its interfaces that is known here
/// @param skills ids of what it can do
/// @param prices what its pricing extension says, by skill id; empty if it has none
/// @param keepsContexts whether it declares the pricing extension, and with it that it takes the
///   context id a caller chooses
record AgentCard(
    String name,
    String description,
    Door door,
    List<String> skills,
    Map<String, SkillPrice> prices,
    boolean keepsContexts) {

  private static final int LONGEST_NAME = 200;
  private static final int MOST_SKILLS = 100;

  /// Where an agent is spoken to.
  ///
  /// @param url absolute, without a slash at its end
  /// @param binding how it is spoken to
  /// @param tenant empty if it serves one
  record Door(URI url, Binding binding, String tenant) {}

  /// The forms of A2A that are spoken here.
  enum Binding {
    JSONRPC,
    HTTP_JSON
  }

  AgentCard {
    skills = List.copyOf(skills);
    prices = Map.copyOf(prices);
  }

  /// Reads a card.
  ///
  /// @throws BadCardException if it lacks something, or asks for what is not known here
  static AgentCard of(JsonNode json) throws BadCardException {
    if (!json.isObject()) {
      throw new BadCardException("its card is not a JSON object");
    }
    requireOpen(json);
    JsonNode capabilities = json.path("capabilities");
    Optional<JsonNode> pricing = pricing(capabilities.path("extensions"));
    return new AgentCard(
        Plain.text(required(json, "name"), LONGEST_NAME),
        Plain.text(json.path("description").asText(""), LONGEST_NAME),
        door(json.path("supportedInterfaces")),
        skills(json.path("skills")),
        pricing.isPresent() ? prices(pricing.get()) : Map.of(),
        pricing.isPresent());
  }

  private static String required(JsonNode json, String field) throws BadCardException {
    JsonNode value = json.path(field);
    if (!value.isTextual() || value.asText().isBlank()) {
      throw new BadCardException("its card has no " + field);
    }
    return value.asText();
  }

  private static void requireOpen(JsonNode json) throws BadCardException {
    if (!json.path("securityRequirements").isEmpty()) {
      throw new BadCardException("its card asks for credentials, and none are sent from here");
    }
  }

  private static Optional<JsonNode> pricing(JsonNode extensions) throws BadCardException {
    Optional<JsonNode> found = Optional.empty();
    for (JsonNode each : extensions) {
      String uri = each.path("uri").asText("");
      if (uri.equals(SkillPrice.EXTENSION)) {
        found = Optional.of(each.path("params"));
      } else if (each.path("required").asBoolean(false)) {
        throw new BadCardException(
            "its card requires an extension that is not known here: " + Plain.text(uri, 200));
      }
    }
    return found;
  }

  private static Map<String, SkillPrice> prices(JsonNode params) throws BadCardException {
    Map<String, SkillPrice> prices = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> each : params.path("skills").properties()) {
      prices.put(each.getKey(), SkillPrice.of(each.getKey(), each.getValue()));
    }
    return prices;
  }

  private static Door door(JsonNode interfaces) throws BadCardException {
    for (JsonNode each : interfaces) {
      Optional<Binding> binding = binding(each.path("protocolBinding").asText(""));
      if (binding.isPresent() && each.path("protocolVersion").asText("").equals("1.0")) {
        return new Door(
            url(each.path("url").asText("")), binding.get(), tenant(each.path("tenant")));
      }
    }
    throw new BadCardException("its card has no interface of A2A 1.0 over JSONRPC or HTTP+JSON");
  }

  private static Optional<Binding> binding(String name) {
    return switch (name) {
      case "JSONRPC" -> Optional.of(Binding.JSONRPC);
      case "HTTP+JSON" -> Optional.of(Binding.HTTP_JSON);
      default -> Optional.empty();
    };
  }

  private static String tenant(JsonNode tenant) throws BadCardException {
    String name = tenant.asText("");
    if (!name.matches("[A-Za-z0-9._~-]{0,100}")) {
      throw new BadCardException("its card has a tenant that is no good in an address");
    }
    return name;
  }

  private static URI url(String text) throws BadCardException {
    try {
      URI url = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
      if (url.getHost() != null && url.getRawQuery() == null && url.getRawFragment() == null) {
        return url;
      }
    } catch (URISyntaxException _) {
      // told below
    }
    throw new BadCardException(
        "its card has an interface with no good url: " + Plain.text(text, 200));
  }

  private static List<String> skills(JsonNode skills) throws BadCardException {
    List<String> ids = new ArrayList<>();
    for (JsonNode each : skills) {
      ids.add(required(each, "id"));
    }
    if (ids.isEmpty() || ids.size() > MOST_SKILLS) {
      throw new BadCardException("its card has " + ids.size() + " skills, not 1 to " + MOST_SKILLS);
    }
    return ids;
  }
}
