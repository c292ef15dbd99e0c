package guildhall.task;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guildhall.sdk.schema.Alternatives;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A JSON Schema (2020-12), compiled once, that says in our words what is wrong with a value.
///
/// Safe for any thread. It never shows the validator's own text: every sentence is made from the
/// schema and the offending value.
public final class InputSchema {

  private static final Comparator<Violation> MOST_SPECIFIC_FIRST =
      Comparator.comparingInt((Violation each) -> -depth(each.path()))
          .thenComparing(Violation::code);

  /// Keywords whose subschemas are alternatives or conditions: what fails inside is no finding.
  private static final Set<String> ALTERNATIVES = Set.of("anyOf", "oneOf", "not", "if", "contains");

  private final JsonNode schema;
  private final Validator validator;

  private InputSchema(JsonNode schema) {
    this.schema = schema;
    this.validator =
        Validator.create(
            schema.isBoolean()
                ? JsonSchema.of(schema.booleanValue())
                : JsonSchema.of((JsonObject) vertx(schema)),
            new JsonSchemaOptions()
                .setBaseUri("https://guildhall.invalid/")
                .setDraft(Draft.DRAFT202012)
                .setOutputFormat(OutputFormat.Basic));
  }

  /// Something that does not fit.
  ///
  /// @param code [ErrorCode#UNKNOWN_FIELD], [ErrorCode#MISSING_FIELD], [ErrorCode#WRONG_TYPE] or
  ///   [ErrorCode#VALUE_NOT_ALLOWED]
  /// @param path JSON pointer of the offending place; of the place where it should be if it is
  ///   missing
  /// @param sentence names the offending value and what is allowed
  public record Violation(ErrorCode code, String path, String sentence) {}

  /// Compiles a schema.
  ///
  /// @throws IllegalArgumentException if it is neither an object nor a boolean
  public static InputSchema of(JsonNode schema) {
    if (!schema.isObject() && !schema.isBoolean()) {
      throw new IllegalArgumentException("a schema is an object or a boolean: " + schema);
    }
    return new InputSchema(schema);
  }

  /// What is wrong with a value, the most specific finding first; empty if it fits.
  public List<Violation> violations(JsonNode value) {
    return violations(value, "");
  }

  /// @param base where the value stands in all that was sent
  private List<Violation> violations(JsonNode value, String base) {
    OutputUnit outcome = validator.validate(vertx(value));
    if (Boolean.TRUE.equals(outcome.getValid())) {
      return List.of();
    }
    Set<Violation> found = new LinkedHashSet<>();
    List<OutputUnit> units = outcome.getErrors() == null ? List.of() : outcome.getErrors();
    for (OutputUnit unit : units) {
      if (!insideAlternative(unit.getKeywordLocation())) {
        collect(unit, value, base, found);
      }
    }
    if (found.isEmpty()) {
      found.add(
          new Violation(
              ErrorCode.VALUE_NOT_ALLOWED, base, named(base) + " does not fit the schema"));
    }
    List<Violation> sorted = new ArrayList<>(found);
    sorted.sort(MOST_SPECIFIC_FIRST);
    return sorted;
  }

  private void collect(OutputUnit unit, JsonNode value, String base, Set<Violation> found) {
    String absolute = unit.getAbsoluteKeywordLocation();
    String location = pointer(absolute == null ? unit.getKeywordLocation() : absolute);
    String keyword = location.substring(location.lastIndexOf('/') + 1);
    String inside = pointer(unit.getInstanceLocation());
    String path = base + inside;
    JsonNode allowed = at(schema, location);
    JsonNode within = at(schema, location.substring(0, Math.max(0, location.lastIndexOf('/'))));
    JsonNode offending = at(value, inside);
    if (keyword.equals("oneOf") && toldApart(allowed)) {
      found.addAll(ofItsKind(allowed, offending, path));
      return;
    }
    switch (keyword) {
      case "required" ->
          allowed.forEach(field -> {
            if (!offending.has(field.asText())) {
              found.add(missing(path, field.asText()));
            }
          });
      case "additionalProperties", "unevaluatedProperties" -> {
        if (allowed.isBoolean() && !isDeclared(within, lastToken(path))) {
          found.add(unknown(path, within));
        }
      }
      case "type" -> found.add(wrongType(path, allowed, offending));
      default -> {
        String sentence = Sentences.notAllowed(keyword, allowed, within);
        if (sentence != null) {
          found.add(
              new Violation(
                  ErrorCode.VALUE_NOT_ALLOWED,
                  path,
                  named(path) + " is " + shown(offending) + ", " + sentence));
        }
      }
    }
  }

  private static Violation wrongType(String path, JsonNode allowed, JsonNode offending) {
    return new Violation(
        ErrorCode.WRONG_TYPE,
        path,
        named(path) + " must be " + Sentences.types(allowed) + ", not " + shown(offending));
  }

  /// Whether the field `kind` alone says which of several forms is meant, as in schemas of records.
  /// Forms that refer to others cannot be read by themselves and are not told apart.
  private static boolean toldApart(JsonNode forms) {
    for (JsonNode form : forms) {
      if (!kindOf(form).isTextual() || form.findValue("$ref") != null) {
        return false;
      }
    }
    return true;
  }

