package guildhall.model.head;

import static guildhall.toyworld.ToyWorld.json;
import static guildhall.toyworld.ToyWorld.step;
import static guildhall.toyworld.Toys.SHOUT;
import static guildhall.toyworld.Toys.seller;
import static org.assertj.core.api.Assertions.assertThat;

import guildhall.attribution.LargestRemainder;
import guildhall.attribution.influence.HeadFit;
import guildhall.attribution.influence.HeadTraining;
import guildhall.attribution.influence.InfluenceMethod;
import guildhall.attribution.influence.InfluenceResult;
import guildhall.attribution.influence.Row;
import guildhall.attribution.influence.SoftmaxHead;
import guildhall.attribution.influence.TrainingRows;
import guildhall.book.ContentId;
import guildhall.book.Entry;
import guildhall.datanet.Contribution;
import guildhall.datanet.Curation;
import guildhall.datanet.CurationStatus;
import guildhall.datanet.DatanetFact.Contributed;
import guildhall.datanet.text.Tokenizer;
import guildhall.json.RecordJson;
import guildhall.sdk.Call;
import guildhall.settlement.Evidence;
import guildhall.settlement.Grounds.Share;
import guildhall.settlement.SettlementFact.Distributed;
import guildhall.settlement.SettlementFact.Settled;
import guildhall.toyworld.Moods;
import guildhall.toyworld.ToyWorld;
import guildhall.toyworld.Toys.Word;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Who earns by an answer that a head has given. It costs 1,000,000, of which 200,000 are
/// royalties: 40,000 for the head's owner and 160,000 for the examples, as far as they made it say
/// so.
class HeadRoyaltyTest {

  private static final long ROYALTIES = 200_000;
  private static final long EXAMPLES = 800_000_000_000L;
  private static final long LEAST = 100_000_000; // who is due less takes part in a draw
  private static final int MANY = 10_000;
  private static final int COUNT = 180;
  private static final int[] WORDS =
      Moods.words().stream()
          .mapToInt(word -> Tokenizer.tokens(word)[0])
          .sorted()
          .toArray(); // fewer than the 17 that 180 examples may have
  private static final String ASKED = "the song and the feast of a morning";

  private static Word sort(Word in, Call call) {
    StringBuilder labels = new StringBuilder();
    if (in.word().startsWith("read")) {
      assertThat(call.datanet("moods").search("garden", Map.of(), 1)).hasSize(1);
    }
    for (String text : in.word().split(";", -1)) {
      labels.append(call.head("mood").predict(text).label()).append(' ');
    }
    return new Word(labels.toString().strip());
  }

  /// A third of the examples is of each, with `local` who pays.
  private static ToyWorld world() {
    ToyWorld world = ToyWorld.of(seller("ann", SHOUT, HeadRoyaltyTest::sort)).ready();
    publish(world, Moods.examples(0, 60, "ada"));
    publish(world, Moods.examples(60, 120, "eve"));
    publish(world, Moods.examples(120, COUNT, "local"));
    return world;
  }

  private static void publish(ToyWorld world, List<Contribution> examples) {
    assertThat(world.node().publish("moods", examples)).isPositive();
  }

  private static TrainingStatus train(ToyWorld world, String owner) {
    return world
        .node()
        .curating()
        .training()
        .train(new HeadDesk.Training("mood", owner, "moods", OptionalInt.empty()));
  }

  private static Settled settled(ToyWorld world) {
    return world.node().book().feed().read(0, MANY).stream()
        .map(Entry::fact)
        .filter(Settled.class::isInstance)
        .map(Settled.class::cast)
        .toList()
        .getLast();
  }

  private static String content(ToyWorld world, ContentId id) throws IOException {
    return new String(world.node().contents().get(id).orElseThrow(), StandardCharsets.UTF_8);
  }

