package guildhall.task;

import com.fasterxml.jackson.databind.JsonNode;
import guildhall.task.plan.Plan;

/// A plan people can ask for by name.
///
/// @param name lower case letters, digits and hyphens
/// @param title one line for people
/// @param inputSchema JSON Schema 2020-12 of the input
/// @param plan the steps
public record Goal(String name, String title, JsonNode inputSchema, Plan plan) {

  /// @throws IllegalArgumentException if the name is malformed or the plan cannot be run
  public Goal {
    if (!name.matches("[a-z][a-z0-9-]{0,39}")) {
      throw new IllegalArgumentException("not a goal's name: " + name);
    }
    if (!plan.problems().isEmpty()) {
      throw new IllegalArgumentException(name + ": " + String.join("; ", plan.problems()));
    }
  }
}
