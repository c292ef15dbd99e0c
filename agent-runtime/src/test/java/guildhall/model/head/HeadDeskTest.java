package guildhall.model.head;

import static guildhall.model.head.TrainingStatus.BAD_NAME;
import static guildhall.model.head.TrainingStatus.BUSY;
import static guildhall.model.head.TrainingStatus.DONE;
import static guildhall.model.head.TrainingStatus.EXISTS;
import static guildhall.model.head.TrainingStatus.NAME_TAKEN;
import static guildhall.model.head.TrainingStatus.NOT_FITTED;
import static guildhall.model.head.TrainingStatus.NOT_OWNER;
import static guildhall.model.head.TrainingStatus.NO_EXAMPLES;
import static guildhall.model.head.TrainingStatus.ONE_CLASS;
import static guildhall.model.head.TrainingStatus.PRIVATE;
import static guildhall.model.head.TrainingStatus.TOO_FEW_EXAMPLES;
import static guildhall.model.head.TrainingStatus.TOO_MANY_EXAMPLES;
import static guildhall.model.head.TrainingStatus.UNKNOWN_DATANET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import guildhall.attribution.influence.SoftmaxHead;
import guildhall.book.ContentId;
import guildhall.book.ContentStore;
import guildhall.datanet.Charter;
import guildhall.datanet.Contribution;
import guildhall.datanet.Curation;
import guildhall.datanet.admission.ItemType;
import guildhall.json.RecordJson;
import guildhall.model.ArtefactDesk;
import guildhall.model.ArtefactRegistered;
import guildhall.model.ArtefactRegistered.Kind;
import guildhall.model.ArtefactRegistered.Parent;
import guildhall.model.ArtefactStatus;
import guildhall.model.Artefacts.Asked;
import guildhall.model.head.HeadDesk.Training;
import guildhall.model.head.Recipe.Sample;
import guildhall.model.head.TrainedHead.Example;
import guildhall.sdk.Prediction;
import guildhall.toyworld.Moods;
import guildhall.toyworld.ToyWorld;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Training heads, and what they then predict.
class HeadDeskTest {

  private static final int COUNT = 180;

  private final ToyWorld world = ToyWorld.of();
  private final HeadDesk desk = world.node().curating().training();
  private final Heads heads = world.node().curating().heads();

  @BeforeEach
  void publish() {
    publish("moods", Moods.examples(0, COUNT, "ada"));
  }

  @AfterEach
  void close() {
    world.close();
  }

  private void publish(String datanet, List<Contribution> examples) {
    assertThat(world.node().publish(datanet, examples)).isPositive();
  }

  private TrainingStatus train(String name, String owner, String datanet) {
    return desk.train(new Training(name, owner, datanet, OptionalInt.empty()));
  }

  private ArtefactRegistered artefact(String name) {
    return world
        .node()
        .book()
        .await(_ -> world.node().state().artefacts().find(name))
        .orElseThrow();
  }

  private byte[] bytes(ContentId id) throws IOException {
    return world.node().contents().get(id).orElseThrow();
  }

  private void refused(TrainingStatus status, Training asked) {
    long before = world.node().book().feed().end();
    assertThat(desk.train(asked)).as(asked.toString()).isEqualTo(status);
    assertThat(world.node().book().feed().end()).as("nothing is written").isEqualTo(before);
  }

  private void refused(TrainingStatus status, String name, String owner, String datanet) {
    refused(status, new Training(name, owner, datanet, OptionalInt.empty()));
  }

  private static List<Contribution> labelled(int count, String label) {
    return IntStream.range(0, count)
        .mapToObj(i ->
            new Contribution(
                "m" + i, "ada", Moods.text(i), label.isEmpty() ? Map.of() : Map.of("label", label)))
        .toList();
  }

  /// Texts of which no word is in three of them.
  private static List<Contribution> noise() {
    return IntStream.range(0, COUNT)
        .mapToObj(i -> new Contribution("n" + i, "ada", "word" + i, Map.of("label", "l" + i % 2)))
        .toList();
  }

