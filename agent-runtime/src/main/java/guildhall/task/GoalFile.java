package guildhall.task;

import com.fasterxml.jackson.databind.JsonNode;
import guildhall.json.BadJsonException;
import guildhall.json.RecordJson;
import guildhall.task.plan.Plan;
import guildhall.task.plan.Step;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/// A goal as a file on the class path.
///
/// @param name see [Goal#name]
/// @param title see [Goal#title]
/// @param inputSchema where on the class path the input's JSON Schema is
/// @param steps the plan
/// @param result a template of the result
public record GoalFile(
    String name, String title, String inputSchema, List<Step> steps, Optional<JsonNode> result) {

  /// Reads a goal and its schema.
  ///
  /// @param anchor a class of the jar that holds both
  /// @param resource where the goal is, for example `/goals/market-entry.json`
  /// @throws IllegalArgumentException if a file is missing or does not have the form of a goal
  public static Goal read(Class<?> anchor, String resource) {
    try {
      GoalFile file = RecordJson.bind(tree(anchor, resource), GoalFile.class);
      return new Goal(
          file.name(),
          file.title(),
          tree(anchor, file.inputSchema()),
          new Plan(file.steps(), file.result()));
    } catch (BadJsonException e) {
      throw new IllegalArgumentException(resource + ": " + e.sentence(), e);
    }
  }

  private static JsonNode tree(Class<?> anchor, String resource) {
    try (InputStream in = anchor.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException("not on the class path: " + resource);
      }
      return RecordJson.readTree(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource, e);
    }
  }
}
