package guildhall.samples.marketentry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guildhall.json.RecordJson;
import guildhall.samples.Resource;
import guildhall.samples.SampleAgents;
import guildhall.sdk.schema.RecordSchema;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaTest {

  private static final JsonNode SCHEMA = Resource.json(SampleAgents.INPUT_SCHEMA);

  static List<String> inputs() {
    return SampleAgents.INPUTS;
  }

  @ParameterizedTest
  @MethodSource("inputs")
  void schema_shippedInput_isValidAndBinds(String path) throws Exception {
    JsonNode input = Resource.json(path);
    assertThat(CaseSchema.problems(input)).isEmpty();
    MarketEntryCase bound = RecordJson.bind(input, MarketEntryCase.class);
    assertThat(RecordSchema.of(MarketEntryCase.class).problems(bound)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"country\": \"XX\"}",
        "{\"country\": null}",
        "{\"surprise\": 1}",
        "{\"horizonYears\": 0}",
        "{\"horizonYears\": 1.5}",
        "{\"paths\": 99999}",
        "{\"investmentEur\": \"much\"}",
        "{\"price\": {\"unitEur\": 0, \"spreadPercent\": 1}}",
        "{\"costs\": {\"unitEur\": 1, \"fixedPerYearEur\": 1}}"
      })
  void schema_badInput_isRefused(String change) {
    JsonObject input = new JsonObject(Resource.json(SampleAgents.INPUTS.getFirst()).toString());
    JsonObject changed = input.mergeIn(new JsonObject(change));
    assertThat(CaseSchema.problems(RecordJson.readTree(changed.toBuffer().getBytes())))
        .isNotEmpty();
  }

  @Test
  void bind_optionalAbsent_isEmptyAndAnythingElseAbsentIsRefused() throws Exception {
    ObjectNode input = Resource.json(SampleAgents.INPUTS.getFirst()).deepCopy();
    input.remove(List.of("paths", "seed"));
    MarketEntryCase bound = RecordJson.bind(input, MarketEntryCase.class);
    assertThat(bound.pathCount()).isEqualTo(100_000);
    assertThat(bound.seedNumber()).isEqualTo(1);
    input.remove("costs");
    assertThatThrownBy(() -> RecordJson.bind(input, MarketEntryCase.class))
        .hasMessageContaining("costs");
  }

  @Test
  void schema_everyComponent_hasTheBoundsOfItsRecord() {
    JsonNode derived = RecordJson.tree(RecordSchema.of(MarketEntryCase.class).toJsonSchema());
    compare(SCHEMA, derived, "");
  }

  private static void compare(JsonNode written, JsonNode derived, String path) {
    assertThat(names(written)).as(path).isEqualTo(names(derived));
    for (String keyword :
        List.of("minimum", "maximum", "minLength", "maxItems", "additionalProperties")) {
      if (!derived.path(keyword).isMissingNode()
          && !(keyword.equals("minLength") && derived.path(keyword).asInt() == 0)) {
        assertThat(written.path(keyword).asDouble())
            .as(path + " " + keyword)
            .isEqualTo(derived.path(keyword).asDouble());
      }
    }
    for (String name : names(written)) {
      compare(
          written.path("properties").path(name),
          derived.path("properties").path(name),
          path + "/" + name);
    }
  }

  private static Set<String> names(JsonNode schema) {
    return Set.copyOf(
        schema.path("properties").propertyStream().map(each -> each.getKey()).toList());
  }

  @Test
  void schema_everywhere_boundsNumbersAndTexts() {
    assertThat(unbounded(SCHEMA, "")).isEmpty();
  }

  private static List<String> unbounded(JsonNode schema, String path) {
    boolean open =
        switch (schema.path("type").asText()) {
          case "object" -> schema.path("additionalProperties").asBoolean(true);
          case "number", "integer" -> !(schema.has("minimum") && schema.has("maximum"));
          case "string" -> !schema.has("maxLength");
          case "array" -> !(schema.has("maxItems") && schema.has("uniqueItems"));
          default -> true;
        };
    boolean undocumented = !schema.has("description") && !path.endsWith("/items");
    Stream<String> inner =
        schema
            .path("properties")
            .propertyStream()
            .flatMap(each -> unbounded(each.getValue(), path + "/" + each.getKey()).stream());
    Stream<String> items =
        schema.has("items")
            ? unbounded(schema.get("items"), path + "/items").stream()
            : Stream.empty();
    return Stream.concat(
            open || undocumented ? Stream.of(path) : Stream.empty(), Stream.concat(inner, items))
        .toList();
  }

  @Test
  void schema_countriesAndTraits_areThoseOfTheCode() {
    JsonNode properties = SCHEMA.path("properties");
    assertThat(properties.path("country").path("enum").valueStream().map(JsonNode::asText))
        .containsExactlyElementsOf(Stream.of(Country.values()).map(Country::name).toList());
    JsonNode traits = properties.path("product").path("properties").path("traits");
    assertThat(traits.path("items").path("enum").valueStream().map(JsonNode::asText))
        .containsExactlyElementsOf(Traits.ALL);
  }
}
