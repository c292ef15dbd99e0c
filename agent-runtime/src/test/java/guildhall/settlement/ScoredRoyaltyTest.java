package guildhall.settlement;

import static guildhall.toyworld.ToyWorld.json;
import static guildhall.toyworld.ToyWorld.step;
import static guildhall.toyworld.Toys.SHOUT;
import static guildhall.toyworld.Toys.seller;
import static org.assertj.core.api.Assertions.assertThat;

import guildhall.book.Entry;
import guildhall.book.MemoryContentStore;
import guildhall.book.MemoryJournal;
import guildhall.datanet.Contribution;
import guildhall.sdk.Call;
import guildhall.sdk.Completion;
import guildhall.sdk.Model;
import guildhall.sdk.Prompt;
import guildhall.sdk.Refusal;
import guildhall.sdk.spi.Models;
import guildhall.sdk.spi.ScoringModel;
import guildhall.settlement.Scored.How;
import guildhall.settlement.SettlementFact.Distributed;
import guildhall.toyworld.ToyWorld;
import guildhall.toyworld.Toys.Word;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What earns when the model that wrote an answer says how likely it is. An answer costs 1,000,000,
/// of which 200,000 are royalties and of those at most 120,000 for what was read; the model is not
/// registered and repeats nothing, so the rest is attributed to nobody.
class ScoredRoyaltyTest {

  private static final ScoringTerms TERMS = new ScoringTerms(384, Duration.ofSeconds(20));
  private static final long ROYALTIES = 200_000;
  private static final int MANY = 10_000;
  private static final long NAT = 1_000_000;
  private static final String AT = "Austria wine exports grew";
  private static final String DE = "Germany wine prices fell";
  private static final String IT = "Italy wine cellars closed";

  private static final List<Contribution> FACTS =
      List.of(
          new Contribution("at", "cid", AT, Map.of()),
          new Contribution("de", "eve", DE, Map.of()),
          new Contribution("it", "dot", IT, Map.of()));

  /// Answers what it was told to, and scores as it was told to.
  private record Told(String name, String answer, ToLongFunction<String> score)
      implements ScoringModel {
    @Override
    public Completion complete(Prompt prompt) {
      return new Completion.Text(answer, 12, 6);
    }

    @Override
    public OptionalLong logProbability(Prompt prompt, String answer) {
      return OptionalLong.of(score.applyAsLong(prompt.messages().getLast().text()));
    }
  }

  /// A model that cannot score.
  private record Mute(String name, String answer) implements Model {
    @Override
    public Completion complete(Prompt prompt) {
      return new Completion.Text(answer, 12, 6);
    }
  }

  /// Reads three passages and asks the models that its input names.
  private static Word answer(Word in, Call call) throws Refusal, InterruptedException {
    assertThat(call.datanet("facts").search("wine", Map.of(), 3)).hasSize(3);
    List<String> said = new ArrayList<>();
    for (String model : in.word().split(" ", -1)) {
      said.add(call.model(model).complete(Prompt.of("Say something.")).orThrow());
    }
    return new Word(String.join(", ", said));
  }

  private static ToyWorld world(ScoringTerms terms, Models models) {
    ToyWorld world =
        ToyWorld.withModels(
                models,
                terms,
                new MemoryJournal(),
                new MemoryContentStore(),
                seller("ann", SHOUT, ScoredRoyaltyTest::answer))
            .ready();
    assertThat(world.node().publish("facts", FACTS)).isEqualTo(1);
    return world;
  }

  private static Distributed ask(ToyWorld world, String models) throws Exception {
    long from = world.node().book().feed().end();
    String task = world.submit("5", step("a", "toy.shout", json(new Word(models))));
    var _ = world.await(task, event -> event.type().equals("royalties.distributed"));
    var _ = world.end(task); // which nobody waits for before royalties are distributed
    assertThat(world.balance("@royalties")).isZero();
    assertThat(world.isSettled()).isTrue();
    Distributed fact =
        world.node().book().feed().read(from, MANY).stream()
            .map(Entry::fact)
            .filter(Distributed.class::isInstance)
            .map(Distributed.class::cast)
            .findFirst()
            .orElseThrow();
    assertThat(fact.lines().stream().mapToLong(line -> line.amount().micros()).sum())
        .isEqualTo(ROYALTIES);
    return fact;
  }

  private static List<Long> balances(ToyWorld world, String... accounts) {
    return Stream.of(accounts).map(world::balance).toList();
  }

  /// What the game below is worth with so much read, in nats.
  private static long game(String prompt) {
    boolean at = prompt.contains(AT);
    boolean de = prompt.contains(DE);
    long sum = -30L + (at ? 6 : 0) + (de ? 4 : 0) + (at && de ? 2 : 0);
    return NAT * (sum + (at && de && prompt.contains(IT) ? 6 : 0));
  }

