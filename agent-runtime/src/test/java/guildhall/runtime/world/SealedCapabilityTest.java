package guildhall.runtime.world;

import static guildhall.sdk.Amount.credits;
import static guildhall.toyworld.ToyWorld.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import guildhall.json.RecordJson;
import guildhall.sdk.Agent;
import guildhall.sdk.Amount;
import guildhall.sdk.Ask;
import guildhall.sdk.Capability;
import guildhall.sdk.Outcome;
import guildhall.sdk.Refusal;
import guildhall.sdk.Terms;
import guildhall.sdk.schema.Range;
import guildhall.sdk.testkit.World;
import guildhall.sdk.testkit.WorldExtension;
import guildhall.task.TaskState;
import guildhall.task.TaskView;
import guildhall.toyworld.ToyWorld;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A capability whose input and output are one of several records each, sold, called and kept.
@ExtendWith(WorldExtension.class)
final class SealedCapabilityTest {

  sealed interface Question {}

  record Sum(List<Integer> numbers) implements Question {}

  record Spell(@Range(min = 1, max = 5) String word) implements Question {}

  record Asked(Question question) {}

  sealed interface Answer {}

  record Total(long value) implements Answer {}

  record Letters(@Range(max = 4) List<String> letters) implements Answer {}

  record Answered(Answer answer, List<Answer> before) {}

  private static final Capability<Asked, Answered> ANSWER =
      Capability.of("test.answer", Asked.class, Answered.class);

  private static Answered answer(Asked asked) {
    return switch (asked.question()) {
      case Sum(var numbers) ->
          new Answered(
              new Total(numbers.stream().mapToLong(each -> each).sum()),
              List.of(new Letters(List.of())));
      case Spell(var word) -> new Answered(new Letters(List.of(word.split(""))), List.of());
    };
  }

  private static Agent clerk() {
    return Agent.named("clerk").sells(ANSWER, Terms.fee(credits("1")), (in, _) -> answer(in));
  }

  @Test
  void ask_eachAlternative_isAnsweredAndPaid(World world) throws Refusal {
    world.host(clerk());

    assertThat(world.ask(ANSWER, new Asked(new Sum(List.of(1, 2))), credits("1")).orThrow())
        .isEqualTo(new Answered(new Total(3), List.of(new Letters(List.of()))));
    assertThat(world.ask(ANSWER, new Asked(new Spell("ab")), credits("1")).orThrow())
        .isEqualTo(new Answered(new Letters(List.of("a", "b")), List.of()));
    assertThat(world.spent()).isEqualTo(credits("2"));
  }

  @Test
  void ask_throughAnotherAgent_isAnsweredAndPaid(World world) throws Refusal {
    world
        .host(clerk())
        .host(
            Agent.named("broker")
                .sells(
                    Capability.of("test.resell", Asked.class, Answered.class),
                    Terms.fee(credits("1")).withExpensesUpTo(credits("1")),
                    (in, call) -> call.ask(ANSWER, in, Ask.atMost(call.budget())).orThrow()));
    Capability<Asked, Answered> resell = Capability.of("test.resell", Asked.class, Answered.class);

    assertThat(world.ask(resell, new Asked(new Sum(List.of(2, 3))), credits("2")).orThrow())
        .isEqualTo(new Answered(new Total(5), List.of(new Letters(List.of()))));
    assertThat(world.spent()).isEqualTo(credits("2"));
  }

  @Test
  void ask_alternativeOutOfRange_isTheCallersMistake(World world) {
    world.host(clerk());

    assertThatThrownBy(() -> world.ask(ANSWER, new Asked(new Spell("abcdef")), credits("1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("test.answer: /question/word has length 6, allowed is 1 to 5");
    assertThat(world.spent()).isEqualTo(Amount.ZERO);
  }

  @Test
  void ask_answerOutOfRange_failsAndCostsNothing(World world) {
    world.host(clerk());

    Outcome<Answered> outcome = world.ask(ANSWER, new Asked(new Spell("abcde")), credits("1"));

    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    assertThat(((Outcome.Failed<Answered>) outcome).reason())
        .contains("/answer/letters has length 5");
    assertThat(world.spent()).isEqualTo(Amount.ZERO);
  }

  @Test
  void buy_sameOrderAgain_givesWhatWasKept() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    try (var runtime = new MemoryWorld.Factory().start(World.START)) {
      runtime.fund("ada", credits("10"));
      runtime.host(
          Agent.named("clerk")
              .sells(
                  ANSWER,
                  Terms.fee(credits("1")),
                  (in, _) -> {
                    runs.incrementAndGet();
                    return answer(in);
                  }));
      Ask ask = Ask.atMost(credits("2"));
      Asked asked = new Asked(new Sum(List.of(4, 5)));
      Outcome<Answered> first = runtime.ask("ada", "o-1", ANSWER, asked, ask);

      assertThat(first).isInstanceOf(Outcome.Delivered.class);
      assertThat(runtime.ask("ada", "o-1", ANSWER, asked, ask)).isEqualTo(first);
      assertThat(runs).hasValue(1);
    }
  }

  @Test
  void task_stepWithAKind_isBoughtAndItsResultSaysTheKind() throws Exception {
    try (var world = ToyWorld.of(clerk()).ready()) {
      TaskView end =
          world.end(
              world.submit(
                  "5",
                  step("a", "test.answer", json("{'question':{'numbers':[1,2],'kind':'sum'}}"))));

      assertThat(end.state()).isEqualTo(TaskState.COMPLETED);
      byte[] result = world.node().contents().get(end.result().orElseThrow()).orElseThrow();
      assertThat(RecordJson.readTree(result))
          .isEqualTo(
              json(
                  "{'answer':{'kind':'total','value':3},"
                      + "'before':[{'kind':'letters','letters':[]}]}"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'question':{'kind':'riddle'}}               | test.answer cannot take this: /question/kind is "riddle", allowed are sum, spell
          {'question':{'numbers':[]}}                  | test.answer cannot take this: /question/kind is missing or of the wrong type
          {'question':{'kind':'spell','word':''}}      | test.answer: /question/word has length 0, allowed is 1 to 5
          {'question':null}                            | test.answer: /question is missing
          """)
  void task_stepThatDoesNotFit_failsInOurWords(String input, String reason) throws Exception {
    try (var world = ToyWorld.of(clerk()).ready()) {
      TaskView end = world.end(world.submit("5", step("a", "test.answer", json(input))));

      assertThat(end.code()).isEqualTo("invalid_input");
      assertThat(end.reason()).isEqualTo("step a: " + reason);
    }
  }

  private static JsonNode json(String text) {
    return RecordJson.readTree(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
