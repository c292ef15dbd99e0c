package guildhall.task.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// Templates: JSON in which `{"$input": "/path"}` stands for a part of the task's input and
/// `{"$step": "id", "path": "/path"}` for a part of a step's output. Paths are JSON pointers, RFC
/// 6901; an empty or absent one means the whole. What a reference does not find is left out.
public final class References {

  private References() {}

  /// The steps a template refers to.
  public static Set<String> steps(JsonNode template) {
    Set<String> found = new LinkedHashSet<>();
    collect(template, found);
    return found;
  }

  private static void collect(JsonNode node, Set<String> into) {
    if (node.path("$input").isTextual()) {
      return; // as resolve sees it
    }
    if (node.path("$step").isTextual()) {
      into.add(node.path("$step").textValue());
    } else {
      node.forEach(child -> collect(child, into));
    }
  }

  /// Paths in a template that are no JSON pointers.
  static Set<String> badPaths(JsonNode template) {
    Set<String> bad = new LinkedHashSet<>();
    collectBadPaths(template, bad);
    return bad;
  }

  private static void collectBadPaths(JsonNode node, Set<String> into) {
    if (node.path("$input").isTextual() || node.path("$step").isTextual()) {
      String path =
          node.path("$input").isTextual()
              ? node.path("$input").textValue()
              : node.path("path").asText("");
      if (!isPointer(path)) {
        into.add(path);
      }
    } else {
      node.forEach(child -> collectBadPaths(child, into));
    }
  }

  static boolean isPointer(String path) {
    return path.isEmpty() || path.startsWith("/");
  }

  /// The template with every reference replaced.
  ///
  /// @param outputs by step; a step that was skipped has none
  /// @return missing if the template itself is a reference that finds nothing
  public static JsonNode resolve(JsonNode template, JsonNode input, Map<String, JsonNode> outputs) {
    if (template.path("$input").isTextual()) {
      return input.at(template.path("$input").textValue());
    }
    if (template.path("$step").isTextual()) {
      JsonNode output = outputs.get(template.path("$step").textValue());
      return output == null
          ? JsonNodeFactory.instance.missingNode()
          : output.at(template.path("path").asText(""));
    }
    return switch (template) {
      case ObjectNode object -> {
        ObjectNode resolved = JsonNodeFactory.instance.objectNode();
        object
            .properties()
            .forEach(field -> {
              JsonNode value = resolve(field.getValue(), input, outputs);
              if (!value.isMissingNode()) {
                resolved.set(field.getKey(), value);
              }
            });
        yield resolved;
      }
      case ArrayNode array -> {
        ArrayNode resolved = JsonNodeFactory.instance.arrayNode();
        array.forEach(element -> {
          JsonNode value = resolve(element, input, outputs);
          if (!value.isMissingNode()) {
            resolved.add(value);
          }
        });
        yield resolved;
      }
      default -> template;
    };
  }
}
