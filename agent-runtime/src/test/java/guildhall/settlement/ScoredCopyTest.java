package guildhall.settlement;

import static guildhall.toyworld.ToyWorld.json;
import static guildhall.toyworld.ToyWorld.step;
import static guildhall.toyworld.Toys.SHOUT;
import static guildhall.toyworld.Toys.seller;
import static org.assertj.core.api.Assertions.assertThat;

import guildhall.book.Command;
import guildhall.book.Entry;
import guildhall.book.MemoryContentStore;
import guildhall.book.MemoryJournal;
import guildhall.datanet.Charter;
import guildhall.datanet.Charter.Review;
import guildhall.datanet.Charter.Rules;
import guildhall.datanet.ContributionDesk.Result;
import guildhall.datanet.CurationStatus;
import guildhall.datanet.admission.Declaration;
import guildhall.datanet.admission.ItemType;
import guildhall.datanet.admission.Offering;
import guildhall.sdk.Call;
import guildhall.sdk.Prompt;
import guildhall.sdk.Refusal;
import guildhall.settlement.Scored.How;
import guildhall.settlement.SettlementFact.Distributed;
import guildhall.toyworld.FiveGramModel;
import guildhall.toyworld.ToyWorld;
import guildhall.toyworld.Toys.Word;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Copies of what made an answer likelier, read with it: they made it likelier too, and earn
/// nothing.
class ScoredCopyTest {

  private static final String NET = "facts";

  private static final String ORIGINAL =
      "Wine from the Mosel valley grows on blue slate that keeps the warmth of an autumn day until"
          + " long after midnight so that even late grapes ripen there before the first frost";

  private static final String TANKERS =
      "Wine merchants of Rotterdam insure tankers whose captains distrust barometers and prefer to"
          + " read the colour of gulls before they leave harbour in the second week of March";

  private static final String LEDGERS =
      "Wine ledgers in Antwerp list each cask twice once by weight and once by whoever carried it"
          + " upstairs because porters were paid per landing rather than for distance walked";

  private static Word answer(Word in, Call call) throws Refusal, InterruptedException {
    assertThat(call.datanet(NET).search(in.word(), Map.of(), 9)).hasSize(3);
    return new Word(call.model("five").complete(Prompt.of("Say something.")).orThrow());
  }

  private static <R> R ask(ToyWorld world, Command<R> command) {
    return world.node().book().await(command);
  }

  private static void offer(ToyWorld world, String contributor, String text) throws IOException {
    assertThat(
            world
                .node()
                .curating()
                .desk()
                .contribute(
                    NET,
                    contributor,
                    contributor,
                    new Offering.Text(
                        contributor + ".txt",
                        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))),
                    new Declaration(Optional.of("CC0-1.0"), true)))
        .isInstanceOf(Result.Done.class);
  }

  private static void publish(ToyWorld world) {
    var curating = world.node().curating();
    assertThat(ask(world, curating.curation().publish(NET, "oda")).status())
        .isEqualTo(CurationStatus.DONE);
    curating.published().refresh(NET);
  }

  private static void charter(ToyWorld world) {
    Charter charter =
        new Charter(
            "What is known.",
            Rules.of(ItemType.TEXT, "CC0-1.0"),
            0,
            true,
            Review.NONE,
            Optional.empty());
    assertThat(ask(world, world.node().curating().curation().charter(NET, "oda", charter)))
        .isEqualTo(CurationStatus.DONE);
  }

  /// As it is, and inside another text; what it says is not repeated word for word.
  @Test
  void copies_readWithTheOriginal_earnNothing() throws Exception {
    try (var world =
        ToyWorld.withModels(
                name ->
                    new FiveGramModel(
                        name,
                        "wine is sold in bottles",
                        _ -> "Late grapes ripen, blue slate, an autumn day, long after midnight."),
                new ScoringTerms(384, Duration.ofSeconds(20)),
                new MemoryJournal(),
                new MemoryContentStore(),
                seller("ann", SHOUT, ScoredCopyTest::answer))
            .ready()) {
      charter(world);
      offer(world, "vic", ORIGINAL);
      offer(world, "tim", ORIGINAL);
      offer(world, "tom", TANKERS + ". " + ORIGINAL);
      offer(world, "ida", LEDGERS);
      publish(world);
      String task = world.submit("5", step("a", "toy.shout", json(new Word("wine"))));
      var _ = world.await(task, event -> event.type().equals("royalties.distributed"));
      var _ = world.end(task);
      Distributed made =
          world.node().book().feed().read(0, 10_000).stream()
              .map(Entry::fact)
              .filter(Distributed.class::isInstance)
              .map(Distributed.class::cast)
              .toList()
              .getLast();
      assertThat(made.grounds().scored().how()).isEqualTo(How.USED);
      assertThat(made.grounds().shares())
          .extracting(Grounds.Share::key)
          .containsExactly("facts#vic");
      assertThat(world.balance("vic")).isPositive();
      assertThat(world.balance("tim")).isZero();
      assertThat(world.balance("tom")).isZero();
      assertThat(world.balance("ida")).isZero();
      assertThat(world.isSettled()).isTrue();
    }
  }
}
