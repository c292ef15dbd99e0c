package guildhall.runtime;

import static guildhall.toyworld.ToyWorld.json;
import static guildhall.toyworld.ToyWorld.step;
import static guildhall.toyworld.Toys.SHOUT;
import static guildhall.toyworld.Toys.seller;
import static org.assertj.core.api.Assertions.assertThat;

import guildhall.book.Entry;
import guildhall.book.FileContentStore;
import guildhall.book.FileJournal;
import guildhall.book.PackReader;
import guildhall.datanet.Contribution;
import guildhall.datanet.Curation;
import guildhall.datanet.CurationStatus;
import guildhall.datanet.DatanetFact.Contributed;
import guildhall.sdk.Call;
import guildhall.sdk.Datanet.Passage;
import guildhall.sdk.Prompt;
import guildhall.sdk.Refusal;
import guildhall.settlement.Grounds;
import guildhall.settlement.Scored.How;
import guildhall.settlement.ScoringTerms;
import guildhall.settlement.SettlementFact.Distributed;
import guildhall.toyworld.FiveGramModel;
import guildhall.toyworld.ToyWorld;
import guildhall.toyworld.Toys.Word;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A book whose answers were scored by the model that wrote them, weighed again from its files,
/// where there is no model.
class ScoredReweighingTest {

  private static final int MANY = 10_000;
  private static final List<Integer> READS = List.of(3, 8, 12);

  @TempDir Path data;

  private static String text(int i) {
    return "Wine of cellar c"
        + "abcdefghijklm".charAt(i)
        + "x ripens "
        + "slate oak chalk loam ".repeat(1 + i % 3)
        + "in year "
        + (1900 + i);
  }

  private static final List<Contribution> FACTS =
      IntStream.range(0, 13)
          .mapToObj(i -> new Contribution("c" + i, "owner-" + i % 5, text(i), Map.of()))
          .toList();

  /// Says some words of what it was told.
  private static String said(String told) {
    StringBuilder said = new StringBuilder("It ripens");
    for (String line : told.split("\n", -1)) {
      String[] words = line.split(" ", -1);
      said.append(' ').append(words[words.length / 2]).append(' ').append(words[words.length - 1]);
    }
    return said.toString();
  }

  private static Word answer(Word in, Call call) throws Refusal, InterruptedException {
    List<String> found = new ArrayList<>();
    for (Passage each :
        call.datanet("cellar").search("wine", Map.of(), Integer.parseInt(in.word()))) {
      found.add(each.text());
    }
    return new Word(call.model("five").complete(Prompt.of(String.join("\n", found))).orThrow());
  }

  private ToyWorld world() throws IOException {
    return ToyWorld.withModels(
            name -> new FiveGramModel(name, "wine is sold in bottles", ScoredReweighingTest::said),
            new ScoringTerms(256, Duration.ofSeconds(20)),
            FileJournal.open(data.resolve("book"), 1 << 20),
            FileContentStore.open(data.resolve("content")),
            seller("ann", SHOUT, ScoredReweighingTest::answer))
        .ready();
  }

  @BeforeEach
  void answers() throws Exception {
    try (var world = world()) {
      var _ = world.node().publish("cellar", FACTS);
      for (int reads : READS) {
        String task = world.submit("5", step("a", "toy.shout", json(new Word("" + reads))));
        var _ = world.await(task, event -> event.type().equals("royalties.distributed"));
      }
    }
  }

  private Reweighing.Outcome reweighed(int threads, UnaryOperator<Distributed> changed)
      throws IOException {
    List<Entry> all = new ArrayList<>();
    for (Entry entry : StoppedBook.entries(data)) {
      all.add(
          entry.fact() instanceof Distributed fact
              ? new Entry(entry.position(), entry.timeMicros(), changed.apply(fact))
              : entry);
    }
    return Reweighing.run(all::forEach, PackReader.open(data.resolve("content")), threads);
  }

  private List<Distributed> distributions() throws IOException {
    return StoppedBook.entries(data).stream()
        .map(Entry::fact)
        .filter(Distributed.class::isInstance)
        .map(Distributed.class::cast)
        .toList();
  }

  /// Three are exact, eight are exact by 256 coalitions, twelve are estimated from 64 drawn ones.
  @Test
  void run_withoutTheModel_decidesTheSameToTheBit() throws Exception {
    assertThat(distributions())
        .hasSize(READS.size())
        .allSatisfy(each -> {
          assertThat(each.grounds().scored().how()).isEqualTo(How.USED);
          assertThat(each.method()).startsWith("combined@2[use@4 ");
          assertThat(each.lines()).hasSizeGreaterThan(1);
        });
    for (int threads : List.of(1, 4)) {
      Reweighing.Outcome outcome = reweighed(threads, UnaryOperator.identity());
      assertThat(outcome.different()).isEmpty();
      assertThat(outcome.same()).isEqualTo(READS.size());
    }
  }

  private static Distributed with(Distributed fact, Grounds grounds) {
    return new Distributed(fact.call(), fact.method(), fact.lines(), fact.vestsMicros(), grounds);
  }

  private static Distributed withScored(Distributed fact, Grounds from) {
    Grounds was = fact.grounds();
    return with(
        fact,
        new Grounds(
            was.basis(),
            was.frequencies(),
            was.wholeMicros(),
            was.commonsMicros(),
            was.confidencePermille(),
            was.shares(),
            from.scored()));
  }

  @Test
  void run_whatWasSaidOfAnotherAnswer_isFound() throws Exception {
    Grounds first = distributions().getFirst().grounds();
    Reweighing.Outcome outcome = reweighed(1, fact -> withScored(fact, first));
    assertThat(outcome.differences()).isEqualTo(READS.size() - 1);
    assertThat(outcome.same()).isOne();
  }

  @Test
  void run_saidNotToHaveBeenScored_isFound() throws Exception {
    Reweighing.Outcome outcome = reweighed(1, fact -> withScored(fact, Grounds.NONE));
    assertThat(outcome.differences()).isEqualTo(READS.size());
  }

  /// What it said needs no text, so what was read may be gone.
  @Test
  void run_aPassageIsErasedSince_stillFollowsFromWhatWasSaid() throws Exception {
    try (var world = world()) {
      Curation curation = new Curation(world.node().state().datanets(), (_, _) -> 0);
      assertThat(
              world
                  .node()
                  .book()
                  .<CurationStatus>await(
                      curation.withdraw("cellar", "c3", Curation.OPERATOR, "asked for", true)))
          .isEqualTo(CurationStatus.DONE);
      var content =
          world.node().book().feed().read(0, MANY).stream()
              .map(Entry::fact)
              .filter(Contributed.class::isInstance)
              .map(Contributed.class::cast)
              .filter(each -> each.id().equals("c3"))
              .findFirst()
              .orElseThrow()
              .content();
      world.node().contents().erase(content);
    }
    Reweighing.Outcome outcome = reweighed(1, UnaryOperator.identity());
    assertThat(outcome.different()).isEmpty();
    assertThat(outcome.same() + outcome.erased()).isEqualTo(READS.size());
  }
}
