package guildhall.task.plan;

import static guildhall.task.plan.ReferencesTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is wrong with a plan, and what can run next.
class PlanTest {

  private static Step step(String id, String input, String... after) {
    return new Step(
        id,
        "toy.shout",
        json(input),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(List.of(after)));
  }

  private static Step when(String id, String other, String path) {
    return new Step(
        id,
        "toy.shout",
        json("{}"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(new Step.When(other, path, List.of("yes"))),
        Optional.empty());
  }

  private static Plan plan(Step... steps) {
    return new Plan(List.of(steps), Optional.empty());
  }

  @Test
  void problems_soundPlan_areNone() {
    assertThat(plan(step("a", "{'x':{'$input':'/p'}}"), step("b", "{'$step':'a'}")).problems())
        .isEmpty();
  }

  @Test
  void problems_noStepsOrTooMany_areNamed() {
    assertThat(plan().problems()).singleElement().asString().contains("not 0");
    Step[] many = IntStream.range(0, 101).mapToObj(i -> step("s" + i, "{}")).toArray(Step[]::new);
    assertThat(plan(many).problems()).singleElement().asString().contains("not 101");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A", "1a", "a_b", "a/b", "a#0", "ä", "a b"})
  void problems_badId_isNamed(String id) {
    assertThat(plan(step(id, "{}")).problems()).singleElement().asString().contains("id");
  }

  @Test
  void problems_idTooLong_isNamed() {
    assertThat(plan(step("a".repeat(40), "{}")).problems()).isEmpty();
    assertThat(plan(step("a".repeat(41), "{}")).problems()).hasSize(1);
  }

  @Test
  void problems_duplicate_isNamed() {
    assertThat(plan(step("a", "{}"), step("a", "{}")).problems())
        .containsExactly("two steps are called a");
  }

  @Test
  void problems_unknownReference_isNamedWhereverItStands() {
    assertThat(plan(step("a", "{'x':[{'$step':'no'}]}")).problems())
        .containsExactly("a needs no, which is no step");
    assertThat(plan(step("a", "{}", "no")).problems())
        .containsExactly("a needs no, which is no step");
    assertThat(plan(when("a", "no", "")).problems())
        .containsExactly("a needs no, which is no step");
    JsonNode result = json("{'$step':'no'}");
    assertThat(new Plan(List.of(step("a", "{}")), Optional.of(result)).problems())
        .containsExactly("the result needs no, which is no step");
  }

  @Test
  void problems_circle_isNamed() {
    assertThat(plan(step("a", "{'$step':'a'}")).problems()).hasSize(1);
    assertThat(
            plan(step("a", "{'$step':'c'}"), step("b", "{}", "a"), when("c", "b", "")).problems())
        .containsExactly("some steps need each other in a circle");
  }

  @Test
  void problems_pathThatIsNoPointer_isNamed() {
    assertThat(plan(step("a", "{'x':{'$input':'p'}}")).problems())
        .containsExactly("a: a path is empty or begins with /: p");
    assertThat(plan(step("a", "{}"), step("b", "[{'$step':'a','path':'p'}]")).problems())
        .containsExactly("b: a path is empty or begins with /: p");
    assertThat(plan(step("a", "{}"), when("b", "a", "p")).problems())
        .containsExactly("b: a path is empty or begins with /: p");
    JsonNode result = json("{'$step':'a','path':'p'}");
    assertThat(new Plan(List.of(step("a", "{}")), Optional.of(result)).problems())
        .containsExactly("the result: a path is empty or begins with /: p");
  }

  @Test
  void problems_conditionsOutOfRange_areNamed() {
    Step bad =
        new Step(
            "a",
            "toy.shout",
            json("{}"),
            Optional.empty(),
            Optional.of(1001),
            Optional.of(Duration.ZERO),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    assertThat(plan(bad).problems()).hasSize(2);
  }

  @Test
  void ready_diamond_followsTheNeeds() {
    Plan plan =
        plan(
            step("d", "{'x':{'$step':'b'},'y':{'$step':'c'}}"),
            step("b", "{'$step':'a'}"),
            step("c", "{}", "a"),
            step("a", "{}"));
    assertThat(ids(plan.ready(Set.of(), Set.of()))).containsExactly("a");
    assertThat(ids(plan.ready(Set.of("a"), Set.of()))).isEmpty();
    assertThat(ids(plan.ready(Set.of("a"), Set.of("a")))).containsExactly("b", "c");
    assertThat(ids(plan.ready(Set.of("a", "b", "c"), Set.of("a", "b")))).isEmpty();
    assertThat(ids(plan.ready(Set.of("a", "b", "c"), Set.of("a", "b", "c")))).containsExactly("d");
  }

  private static List<String> ids(List<Step> steps) {
    return steps.stream().map(Step::id).toList();
  }
}
