package guildhall.samples.marketentry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import guildhall.samples.Resource;
import guildhall.samples.SampleAgents;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Random inputs made from the schema itself: whatever it allows can come, its bounds often.
public final class RandomCases {

  private static final JsonNode SCHEMA = Resource.json(SampleAgents.INPUT_SCHEMA);
  private static final String LETTERS = "aä é-\"<{0}%s\n漢字😀";

  private final Random random;

  /// Cases of a seed.
  public RandomCases(long seed) {
    this.random = new Random(seed);
  }

  /// The next one, for a country and, because that is what costs time, with the fewest paths.
  public JsonNode next(Country country) {
    var made = (com.fasterxml.jackson.databind.node.ObjectNode) make(SCHEMA);
    made.put("country", country.name());
    if (made.has("paths")) {
      made.put("paths", 100_000);
    }
    return made;
  }

  private JsonNode make(JsonNode schema) {
    if (schema.has("enum")) {
      JsonNode values = schema.get("enum");
      return values.get(random.nextInt(values.size()));
    }
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return switch (schema.get("type").asText()) {
      case "object" -> object(schema);
      case "array" -> array(schema);
      case "integer" -> nodes.numberNode(Math.round(number(schema)));
      case "number" -> nodes.numberNode(number(schema));
      case "string" -> nodes.textNode(text(schema));
      default -> throw new IllegalArgumentException(schema.toString());
    };
  }

  private JsonNode object(JsonNode schema) {
    var object = JsonNodeFactory.instance.objectNode();
    List<String> required = schema.get("required").valueStream().map(JsonNode::asText).toList();
    schema
        .get("properties")
        .properties()
        .forEach(each -> {
          if (required.contains(each.getKey()) || random.nextBoolean()) {
            object.set(each.getKey(), make(each.getValue()));
          }
        });
    return object;
  }

  private JsonNode array(JsonNode schema) {
    List<JsonNode> values = new ArrayList<>();
    double density = random.nextInt(4) / 3.0;
    schema
        .get("items")
        .get("enum")
        .forEach(each -> {
          if (random.nextDouble() < density) {
            values.add(each);
          }
        });
    return JsonNodeFactory.instance.arrayNode().addAll(values);
  }

  private double number(JsonNode schema) {
    double least = schema.get("minimum").asDouble();
    double most = schema.get("maximum").asDouble();
    return switch (random.nextInt(5)) {
      case 0 -> least;
      case 1 -> most;
      default -> least + (most - least) * Math.pow(random.nextDouble(), 3);
    };
  }

  private String text(JsonNode schema) {
    int least = schema.path("minLength").asInt(0);
    int most = schema.get("maxLength").asInt();
    int length = random.nextInt(3) == 0 ? most : least + random.nextInt(Math.min(20, most - least));
    StringBuilder text = new StringBuilder();
    int[] letters = LETTERS.codePoints().toArray();
    for (int i = 0; i < length; i++) {
      text.appendCodePoint(letters[random.nextInt(letters.length)]);
    }
    return text.toString();
  }
}
