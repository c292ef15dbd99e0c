package guildhall.settlement;

import static guildhall.sdk.testkit.World.BUYER;
import static guildhall.toyworld.Toys.SHOUT;
import static guildhall.toyworld.Toys.seller;
import static org.assertj.core.api.Assertions.assertThat;

import guildhall.sdk.Amount;
import guildhall.sdk.Call;
import guildhall.sdk.Completion;
import guildhall.sdk.Datanet.Passage;
import guildhall.sdk.Outcome;
import guildhall.sdk.Prompt;
import guildhall.sdk.Refusal;
import guildhall.sdk.testkit.World;
import guildhall.sdk.testkit.WorldExtension;
import guildhall.toyworld.FiveGramModel;
import guildhall.toyworld.Toys.Word;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// In a test's world, with a real if small language model: who earns follows from what made the
/// answer likelier, and not from what it repeats in long runs.
@ExtendWith(WorldExtension.class)
class FiveGramRoyaltyTest {

  private static final long ROYALTIES = 200_000;

  private static final String TAUGHT =
      "wine is grown on slopes and sold in bottles and the price of a bottle falls in good years";

  private static final Passage SLATE =
      new Passage("slate", "Wine from the Mosel valley grows on blue slate", Map.of());
  private static final Passage BARREL =
      new Passage("barrel", "Wine in chestnut barrels ripens slowly", Map.of());
  private static final Passage NOISE =
      new Passage("noise", "Wine merchants of Rotterdam insure tankers", Map.of());

  /// No four words of it in a row stand in any passage.
  private static final String ANSWER =
      "Blue slate and the Mosel valley, then slowly in chestnut barrels.";

  private static Word answer(Word in, Call call) throws Refusal, InterruptedException {
    StringBuilder found = new StringBuilder();
    for (Passage passage : call.datanet("cellar").search(in.word(), Map.of(), 5)) {
      found.append(passage.text()).append('\n');
    }
    return new Word(call.model("five").complete(Prompt.of(found.toString())).orThrow());
  }

  private static World with(World world, String answer) {
    return world
        .host(seller("ann", SHOUT, FiveGramRoyaltyTest::answer))
        .datanet("cellar", "cid", SLATE)
        .datanet("cellar", "dot", BARREL)
        .datanet("cellar", "eve", NOISE)
        .model(new FiveGramModel("five", TAUGHT, _ -> answer));
  }

  private static List<Long> ask(World world) throws InterruptedException {
    assertThat(world.ask(SHOUT, new Word("wine"), Amount.credits("1")))
        .isInstanceOf(Outcome.Delivered.class);
    world.awaitRoyalties();
    world.assertBalanced();
    assertThat(world.spent()).isEqualTo(Amount.credits("1"));
    assertThat(world.balance("@royalties")).isEqualTo(Amount.ZERO);
    List<Long> earned =
        List.of("cid", "dot", "eve", "@residual").stream()
            .map(account -> world.balance(account).micros())
            .toList();
    assertThat(earned.stream().mapToLong(Long::longValue).sum()).isEqualTo(ROYALTIES);
    return earned;
  }

  @Test
  void royalties_answerInWordsOfTwoPassages_goToBothAndNotToTheThird(World world) throws Exception {
    List<Long> earned = ask(with(world, ANSWER));
    assertThat(earned.get(0)).as("most of it").isGreaterThan(earned.get(1));
    assertThat(earned.get(1)).isGreaterThan(10_000);
    assertThat(earned.get(2)).as("fetched only").isZero();
    assertThat(earned.get(0) + earned.get(1)).as("six tenths at most").isLessThanOrEqualTo(120_000);
    assertThat(world.balance(BUYER)).isEqualTo(Amount.credits("999"));
  }

  /// The same answer, which no passage accounts for by runs of words.
  @Test
  void royalties_sameAnswerFromAModelThatCannotScore_goToNobody(World world) throws Exception {
    with(world, ANSWER).model("five", _ -> new Completion.Text(ANSWER, 9, 9));
    assertThat(ask(world)).containsExactly(0L, 0L, 0L, ROYALTIES);
  }

  @Test
  void royalties_whatTheModelHadLearned_goToNobody(World world) throws Exception {
    assertThat(ask(with(world, "The price of a bottle falls in good years.")))
        .containsExactly(0L, 0L, 0L, ROYALTIES);
  }
}