  @Test
  void train_whatCannotBe_hasItsStatusAndLeavesNoEntry() {
    assertThat(train("mood", "mia", "moods")).isEqualTo(DONE);
    publish("plain", labelled(COUNT, ""));
    publish("noise", noise());
    publish("one", labelled(COUNT, "glad"));
    publish("few", Moods.examples(0, 89, "ada"));
    publish("many", labelled(HeadDesk.EXAMPLES_MAX + 1, ""));
    refused(EXISTS, "mood", "mia", "moods");
    refused(NOT_OWNER, "mood", "eve", "moods");
    refused(NAME_TAKEN, "mood", "mia", "few");
    refused(BAD_NAME, "a b", "mia", "moods");
    refused(BAD_NAME, "fresh", "@operator", "moods");
    refused(UNKNOWN_DATANET, "fresh", "mia", "nothere");
    refused(UNKNOWN_DATANET, "fresh", "mia", "no such#name");
    refused(UNKNOWN_DATANET, new Training("fresh", "mia", "moods", OptionalInt.of(2)));
    refused(UNKNOWN_DATANET, new Training("fresh", "mia", "moods", OptionalInt.of(-1)));
    refused(NO_EXAMPLES, "fresh", "mia", "plain");
    refused(ONE_CLASS, "fresh", "mia", "one");
    refused(TOO_FEW_EXAMPLES, "fresh", "mia", "few");
    refused(NOT_FITTED, "fresh", "mia", "noise");
    refused(TOO_MANY_EXAMPLES, "fresh", "mia", "many");
    assertThat(desk.names()).containsExactly("mood");
  }

  @Test
  void train_ninetyExamplesOfTwoLabels_areEnough() {
    publish("few", Moods.examples(0, 90, "ada"));
    assertThat(train("mood", "mia", "few")).isEqualTo(DONE);
    assertThat(desk.find("mood").orElseThrow().head().words()).hasSize(8);
  }

  @Test
  void train_again_isTheSameToTheBitFromTheContents() throws Exception {
    assertThat(train("mood", "mia", "moods")).isEqualTo(DONE);
    TrainedHead kept =
        RecordJson.read(bytes(artefact("mood").head().orElseThrow()), TrainedHead.class);
    List<Sample> samples = new ArrayList<>();
    for (Example each : kept.examples()) {
      Contribution found = RecordJson.read(bytes(each.content()), Contribution.class);
      samples.add(new Sample(each.key(), found.text(), each.label()));
    }
    SoftmaxHead anew =
        Recipe.fit(Recipe.rows(samples, kept.labels().size(), kept.known())).head().orElseThrow();
    assertThat(kept.parameters()).hasSize(2 * (Moods.words().size() + 1));
    for (int i = 0; i < kept.parameters().size(); i++) {
      assertThat(Double.doubleToRawLongBits(anew.parameters()[i]))
          .isEqualTo(Double.doubleToRawLongBits(kept.parameters().get(i)));
    }
    assertThat(Words.best(samples, 2, 17)).isEqualTo(kept.known());
    assertThat(anew.penalty()).isEqualTo(kept.penalty());
  }

  @Test
  void trained_says_whatItLearnedFromAndKeepsNoText() throws Exception {
    publish(
        "moods",
        List.of(
            new Contribution("copy", "eve", Moods.text(0), Map.of("label", "glad")),
            new Contribution("bare", "eve", "A text without a label", Map.of())));
    assertThat(train("mood", "mia", "moods")).isEqualTo(DONE);
    HeadDesk.Trained trained = desk.find("mood").orElseThrow();
    assertThat(trained.registered().kind()).isEqualTo(Kind.HEAD);
    assertThat(trained.registered().parents())
        .containsExactly(new Parent("datanet:moods@2", 800_000));
    assertThat(trained.head().labels()).containsExactly("glad", "sad");
    assertThat(trained.head().examples())
        .as("no copy, nothing without a label")
        .extracting(Example::key)
        .containsExactlyElementsOf(IntStream.range(0, COUNT).mapToObj(i -> "moods#m" + i).toList());
    assertThat(new String(bytes(artefact("mood").head().orElseThrow()), StandardCharsets.UTF_8))
        .doesNotContain("laughter");
    ArtefactDesk artefacts =
        new ArtefactDesk(
            world.node().book(),
            world.node().contents(),
            world.node().state().artefacts(),
            world.node().state().datanets());
    assertThat(artefacts.madeFrom("moods#m7"))
        .extracting(ArtefactRegistered::id)
        .containsExactly("mood");
    assertThat(artefacts.register(new Asked("x", "mia", Kind.HEAD, List.of())))
        .isEqualTo(ArtefactStatus.NOT_TRAINED);
  }