  private static JsonNode kindOf(JsonNode form) {
    return form.path("properties").path(Alternatives.KIND).path("const");
  }

  private static List<Violation> ofItsKind(JsonNode forms, JsonNode value, String path) {
    if (!value.isObject()) {
      return List.of(wrongType(path, JsonNodeFactory.instance.textNode("object"), value));
    }
    JsonNode kind = value.path(Alternatives.KIND);
    if (kind.isMissingNode()) {
      return List.of(missing(path, Alternatives.KIND));
    }
    ArrayNode kinds = JsonNodeFactory.instance.arrayNode();
    for (JsonNode form : forms) {
      if (kindOf(form).equals(kind)) {
        return of(form).violations(value, path);
      }
      kinds.add(kindOf(form));
    }
    String at = path + "/" + Alternatives.KIND;
    String allowed = Sentences.notAllowed("enum", kinds, forms);
    return List.of(
        new Violation(
            ErrorCode.VALUE_NOT_ALLOWED, at, named(at) + " is " + shown(kind) + ", " + allowed));
  }

  private static Violation missing(String path, String field) {
    String at = path + "/" + field.replace("~", "~0").replace("/", "~1");
    return new Violation(ErrorCode.MISSING_FIELD, at, named(at) + " is missing");
  }

  private static boolean isDeclared(JsonNode within, String field) {
    return within.path("properties").has(field)
        || within.path("patternProperties").properties().stream()
            .anyMatch(
                pattern -> java.util.regex.Pattern.compile(pattern.getKey()).matcher(field).find());
  }

  private static Violation unknown(String path, JsonNode within) {
    List<String> known = new ArrayList<>();
    within.path("properties").fieldNames().forEachRemaining(known::add);
    return new Violation(
        ErrorCode.UNKNOWN_FIELD,
        path,
        named(path)
            + " is no known field; known are "
            + (known.isEmpty() ? "none" : String.join(", ", known)));
  }

  private static boolean insideAlternative(@Nullable String keywordLocation) {
    String[] tokens = pointer(keywordLocation).split("/", -1);
    for (int i = 0; i < tokens.length - 1; i++) {
      if (ALTERNATIVES.contains(tokens[i]) && !(i > 0 && tokens[i - 1].equals("properties"))) {
        return true;
      }
    }
    return false;
  }

  private static String pointer(@Nullable String location) {
    if (location == null) {
      return "";
    }
    String fragment = location.substring(location.indexOf('#') + 1);
    return fragment.equals("/") ? "" : fragment;
  }

  private static JsonNode at(JsonNode node, String pointer) {
    try {
      return node.at(JsonPointer.compile(pointer));
    } catch (IllegalArgumentException _) {
      return JsonNodeFactory.instance.missingNode();
    }
  }

  private static int depth(String path) {
    return (int) path.chars().filter(each -> each == '/').count();
  }

  private static String lastToken(String path) {
    return path.substring(path.lastIndexOf('/') + 1).replace("~1", "/").replace("~0", "~");
  }

  private static String named(String path) {
    return path.isEmpty() ? "it" : path;
  }

  private static String shown(JsonNode value) {
    return Sentences.shown(value);
  }

  /// The value with whole numbers written with a point or an exponent (`24.0`, `1e3`) as whole
  /// numbers: JSON Schema takes them for integers, and so do we.
  public static JsonNode normalised(JsonNode value) {
    return switch (value) {
      case ObjectNode object -> {
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        object
            .properties()
            .forEach(field -> copy.set(field.getKey(), normalised(field.getValue())));
        yield copy;
      }
      case ArrayNode array -> {
        ArrayNode copy = JsonNodeFactory.instance.arrayNode();
        array.forEach(element -> copy.add(normalised(element)));
        yield copy;
      }
      default ->
          value.isFloatingPointNumber() && isWhole(value.doubleValue()) ? whole(value) : value;
    };
  }

  private static JsonNode whole(JsonNode value) {
    return value.canConvertToInt()
        ? JsonNodeFactory.instance.numberNode(value.intValue())
        : JsonNodeFactory.instance.numberNode(value.longValue());
  }

  private static boolean isWhole(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1L << 53;
  }

  private static Object vertx(JsonNode node) {
    return switch (node) {
      case ObjectNode object -> {
        JsonObject copy = new JsonObject();
        object.properties().forEach(field -> put(copy, field.getKey(), field.getValue()));
        yield copy;
      }
      case ArrayNode array -> {
        JsonArray copy = new JsonArray();
        array.forEach(element -> {
          if (element.isNull()) {
            copy.addNull();
          } else {
            copy.add(vertx(element));
          }
        });
        yield copy;
      }
      default ->
          node.isNumber()
              ? node.numberValue()
              : node.isBoolean() ? (Object) node.booleanValue() : node.asText();
    };
  }

  private static void put(JsonObject into, String name, JsonNode value) {
    if (value.isNull()) {
      into.putNull(name);
    } else {
      into.put(name, vertx(value));
    }
  }
}
