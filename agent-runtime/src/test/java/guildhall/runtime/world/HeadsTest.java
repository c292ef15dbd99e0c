package guildhall.runtime.world;

import static guildhall.sdk.Amount.credits;
import static guildhall.toyworld.Toys.SHOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import guildhall.datanet.Contribution;
import guildhall.sdk.Agent;
import guildhall.sdk.Datanet.Passage;
import guildhall.sdk.FailureKind;
import guildhall.sdk.Head;
import guildhall.sdk.Outcome;
import guildhall.sdk.Prediction;
import guildhall.sdk.testkit.World;
import guildhall.sdk.testkit.WorldExtension;
import guildhall.toyworld.Moods;
import guildhall.toyworld.Toys.Word;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A test of an agent that has a head predict.
@ExtendWith(WorldExtension.class)
class HeadsTest {

  // @start region=head
  private static final Agent SORTER =
      Agent.named("sorter")
          .sells(
              SHOUT,
              credits("1"),
              (in, call) -> {
                Prediction mood = call.head("mood").predict(in.word());
                return new Word(mood.label() + (mood.confidence() < 600 ? "?" : "!"));
              });

  // @end

  // @start region=head-test
  @Test
  void head_askedByAnAgent_paysWhoseExamplesMadeItSaySo(World world) throws Exception {
    world
        .datanet("moods", "ada", examples(0, 90))
        .datanet("moods", "eve", examples(90, 180))
        .head("mood", "mia", "moods")
        .host(SORTER);

    assertThat(world.ask(SHOUT, new Word("a song and a feast"), credits("1")).orThrow().word())
        .isEqualTo("glad!");

    world.awaitRoyalties();
    assertThat(world.balance("mia")).as("a fifth of the royalties").isEqualTo(credits("0.04"));
    assertThat(world.balance("ada").isZero()).isFalse();
    assertThat(world.balance("eve").isZero()).isFalse();
    world.assertBalanced();
  }

  // @end

  private static Passage[] examples(int from, int to) {
    return Moods.examples(from, to, "somebody").stream()
        .map(HeadsTest::passage)
        .toArray(Passage[]::new);
  }

  private static Passage passage(Contribution each) {
    return new Passage(each.id(), each.text(), each.fields());
  }

  @Test
  void royalties_ofAHead_sumToThePool(World world) throws Exception {
    world
        .datanet("moods", "ada", examples(0, 90))
        .datanet("moods", World.BUYER, examples(90, 180))
        .head("mood", "mia", "moods")
        .host(SORTER);
    assertThat(world.ask(SHOUT, new Word("only tears"), credits("1")).orThrow().word())
        .isEqualTo("sad!");
    world.awaitRoyalties();
    assertThat(
            world.balance("mia").micros()
                + world.balance("ada").micros()
                + world.balance("@residual").micros())
        .isEqualTo(200_000);
    assertThat(world.spent()).as("the buyer's own examples earn nothing").isEqualTo(credits("1"));
    world.assertBalanced();
  }

  @Test
  void head_notThere_isTheAgentsFailureAndNothingMoves(World world) {
    world.host(SORTER);
    assertThat(world.ask(SHOUT, new Word("a song"), credits("1")))
        .isInstanceOfSatisfying(
            Outcome.Failed.class, it -> assertThat(it.kind()).isEqualTo(FailureKind.THREW));
    assertThat(world.spent().isZero()).isTrue();
    world.assertBalanced();
  }

  @Test
  void head_ofNoExamples_saysWhyItIsNot(World world) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> world.head("mood", "mia", "moods"))
        .withMessageContaining("unknown_datanet");
  }

  @Test
  void predictions_overTheBound_endTheCallUnpaid(World world) throws Exception {
    world.datanet("moods", "ada", examples(0, 90)).head("mood", "mia", "moods");
    world.host(
        Agent.named("eager")
            .sells(
                SHOUT,
                credits("1"),
                (in, call) -> {
                  Head head = call.head("mood");
                  if (in.word().equals("long")) {
                    return new Word(head.predict("x".repeat(Head.CHARACTERS_MAX + 1)).label());
                  }
                  for (int i = 0; i < Head.PREDICTIONS_MAX; i++) {
                    var _ = head.predict("rain");
                  }
                  return new Word(in.word().equals("most") ? "sad" : head.predict("rain").label());
                }));
    for (String word : new String[] {"long", "more"}) {
      assertThat(world.ask(SHOUT, new Word(word), credits("1")))
          .isInstanceOfSatisfying(
              Outcome.Failed.class, it -> assertThat(it.kind()).isEqualTo(FailureKind.THREW));
    }
    assertThat(world.spent().isZero()).isTrue();
    assertThat(world.ask(SHOUT, new Word("most"), credits("1")).orThrow().word()).isEqualTo("sad");
    world.assertBalanced();
  }
}
