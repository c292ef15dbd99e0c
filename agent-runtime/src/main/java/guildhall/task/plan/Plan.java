package guildhall.task.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Steps and their data dependencies.
///
/// @param steps in the order they were written; at least one
/// @param result a template of the task's result, see [References]; the last step's output if
///   absent
public record Plan(List<Step> steps, Optional<JsonNode> result) {

  /// The most steps a plan may have.
  public static final int MOST_STEPS = 100;

  /// Copies the list. A result that JSON leaves out arrives as null and is absent.
  public Plan {
    steps = List.copyOf(steps);
    result = result.filter(template -> !template.isNull());
  }

  /// Steps that must have ended before one can start: those its input or its condition refers to,
  /// and those it says it comes after.
  public static Set<String> needs(Step step) {
    Set<String> needs = new LinkedHashSet<>(References.steps(step.input()));
    step.when().ifPresent(when -> needs.add(when.step()));
    step.after().ifPresent(needs::addAll);
    return needs;
  }

  /// What is wrong with the plan, in sentences; empty if it can be run.
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (steps.isEmpty() || steps.size() > MOST_STEPS) {
      problems.add("a plan has 1 to " + MOST_STEPS + " steps, not " + steps.size());
    }
    Map<String, Set<String>> needs = new LinkedHashMap<>();
    for (Step step : steps) {
      if (!step.id().matches("[a-z][a-z0-9-]{0,39}")) {
        problems.add("a step's id is lower case letters, digits and hyphens: " + step.id());
      }
      if (needs.put(step.id(), needs(step)) != null) {
        problems.add("two steps are called " + step.id());
      }
      step.qualityFloor()
          .filter(floor -> floor < 0 || floor > 1000)
          .ifPresent(floor -> problems.add(step.id() + ": qualityFloor is 0 to 1000: " + floor));
      step.within()
          .filter(within -> !within.isPositive())
          .ifPresent(within -> problems.add(step.id() + ": within must be positive: " + within));
      References.badPaths(step.input()).forEach(path -> problems.add(noPointer(step.id(), path)));
      step.when()
          .filter(when -> !References.isPointer(when.path()))
          .ifPresent(when -> problems.add(noPointer(step.id(), when.path())));
    }
    result.ifPresent(template ->
        References.badPaths(template).forEach(path -> problems.add(noPointer("the result", path))));
    needs.forEach((step, others) ->
        others.stream()
            .filter(other -> !needs.containsKey(other))
            .forEach(other -> problems.add(step + " needs " + other + ", which is no step")));
    result.ifPresent(template ->
        References.steps(template).stream()
            .filter(other -> !needs.containsKey(other))
            .forEach(other -> problems.add("the result needs " + other + ", which is no step")));
    if (problems.isEmpty() && hasCycle(needs)) {
      problems.add("some steps need each other in a circle");
    }
    return problems;
  }

  private static String noPointer(String where, String path) {
    return where + ": a path is empty or begins with /: " + path;
  }

  private static boolean hasCycle(Map<String, Set<String>> needs) {
    Set<String> done = new HashSet<>();
    boolean progress = true;
    while (progress) {
      progress = false;
      for (var step : needs.entrySet()) {
        if (!done.contains(step.getKey()) && done.containsAll(step.getValue())) {
          progress = done.add(step.getKey());
        }
      }
    }
    return done.size() < needs.size();
  }

  /// Steps that can start: not started, and all they need has ended.
  ///
  /// @param started steps that were started or skipped
  /// @param ended steps that have ended, in whatever way
  public List<Step> ready(Set<String> started, Set<String> ended) {
    return steps.stream()
        .filter(step -> !started.contains(step.id()) && ended.containsAll(needs(step)))
        .toList();
  }
}
