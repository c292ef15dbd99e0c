package guildhall.runtime;

import static guildhall.toyworld.ToyWorld.json;
import static guildhall.toyworld.ToyWorld.step;
import static guildhall.toyworld.Toys.SHOUT;
import static guildhall.toyworld.Toys.seller;
import static org.assertj.core.api.Assertions.assertThat;

import guildhall.attribution.use.UseMethod;
import guildhall.book.Entry;
import guildhall.book.Fact;
import guildhall.book.FileContentStore;
import guildhall.book.FileJournal;
import guildhall.book.PackReader;
import guildhall.datanet.Contribution;
import guildhall.datanet.Curation;
import guildhall.datanet.CurationStatus;
import guildhall.datanet.DatanetFact.Contributed;
import guildhall.model.ArtefactDesk;
import guildhall.model.ArtefactRegistered;
import guildhall.model.ArtefactRegistered.Kind;
import guildhall.model.ArtefactRegistered.Parent;
import guildhall.model.ArtefactStatus;
import guildhall.model.Artefacts.Asked;
import guildhall.model.head.HeadDesk;
import guildhall.model.head.TrainingStatus;
import guildhall.sdk.Call;
import guildhall.sdk.Completion;
import guildhall.sdk.Model;
import guildhall.sdk.Prompt;
import guildhall.sdk.Refusal;
import guildhall.settlement.Grounds;
import guildhall.settlement.SettlementFact.Distributed;
import guildhall.toyworld.Moods;
import guildhall.toyworld.ToyWorld;
import guildhall.toyworld.Toys.Word;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A book whose answers were read up and written by a model, weighed again from its files.
class ReweighingTest {

  private static final int ANSWERS = 12;
  private static final int OF_HEADS = 3;
  private static final int MANY = 10_000;

  private static final String ITALY =
      "Italy grows more than five hundred kinds of grapes that are sold under their own names";

  @TempDir Path data;

  private static Contribution fact(String id, String contributor, String text) {
    return new Contribution(id, contributor, text, Map.of());
  }

  private static final List<Contribution> FACTS =
      List.of(
          fact(
              "at",
              "cid",
              "Austria sent nineteen percent more wine abroad than in the year before"),
          fact(
              "de", "cid", "Germany brewed less beer for export while prices of barley rose again"),
          fact("it", "eve", ITALY));

  /// Says what stands in no prompt.
  private record Parrot(String name) implements Model {
    @Override
    public Completion complete(Prompt prompt) {
      String told = prompt.messages().getLast().text();
      return new Completion.Text("As everybody knows, " + ITALY + ". And " + told, 9, 9);
    }
  }

  private static Word answer(Word in, Call call) throws Refusal, InterruptedException {
    if (in.word().startsWith("mood")) {
      return new Word(
          call.head("mood").predict(in.word()).label()
              + call.head("mood").predict("the tears of " + in.word()).label());
    }
    String found = call.datanet("facts").search(in.word(), Map.of(), 1).getFirst().text();
    return new Word(
        in.word().startsWith("wine")
            ? call.model(in.word().equals("wine") ? "parrot" : "lora")
                .complete(Prompt.of(found))
                .orThrow()
            : "It is said that " + found);
  }

  @BeforeEach
  void answers() throws Exception {
    try (var world = world()) {
      var _ = world.node().publish("facts", FACTS);
      ask(world, (ANSWERS - OF_HEADS) / 3);
      var _ =
          world
              .node()
              .publish(
                  "facts",
                  List.of(fact("de", "dot", "Germany and its wine: a story of rivers and slate")));
      register(world, "parrot", "mia", Kind.MODEL, new Parent("datanet:facts@1", 600_000));
      ask(world, (ANSWERS - OF_HEADS) / 3);
      register(world, "lora", "ada", Kind.ADAPTER, new Parent("model:parrot", 500_000));
    }
    try (var world = world()) {
      ask(world, 1);
      ask(world, "wine again");
      ask(world, "Germany");
      askHeads(world);
    }
  }

  /// Once as it is, once without an example that was withdrawn, and once by a new one beside it.
  private static void askHeads(ToyWorld world) throws Exception {
    var _ = world.node().publish("moods", Moods.examples(0, 90, "ada"));
    var _ = world.node().publish("moods", Moods.examples(90, 180, "eve"));
    assertThat(
            world
                .node()
                .curating()
                .training()
                .train(new HeadDesk.Training("mood", "mia", "moods", OptionalInt.empty())))
        .isEqualTo(TrainingStatus.DONE);
    ask(world, "mood of a song");
    withdraw(world, "moods", "m0", false);
    ask(world, "mood of the rain");
    withdraw(world, "moods", "m1", false);
    ask(world, "mood of a feast");
  }