  /// Alone they add 6, 4 and 0; the first two add 2 together, all three 6 more. By hand: `6 + 2/2 +
  /// 6/3 = 9`, `4 + 2/2 + 6/3 = 7`, `6/3 = 2`, of 18 in all.
  @Test
  void scored_threePassages_earnTheirExactShapleyValues() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    try (var world =
        world(
            TERMS,
            name ->
                new Told(
                    name,
                    "Zebra",
                    prompt -> {
                      asked.incrementAndGet();
                      return game(prompt);
                    }))) {
      Distributed fact = ask(world, "m");
      assertThat(fact.method()).isEqualTo("combined@2[use@4 - -]");
      assertThat(fact.grounds().scored().how()).isEqualTo(How.USED);
      assertThat(asked).hasValue(8);
      assertThat(balances(world, "cid", "eve", "dot", "@residual"))
          .containsExactly(60_000L, 46_667L, 13_333L, 80_000L);
      assertThat(balances(world, "@platform", "ann", "local"))
          .containsExactly(50_000L, 750_000L, 999_000_000L);
    }
  }

  @Test
  void scored_fetchedButOfNoUse_earnsNothing() throws Exception {
    try (var world =
        world(
            TERMS,
            name -> new Told(name, "Zebra", prompt -> NAT * (prompt.contains(DE) ? -3 : -30)))) {
      assertThat(ask(world, "m").grounds().shares())
          .extracting(Grounds.Share::key)
          .containsExactly("facts#de");
      assertThat(balances(world, "cid", "eve", "dot", "@residual"))
          .containsExactly(0L, 120_000L, 0L, 80_000L);
    }
  }

  /// Repeated word for word, and the model would have said it anyway.
  @Test
  void scored_whatTheModelKnewByItself_isNoUseOfWhatWasRead() throws Exception {
    try (var world = world(TERMS, name -> new Told(name, AT, _ -> -NAT))) {
      Distributed fact = ask(world, "m");
      assertThat(fact.method()).isEqualTo("combined@2[- - -]");
      assertThat(balances(world, "cid", "eve", "dot", "@residual"))
          .containsExactly(0L, 0L, 0L, ROYALTIES);
    }
  }

  /// With the input in every prompt nobody gains by repeating it.
  @Test
  void prompt_ofEachCoalition_isWhatItReadAndTheInput() throws Exception {
    List<String> prompts = new ArrayList<>();
    try (var world =
        world(
            TERMS,
            name ->
                new Told(
                    name,
                    "Zebra",
                    prompt -> {
                      prompts.add(prompt);
                      return game(prompt);
                    }))) {
      var _ = ask(world, "m");
    }
    assertThat(prompts)
        .containsExactlyInAnyOrder(
            "m",
            AT + "\n\nm",
            DE + "\n\nm",
            IT + "\n\nm",
            AT + "\n\n" + DE + "\n\nm",
            AT + "\n\n" + IT + "\n\nm",
            DE + "\n\n" + IT + "\n\nm",
            AT + "\n\n" + DE + "\n\n" + IT + "\n\nm");
  }

  /// The same answer from a node that asks no model.
  private static void assertWeighedByWords(How how, ScoringTerms terms, String uses, Models models)
      throws Exception {
    List<Distributed> facts = new ArrayList<>();
    List<List<Long>> balances = new ArrayList<>();
    for (ScoringTerms each : List.of(ScoringTerms.OFF, terms)) {
      try (var world = world(each, models)) {
        facts.add(ask(world, uses));
        balances.add(
            balances(world, "cid", "eve", "dot", "@residual", "@platform", "ann", "local"));
      }
    }
    assertThat(facts.getFirst().grounds().scored()).isEqualTo(Scored.NOT_ASKED);
    assertThat(facts.getLast().grounds().scored()).isEqualTo(Scored.without(how));
    assertThat(facts.getLast().method())
        .isEqualTo(facts.getFirst().method())
        .startsWith("combined@2[use@4 ");
    assertThat(balances.getLast()).isEqualTo(balances.getFirst());
    assertThat(balances.getLast().getFirst()).as("by words the first has earned").isPositive();
  }

  private static Models saying(ToLongFunction<String> score) {
    return name -> new Told(name, AT, score);
  }

  @Test
  void scored_modelThrows_isWeighedByWords() throws Exception {
    assertWeighedByWords(
        How.FAILED,
        TERMS,
        "m",
        saying(_ -> {
          throw new IllegalStateException("out of order");
        }));
    assertWeighedByWords(
        How.FAILED,
        TERMS,
        "m",
        saying(_ -> {
          throw new StackOverflowError();
        }));
  }

  @Test
  void scored_modelCannotSay_isWeighedByWords() throws Exception {
    record Shy(String name) implements ScoringModel {
      @Override
      public Completion complete(Prompt prompt) {
        return new Completion.Text(AT, 12, 6);
      }

      @Override
      public OptionalLong logProbability(Prompt prompt, String answer) {
        return OptionalLong.empty();
      }
    }
    assertWeighedByWords(How.FAILED, TERMS, "m", Shy::new);
  }

  /// What becomes of no number, and of infinities, when they are made whole.
  @Test
  void scored_noLogProbability_isWeighedByWords() throws Exception {
    for (double no : new double[] {Double.NaN, Double.NEGATIVE_INFINITY, 1, 1e300, -1e18}) {
      assertWeighedByWords(How.OUT_OF_RANGE, TERMS, "m", saying(_ -> (long) no));
    }
  }

  /// The last of eight values is no number, when seven were good.
  @Test
  void scored_oneOfManyValuesIsBad_noneIsUsed() throws Exception {
    assertWeighedByWords(
        How.OUT_OF_RANGE,
        TERMS,
        "m",
        saying(prompt -> prompt.startsWith(DE) && prompt.contains(IT) ? 0 : game(prompt)));
  }

  @Test
  void scored_modelHangs_isWeighedByWordsAndNotAskedAgainMeanwhile() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    AtomicInteger asked = new AtomicInteger();
    Models hanging =
        name ->
            new Told(
                name,
                AT,
                _ -> {
                  asked.incrementAndGet();
                  return waitWhateverComes(never);
                });
    ScoringTerms brief = new ScoringTerms(384, Duration.ofMillis(300));
    try (var world = world(brief, hanging)) {
      for (int i = 0; i < 3; i++) {
        assertThat(ask(world, "m").grounds().scored()).isEqualTo(Scored.without(How.LATE));
      }
      assertThat(asked).hasValue(1);
    } finally {
      never.countDown();
    }
    assertWeighedByWords(
        How.LATE, brief, "m", saying(_ -> waitWhateverComes(new CountDownLatch(1))));
  }

  /// As code does that takes no notice of interrupts.
  private static long waitWhateverComes(CountDownLatch latch) {
    while (true) {
      try {
        latch.await();
        return -1;
      } catch (InterruptedException _) {
        if (latch.getCount() == 0) {
          return -1;
        }
      }
    }
  }

  @Test
  void scored_modelIsGone_isWeighedByWords() throws Exception {
    AtomicInteger opened = new AtomicInteger();
    assertWeighedByWords(
        How.NO_SCORER,
        TERMS,
        "m",
        name -> {
          if (opened.incrementAndGet() > 2) { // once in each world
            throw new IllegalArgumentException("there is no model " + name);
          }
          return new Told(name, AT, ScoredRoyaltyTest::game);
        });
  }

  @Test
  void scored_modelWithoutTheAbility_isWeighedByWords() throws Exception {
    assertWeighedByWords(How.NO_SCORER, TERMS, "m", name -> new Mute(name, AT));
  }

  @Test
  void scored_severalModels_isWeighedByWords() throws Exception {
    assertWeighedByWords(How.SEVERAL_MODELS, TERMS, "m n", saying(ScoredRoyaltyTest::game));
  }

  @Test
  void scored_moreCoalitionsThanMayBe_isWeighedByWordsAndAsksNothing() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    assertWeighedByWords(
        How.TOO_MUCH,
        new ScoringTerms(7, Duration.ofSeconds(20)),
        "m",
        saying(prompt -> {
          asked.incrementAndGet();
          return game(prompt);
        }));
    assertThat(asked).hasValue(0);
  }

  /// Broken off by a stop it decides nothing; the next start asks again.
  @Test
  void scored_runtimeStopsMeanwhile_isDecidedAtTheNextStart() throws Exception {
    MemoryJournal journal = new MemoryJournal();
    MemoryContentStore contents = new MemoryContentStore();
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    ScoringTerms patient = new ScoringTerms(384, Duration.ofHours(1));
    try (var world =
        ToyWorld.withModels(
                saying(_ -> {
                  begun.countDown();
                  return waitWhateverComes(never);
                }),
                patient,
                journal,
                contents,
                seller("ann", SHOUT, ScoredRoyaltyTest::answer))
            .ready()) {
      var _ = world.node().publish("facts", FACTS);
      var _ = world.end(world.submit("5", step("a", "toy.shout", json(new Word("m")))));
      begun.await();
      assertThat(world.balance("@royalties")).isEqualTo(ROYALTIES);
    }
    try (var world =
        ToyWorld.withModels(
                name -> new Told(name, "Zebra", ScoredRoyaltyTest::game),
                patient,
                journal,
                contents,
                seller("ann", SHOUT, ScoredRoyaltyTest::answer))
            .ready()) {
      assertThat(world.balance("@royalties")).isZero();
      assertThat(balances(world, "cid", "eve", "dot")).allMatch(micros -> micros > 0);
      assertThat(world.isSettled()).isTrue();
    }
    never.countDown();
  }
}