  private static Distributed ask(ToyWorld world, String text, String answer) throws Exception {
    String task = world.submit("5", step("a", "toy.shout", json(new Word(text))));
    var _ = world.await(task, event -> event.type().equals("royalties.distributed"));
    var _ = world.end(task);
    assertThat(world.balance("@royalties")).isZero();
    assertThat(world.isSettled()).isTrue();
    assertThat(content(world, settled(world).output()))
        .isEqualTo(json(new Word(answer)).toString());
    return world.node().book().feed().read(0, MANY).stream()
        .map(Entry::fact)
        .filter(Distributed.class::isInstance)
        .map(Distributed.class::cast)
        .toList()
        .getLast();
  }

  /// What the examples are due, worked out apart from the code under test.
  private static Map<String, Long> expected(String text, int label, int count) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(Row.of("moods#m" + i, i, features(Moods.text(i)), i % 2));
    }
    TrainingRows training = TrainingRows.of(2, rows);
    HeadFit fit = SoftmaxHead.fit(training, HeadTraining.of(1e-3, count));
    InfluenceResult result = InfluenceMethod.of(training, fit).weigh(features(text), label);
    Map<String, Long> weights = new TreeMap<>();
    result.attribution().weights().forEach(each -> weights.put(each.key(), each.micros()));
    weights.put("", InfluenceMethod.WHOLE_MICROS - result.attribution().attributedMicros());
    List<String> keys = List.copyOf(weights.keySet());
    long[] parts =
        LargestRemainder.split(
            EXAMPLES, List.copyOf(weights.values()), Comparator.comparing(keys::get));
    Map<String, Long> due = new TreeMap<>();
    for (int i = 0; i < parts.length; i++) {
      if (!keys.get(i).isEmpty() && parts[i] > 0) {
        due.put(keys.get(i), parts[i]);
      }
    }
    return due;
  }

  private static double[] features(String text) {
    List<Integer> tokens = Arrays.stream(Tokenizer.tokens(text)).boxed().toList();
    double[] features =
        Arrays.stream(WORDS).mapToDouble(word -> tokens.contains(word) ? 1 : 0).toArray();
    double length = StrictMath.sqrt(Arrays.stream(features).sum());
    return Arrays.stream(features).map(each -> each / length).toArray();
  }

  private static Map<String, Long> weights(Distributed fact) {
    Map<String, Long> weights = new TreeMap<>();
    fact.grounds().shares().forEach(each -> weights.put(each.key(), each.weight()));
    return weights;
  }

  /// Each has what it is due, and of those who are due little as many as all of them are due have a
  /// prize.
  private static void assertPaid(Distributed fact, Map<String, Long> due) {
    Map<String, Long> weights = weights(fact);
    var _ = weights.remove("model:mood");
    long small = due.values().stream().filter(each -> each < LEAST).mapToLong(each -> each).sum();
    Map<String, Long> large = new TreeMap<>(due);
    large.values().removeIf(each -> each < LEAST);
    Map<String, Long> drawn = new TreeMap<>(weights);
    drawn.keySet().removeAll(large.keySet());
    weights.keySet().removeAll(drawn.keySet());
    assertThat(weights).isEqualTo(large);
    assertThat(drawn).hasSize((int) (small / LEAST));
    assertThat(due.keySet().containsAll(drawn.keySet())).isTrue();
    assertThat(drawn.values())
        .allSatisfy(each -> assertThat(each).isEqualTo(small / (small / LEAST)));
  }

  /// What no draw decides.
  private static Map<String, Long> large(Distributed fact) {
    Map<String, Long> weights = weights(fact);
    weights.values().removeIf(each -> each < 2 * LEAST);
    return weights;
  }

  private static long earned(Distributed fact, int from, int to) {
    return fact.grounds().shares().stream()
        .filter(share -> share.key().startsWith("moods#m"))
        .filter(share -> number(share) >= from && number(share) < to)
        .mapToLong(Share::micros)
        .sum();
  }

  private static int number(Share share) {
    return Integer.parseInt(share.key().substring("moods#m".length()));
  }

  @Test
  void prediction_paysWhoseExamplesMadeItSo() throws Exception {
    try (var world = world()) {
      assertThat(train(world, "mia")).isEqualTo(TrainingStatus.DONE);
      Distributed fact = ask(world, ASKED, "glad");
      assertThat(fact.method()).isEqualTo("combined@2[- lineage@1+influence@1 -]");
      assertPaid(fact, expected(ASKED, 0, COUNT));
      Map<String, Long> weights = weights(fact);
      assertThat(weights.remove("model:mood")).isEqualTo(200_000_000_000L);
      assertThat(weights).as("not every example helped").hasSizeLessThan(COUNT);
      fact.grounds()
          .shares()
          .forEach(share -> {
            if (share.line() >= 0) { // the payer's earn nothing
              long due = share.weight() * ROYALTIES / 1_000_000_000_000L;
              assertThat(share.micros()).as(share.key()).isBetween(due, due + 1);
            }
          });
      long ada = earned(fact, 0, 60);
      long eve = earned(fact, 60, 120);
      assertThat(ada).isPositive();
      assertThat(eve).isPositive();
      assertThat(world.balance("ada")).isEqualTo(ada);
      assertThat(world.balance("eve")).isEqualTo(eve);
      assertThat(world.balance("mia")).isEqualTo(40_000);
      assertThat(world.balance("@residual")).isEqualTo(ROYALTIES - 40_000 - ada - eve);
      assertThat(earned(fact, 120, COUNT)).as("the payer's own").isZero();
      assertThat(weights.keySet())
          .as("which helped")
          .anyMatch(key -> Integer.parseInt(key.substring(7)) >= 120);
      assertThat(world.balance("local")).isEqualTo(999_000_000);
      assertThat(world.balance("ann")).isEqualTo(750_000);
      assertThat(world.balance("@platform")).isEqualTo(50_000);
    }
  }

  @Test
  void prediction_ofOtherLabel_paysOtherExamples() throws Exception {
    try (var world = world()) {
      assertThat(train(world, "mia")).isEqualTo(TrainingStatus.DONE);
      String sad = "only tears and silence";
      assertPaid(ask(world, sad, "sad"), expected(sad, 1, COUNT));
    }
  }

  @Test
  void predictions_ofOneAnswer_paysTheirMean() throws Exception {
    List<Map<String, Long>> paid = new ArrayList<>();
    String sad = "only tears and silence";
    Map<String, String> answers = new LinkedHashMap<>();
    answers.put(ASKED, "glad");
    answers.put(ASKED + ";" + ASKED, "glad glad");
    answers.put(ASKED + ";" + sad, "glad sad");
    for (Map.Entry<String, String> each : answers.entrySet()) {
      try (var world = world()) {
        assertThat(train(world, "mia")).isEqualTo(TrainingStatus.DONE);
        paid.add(large(ask(world, each.getKey(), each.getValue())));
        assertThat(world.balance("mia")).isEqualTo(40_000);
      }
    }
    assertThat(paid.get(1)).as("twice the same").isEqualTo(paid.get(0));
    assertThat(paid.get(2)).as("something else too").isNotEqualTo(paid.get(0));
  }

  private static CurationStatus withdraw(ToyWorld world, String id, boolean erase) {
    Curation curation = new Curation(world.node().state().datanets(), (_, _) -> 0);
    return world
        .node()
        .book()
        .await(curation.withdraw("moods", id, Curation.OPERATOR, "asked for", erase));
  }

  @Test
  void prediction_afterWithdrawal_leavesThatPartToNobody() throws Exception {
    Map<String, Long> due = expected(ASKED, 0, COUNT);
    String best =
        due.entrySet().stream()
            .filter(each -> Integer.parseInt(each.getKey().substring(7)) < 120)
            .max(Map.Entry.comparingByValue())
            .orElseThrow()
            .getKey();
    try (var world = world()) {
      assertThat(train(world, "mia")).isEqualTo(TrainingStatus.DONE);
      assertThat(withdraw(world, best.substring(6), false)).isEqualTo(CurationStatus.DONE);
      var _ = due.remove(best);
      assertPaid(ask(world, ASKED, "glad"), due); // the others have no more
    }
  }

  /// Its features cannot be made again, so nobody can tell any more which example did what.
  @Test
  void prediction_afterErasure_paysAsWasAgreed() throws Exception {
    try (var world = world()) {
      assertThat(train(world, "mia")).isEqualTo(TrainingStatus.DONE);
      var _ = ask(world, ASKED, "glad"); // so that it is kept in memory
      assertThat(withdraw(world, "m0", true)).isEqualTo(CurationStatus.DONE);
      Contributed gone =
          world.node().book().feed().read(0, MANY).stream()
              .map(Entry::fact)
              .filter(Contributed.class::isInstance)
              .map(Contributed.class::cast)
              .filter(each -> each.id().equals("m0"))
              .findFirst()
              .orElseThrow();
      world.node().contents().erase(gone.content());
      Distributed fact = ask(world, ASKED, "glad");
      assertThat(fact.method()).isEqualTo("combined@2[- lineage@1 -]");
      assertThat(weights(fact)).containsKey("moods#m1").doesNotContainKey("moods#m0");
      assertThat(fact.lines().stream().mapToLong(line -> line.amount().micros()).sum())
          .isEqualTo(ROYALTIES);
    }
  }

  @Test
  void copy_ofAnExampleRegisteredLater_changesNothing() throws Exception {
    try (var world = world()) {
      List<Contribution> copies = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        copies.add(
            new Contribution(
                "c" + i,
                "thief",
                "day number" + i + ": " + Moods.text(i),
                Map.of("label", Moods.label(i + 1))));
      }
      publish(world, copies);
      assertThat(train(world, "mia")).isEqualTo(TrainingStatus.DONE);
      assertPaid(ask(world, ASKED, "glad"), expected(ASKED, 0, COUNT));
      assertThat(world.balance("thief")).isZero();
    }
  }

  @Test
  void prediction_besideADatanet_hasFourTenths() throws Exception {
    try (var world = world()) {
      assertThat(train(world, "mia")).isEqualTo(TrainingStatus.DONE);
      Distributed fact = ask(world, "read " + ASKED, "glad");
      assertThat(weights(fact)).containsEntry("model:mood", 80_000_000_000L);
      assertThat(world.balance("mia")).isEqualTo(16_000);
    }
  }

  @Test
  void text_ofAPrediction_isAContentThatCanBeErased() throws Exception {
    try (var world = world()) {
      assertThat(train(world, "mia")).isEqualTo(TrainingStatus.DONE);
      var _ = ask(world, ASKED, "glad");
      String json = content(world, settled(world).evidence());
      assertThat(json).contains("glad").doesNotContain("feast");
      Evidence evidence = RecordJson.read(json.getBytes(StandardCharsets.UTF_8), Evidence.class);
      ContentId text = evidence.heads().orElseThrow().getFirst().text();
      assertThat(content(world, text)).isEqualTo(ASKED);
      world.node().contents().erase(text);
      assertThat(world.node().contents().get(text)).isEmpty();
    }
  }

  @Test
  void head_ofThePayer_earnsItNothing() throws Exception {
    try (var world = world()) {
      assertThat(train(world, "local")).isEqualTo(TrainingStatus.DONE);
      Distributed fact = ask(world, ASKED, "glad");
      assertThat(world.balance("local")).isEqualTo(999_000_000);
      assertThat(world.balance("@residual"))
          .isEqualTo(ROYALTIES - earned(fact, 0, 60) - earned(fact, 60, 120));
    }
  }
}