  private static void withdraw(ToyWorld world, String datanet, String id, boolean erase) {
    Curation curation = new Curation(world.node().state().datanets(), (_, _) -> 0);
    assertThat(
            world
                .node()
                .book()
                .<CurationStatus>await(
                    curation.withdraw(datanet, id, Curation.OPERATOR, "asked for", erase)))
        .isEqualTo(CurationStatus.DONE);
  }

  private static void register(
      ToyWorld world, String id, String owner, Kind kind, Parent... parents) {
    ArtefactDesk desk =
        new ArtefactDesk(
            world.node().book(),
            world.node().contents(),
            world.node().state().artefacts(),
            world.node().state().datanets());
    assertThat(desk.register(new Asked(id, owner, kind, List.of(parents))))
        .isEqualTo(ArtefactStatus.DONE);
  }

  private ToyWorld world() throws IOException {
    return ToyWorld.withModels(
            Parrot::new,
            FileJournal.open(data.resolve("book"), 1 << 20),
            FileContentStore.open(data.resolve("content")),
            seller("ann", SHOUT, ReweighingTest::answer))
        .ready();
  }

  private static void ask(ToyWorld world, int times) throws Exception {
    for (int i = 0; i < times; i++) {
      ask(world, List.of("wine", "Austria", "Germany").get(i % 3));
    }
  }

  private static void ask(ToyWorld world, String word) throws Exception {
    String task = world.submit("5", step("a", "toy.shout", json(new Word(word))));
    var _ = world.await(task, event -> event.type().equals("royalties.distributed"));
  }

  private Reweighing.Outcome reweighed(int threads, UnaryOperator<Entry> changed)
      throws IOException {
    return Reweighing.run(
        reader -> StoppedBook.entries(data).forEach(entry -> reader.accept(changed.apply(entry))),
        PackReader.open(data.resolve("content")),
        threads);
  }

  @Test
  void run_wholeBook_decidesEverythingAsItWas() throws Exception {
    for (int threads : List.of(1, 2, 8)) {
      Reweighing.Outcome outcome = reweighed(threads, UnaryOperator.identity());
      assertThat(outcome.ok()).isTrue();
      assertThat(outcome.distributions()).isEqualTo(ANSWERS);
      assertThat(outcome.same()).isEqualTo(ANSWERS);
    }
    List<Distributed> all =
        StoppedBook.entries(data).stream()
            .map(Entry::fact)
            .filter(Distributed.class::isInstance)
            .map(Distributed.class::cast)
            .toList();
    assertThat(all)
        .extracting(Distributed::method)
        .as("before the model was registered and after")
        .contains(
            "combined@2[use@4 - span@3]",
            "combined@2[use@4 lineage@1 span@3]",
            "combined@2[- lineage@1+influence@1 -]");
    assertThat(all.stream().filter(each -> each.method().contains("influence@1")))
        .hasSize(OF_HEADS)
        .allSatisfy(each -> assertThat(paid(each, "ada") && paid(each, "eve")).isTrue());
    assertThat(all.stream().filter(each -> paid(each, "mia"))).hasSize(3 + OF_HEADS);
    assertThat(all.stream().filter(each -> paid(each, "ada"))).hasSize(1 + OF_HEADS);
    assertThat(all)
        .as("what the model knew by heart is paid too")
        .anySatisfy(each ->
            assertThat(each.lines()).extracting(line -> line.account()).contains("cid", "eve"));
  }

  private static boolean paid(Distributed fact, String account) {
    return fact.lines().stream().anyMatch(line -> line.account().equals(account));
  }

  /// A registration that says otherwise is one of which everything after it was made.
  @Test
  void run_artefactIsAnothers_isFoundFromThereOn() throws Exception {
    Reweighing.Outcome outcome =
        reweighed(
            2,
            entry ->
                entry.fact() instanceof ArtefactRegistered was && was.id().equals("parrot")
                    ? new Entry(
                        entry.position(),
                        entry.timeMicros(),
                        new ArtefactRegistered(
                            was.id(), "eve", was.kind(), was.parents(), was.manifest()))
                    : entry);
    assertThat(outcome.differences()).isEqualTo(3);
    assertThat(outcome.same()).isEqualTo(ANSWERS - 3);
  }

