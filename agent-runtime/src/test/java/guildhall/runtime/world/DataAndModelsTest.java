package guildhall.runtime.world;

import static guildhall.sdk.Amount.credits;
import static guildhall.toyworld.Toys.SHOUT;
import static org.assertj.core.api.Assertions.assertThat;

import guildhall.sdk.Agent;
import guildhall.sdk.Completion;
import guildhall.sdk.Datanet.Passage;
import guildhall.sdk.FailureKind;
import guildhall.sdk.Outcome;
import guildhall.sdk.Prompt;
import guildhall.sdk.testkit.World;
import guildhall.sdk.testkit.WorldExtension;
import guildhall.toyworld.Toys.Word;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A test of an agent that reads datanets and asks models.
@ExtendWith(WorldExtension.class)
class DataAndModelsTest {

  private static final Agent READER =
      Agent.named("reader")
          .sells(
              SHOUT,
              credits("1"),
              (in, call) ->
                  new Word(
                      call.datanet("bees").search(in.word(), Map.of(), 1).getFirst().text()
                          + call.model("parrot").complete(Prompt.of(in.word())).orThrow()));

  @Test
  void datanet_readByAnAgent_paysItsContributorARoyalty(World world) throws Exception {
    List<Prompt> prompts = new CopyOnWriteArrayList<>();
    world
        .datanet("bees", "ada", new Passage("dance", "Bees dance.", Map.of()))
        .model(
            "parrot",
            prompt -> {
              prompts.add(prompt);
              return new Completion.Text("!", 3, 4);
            })
        .host(READER);

    assertThat(world.ask(SHOUT, new Word("dance"), credits("1")).orThrow().word())
        .isEqualTo("Bees dance.!");
    assertThat(prompts).containsExactly(Prompt.of("dance"));

    world.awaitRoyalties();
    assertThat(world.balance("ada"))
        .as("six tenths of the royalty part, since a model had a part in it")
        .isEqualTo(credits("0.12"));
    assertThat(world.spent()).isEqualTo(credits("1"));
    world.assertBalanced();
  }

  @Test
  void model_notThereOrUnavailable_isTheAgentsFailureOrRefusal(World world) {
    world.datanet("bees", "ada", new Passage("dance", "Bees dance.", Map.of())).host(READER);
    assertThat(world.ask(SHOUT, new Word("dance"), credits("1")))
        .isInstanceOfSatisfying(
            Outcome.Failed.class, it -> assertThat(it.kind()).isEqualTo(FailureKind.THREW));

    world.model("parrot", _ -> new Completion.Unavailable("asleep"));
    assertThat(world.ask(SHOUT, new Word("dance"), credits("1")))
        .isInstanceOfSatisfying(
            Outcome.Refused.class, it -> assertThat(it.reason()).contains("asleep"));
    assertThat(world.spent().isZero()).isTrue();
    assertThat(world.balance("ada").isZero()).isTrue();
    world.assertBalanced();
  }

  @Test
  void under_instructions_theyComeFirst() {
    assertThat(Prompt.of("Why?").under("Be brief.").messages())
        .isEqualTo(
            List.of(
                new Prompt.Message(Prompt.Role.SYSTEM, "Be brief."),
                new Prompt.Message(Prompt.Role.USER, "Why?")));
  }
}