  /// Whoever takes an id early and fills it later is no earlier for it.
  @Test
  void copy_underAnIdThatIsOlder_isNoFirst() {
    publish("late", List.of(new Contribution("m0", "thief", "Some thing", Map.of())));
    publish("late", List.of(new Contribution("a", "ada", Moods.text(0), Map.of("label", "glad"))));
    publish(
        "late", List.of(new Contribution("m0", "thief", Moods.text(0), Map.of("label", "sad"))));
    publish("late", Moods.examples(2, COUNT, "ada"));
    assertThat(train("mood", "mia", "late")).isEqualTo(DONE);
    assertThat(desk.find("mood").orElseThrow().head().examples())
        .extracting(Example::key)
        .contains("late#a")
        .doesNotContain("late#m0");
  }

  @Test
  void predict_textsItHasNotSeen_isRight() {
    assertThat(train("mood", "mia", "moods")).isEqualTo(DONE);
    Heads.Opened head = heads.open("mood");
    assertThat(head.labels()).containsExactly("glad", "sad");
    for (int i = COUNT; i < COUNT + 40; i++) {
      Prediction prediction = head.predict(Moods.text(i));
      assertThat(prediction.label()).as(Moods.text(i)).isEqualTo(Moods.label(i));
      assertThat(prediction.permille().values().stream().mapToInt(each -> each).sum())
          .isEqualTo(1000);
      assertThat(prediction.confidence()).isGreaterThan(500);
    }
    assertThat(head.predict("").permille().keySet()).containsExactly("glad", "sad");
  }

  /// Holds the first read back until it is let go.
  private record Slow(ContentStore store, CountDownLatch begun, CountDownLatch letGo)
      implements ContentStore {

    @Override
    public Optional<byte[]> get(ContentId id) throws IOException {
      begun.countDown();
      try {
        assertThat(letGo.await(20, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      return store.get(id);
    }

    @Override
    public ContentId write(String owner, byte[] bytes) throws IOException {
      return store.write(owner, bytes);
    }

    @Override
    public long written() {
      return store.written();
    }

    @Override
    public void sync(long before) throws IOException {
      store.sync(before);
    }

    @Override
    public void erase(ContentId id) throws IOException {
      store.erase(id);
    }

    @Override
    public void close() throws IOException {
      store.close();
    }
  }

  @Test
  void train_whileAnotherIsTrained_isBusyAndThatOneIsDone() throws Exception {
    Slow slow = new Slow(world.node().contents(), new CountDownLatch(1), new CountDownLatch(1));
    HeadDesk held =
        new HeadDesk(
            world.node().book(),
            slow,
            world.node().state().artefacts(),
            world.node().state().datanets(),
            world.node().state().accesses());
    Training first = new Training("mood", "mia", "moods", OptionalInt.empty());
    CompletableFuture<TrainingStatus> done = CompletableFuture.supplyAsync(() -> held.train(first));
    assertThat(slow.begun().await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(held.train(new Training("other", "mia", "moods", OptionalInt.empty())))
        .isEqualTo(BUSY);
    slow.letGo().countDown();
    assertThat(done.get(20, TimeUnit.SECONDS)).isEqualTo(DONE);
    assertThat(desk.names()).containsExactly("mood");
  }

  @Test
  void open_whatIsNoHead_isSaid() {
    assertThatIllegalArgumentException().isThrownBy(() -> heads.open("mood"));
  }

  @Test
  void train_privateDatanet_isForItsOwnerOnly() {
    Charter charter =
        new Charter(
            "How texts feel.",
            Charter.Rules.of(ItemType.EXAMPLE, "CC0-1.0"),
            0,
            true,
            Charter.Review.NONE,
            Optional.of(new Charter.Access(List.of("mia"), 5)));
    Curation curation = new Curation(world.node().state().datanets(), (_, _) -> 0);
    var _ = world.node().book().await(curation.charter("secret", "ada", charter));
    publish("secret", Moods.examples(0, COUNT, "eve"));
    refused(PRIVATE, "mood", "mia", "secret");
    assertThat(train("mood", "ada", "secret")).isEqualTo(DONE);
  }
}