  @Test
  void run_oneWeightIsOther_isFound() throws Exception {
    Reweighing.Outcome outcome = reweighed(2, ReweighingTest::falsified);
    assertThat(outcome.ok()).isFalse();
    assertThat(outcome.differences()).isEqualTo(ANSWERS);
    assertThat(outcome.different()).first().asString().endsWith("/a#0");
  }

  private static Entry falsified(Entry entry) {
    if (!(entry.fact() instanceof Distributed fact)) {
      return entry;
    }
    Grounds was = fact.grounds();
    Grounds now =
        new Grounds(
            was.basis(),
            was.frequencies(),
            was.wholeMicros() + 1,
            was.commonsMicros(),
            was.confidencePermille(),
            was.shares());
    return new Entry(
        entry.position(),
        entry.timeMicros(),
        new Distributed(fact.call(), fact.method(), fact.lines(), fact.vestsMicros(), now));
  }

  @Test
  void run_methodIsNoMore_isCountedAndNotDifferent() throws Exception {
    long older =
        StoppedBook.entries(data).stream()
            .filter(each -> !ofOlderMethod(each).equals(each))
            .count();
    Reweighing.Outcome outcome = reweighed(2, ReweighingTest::ofOlderMethod);
    assertThat(outcome.ok()).isTrue();
    assertThat(outcome.retired()).isEqualTo(older).isPositive();
    assertThat(outcome.same()).isEqualTo(ANSWERS - older);
    assertThat(outcome.ungrounded()).isZero();
  }

  /// What registered models have a part in.
  private static Entry ofOlderMethod(Entry entry) {
    if (!(entry.fact() instanceof Distributed fact)
        || !fact.method().contains(UseMethod.ID + " lineage")) {
      return entry;
    }
    return new Entry(
        entry.position(),
        entry.timeMicros(),
        new Distributed(
            fact.call(),
            fact.method().replaceAll("use@[0-9]+", "use@1"),
            fact.lines(),
            fact.vestsMicros(),
            fact.grounds()));
  }

  @Test
  void run_somethingIsErasedSince_isSaidToBeSo() throws Exception {
    try (var world = world()) {
      erase(world, "facts", "it");
    }
    Reweighing.Outcome outcome = reweighed(1, UnaryOperator.identity());
    assertThat(outcome.ok()).isTrue();
    assertThat(outcome.erased()).isPositive();
    assertThat(outcome.same()).isEqualTo(ANSWERS - outcome.erased());
  }

  private static void erase(ToyWorld world, String datanet, String id) throws IOException {
    withdraw(world, datanet, id, true);
    var content =
        entriesOf(world).stream()
            .filter(Contributed.class::isInstance)
            .map(Contributed.class::cast)
            .filter(each -> each.datanet().equals(datanet) && each.id().equals(id))
            .findFirst()
            .orElseThrow()
            .content();
    world.node().contents().erase(content);
  }

  @Test
  void run_exampleOfAHeadIsErasedSince_isSaidToBeSo() throws Exception {
    try (var world = world()) {
      erase(world, "moods", "m2");
    }
    Reweighing.Outcome outcome = reweighed(1, UnaryOperator.identity());
    assertThat(outcome.ok()).isTrue();
    assertThat(outcome.erased()).isEqualTo(OF_HEADS);
    assertThat(outcome.same()).isEqualTo(ANSWERS - OF_HEADS);
  }

  private static List<Fact> entriesOf(ToyWorld world) {
    return world.node().book().feed().read(0, MANY).stream().map(Entry::fact).toList();
  }

  /// The same bits from the interpreter, each compiler, any number of threads and any collector.
  @Test
  void run_inEachKindOfProcess_decidesTheSame() throws Exception {
    assertThat(child("1", "-Xint", "-XX:+UseSerialGC")).contains("\"same\":" + ANSWERS);
    assertThat(child("2", "-XX:TieredStopAtLevel=1", "-XX:+UseParallelGC"))
        .contains("\"same\":" + ANSWERS);
    assertThat(child("8", "-XX:-TieredCompilation", "-XX:+UseG1GC"))
        .contains("\"same\":" + ANSWERS);
  }

  private String child(String threads, String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-classpath", System.getProperty("java.class.path")));
    command.addAll(List.of("guildhall.cli.Main", "book", "reweigh", "--threads", threads));
    command.addAll(List.of("--data", data.toString(), "--json"));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
    return said.replaceAll("\\s", "");
  }
}
