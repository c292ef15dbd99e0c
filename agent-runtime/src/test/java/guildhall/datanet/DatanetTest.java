package guildhall.datanet;

import static guildhall.toyworld.ToyWorld.json;
import static guildhall.toyworld.ToyWorld.step;
import static guildhall.toyworld.Toys.SHOUT;
import static guildhall.toyworld.Toys.seller;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import guildhall.book.Book;
import guildhall.book.MemoryContentStore;
import guildhall.book.MemoryJournal;
import guildhall.json.RecordJson;
import guildhall.ledger.LedgerStatus;
import guildhall.ledger.Operation.Freeze;
import guildhall.sdk.Agent;
import guildhall.sdk.Call;
import guildhall.sdk.Datanet;
import guildhall.sdk.Datanet.Passage;
import guildhall.sdk.Receipt;
import guildhall.settlement.Engagement;
import guildhall.settlement.Evidence;
import guildhall.task.TaskState;
import guildhall.toyworld.CrashJournal;
import guildhall.toyworld.ToyWorld;
import guildhall.toyworld.Toys.Word;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Publishing, searching, the evidence that reading leaves, and the royalties that follow from it.
class DatanetTest {

  private static final int DISTRIBUTED = 33;

  private static final List<Contribution> FACTS =
      List.of(
          fact("at", "cid", "Austria wine exports grew 19.5 percent"),
          fact("de", "cid", "Germany beer exports fell"),
          fact("fr", "dot", "France wine wine wine exports"),
          fact("it", "eve", "Italy pasta"));

  private static Contribution fact(String id, String contributor, String text) {
    return new Contribution(id, contributor, text, Map.of("country", id, "kind", "fact"));
  }

  /// What a call sees of a datanet.
  private static Datanet reading(ToyWorld world) {
    return new DatanetService(
            world.node().book(), world.node().contents(), world.node().state().datanets())
        .open("facts", (_, _) -> {});
  }

  private static List<String> ids(List<Passage> passages) {
    return passages.stream().map(Passage::id).toList();
  }

  @Test
  void publish_sameAgain_isTheSameVersion() {
    try (var world = ToyWorld.of()) {
      assertThat(world.node().publish("facts", FACTS)).isEqualTo(1);
      assertThat(world.node().publish("facts", FACTS)).isEqualTo(1);
      assertThat(world.node().publish("facts", FACTS.subList(1, 2))).isEqualTo(1);
      assertThat(world.node().publish("other", FACTS)).isEqualTo(1);
    }
  }

  @Test
  void publish_somethingChanged_isTheNextVersionWithItInPlace() {
    try (var world = ToyWorld.of()) {
      var _ = world.node().publish("facts", FACTS);
      assertThat(world.node().publish("facts", List.of(fact("it", "dot", "Italy pizza"))))
          .isEqualTo(2);
      assertThat(reading(world).version()).isEqualTo(2);
      assertThat(ids(reading(world).search("pizza", Map.of(), 9))).containsExactly("it");
      assertThat(ids(reading(world).search("pasta", Map.of(), 9))).isEmpty();
      assertThat(ids(reading(world).search("", Map.of(), 9)))
          .containsExactly("at", "de", "fr", "it");
    }
  }

  @Test
  void publish_afterARestart_isTheSameVersion() {
    MemoryJournal journal = new MemoryJournal();
    MemoryContentStore contents = new MemoryContentStore();
    try (var world = ToyWorld.on(journal, contents, Map.of())) {
      var _ = world.node().publish("facts", FACTS);
    }
    try (var world = ToyWorld.on(journal, contents, Map.of())) {
      assertThat(reading(world).version()).isEqualTo(1);
      assertThat(world.node().publish("facts", FACTS)).isEqualTo(1);
    }
  }

  @Test
  void search_words_ranksByHowWellTheyMatch() {
    try (var world = ToyWorld.of()) {
      var _ = world.node().publish("facts", FACTS);
      assertThat(ids(reading(world).search("wine", Map.of(), 9))).containsExactly("fr", "at");
      assertThat(ids(reading(world).search("WINE 19.5", Map.of(), 9)))
          .as("the rare number first")
          .containsExactly("at", "fr");
      assertThat(ids(reading(world).search("exports", Map.of(), 2))).hasSize(2);
      assertThat(ids(reading(world).search("nowhere", Map.of(), 9))).isEmpty();
      assertThat(ids(reading(world).search("wine's", Map.of(), 9))).containsExactly("fr", "at");
      assertThat(ids(reading(world).search("EU", Map.of(), 9)))
          .as("no word at all is not every word")
          .isEmpty();
    }
  }

  @Test
  void search_filters_allHold() {
    try (var world = ToyWorld.of()) {
      var _ = world.node().publish("facts", FACTS);
      assertThat(ids(reading(world).search("wine", Map.of("country", "at"), 9)))
          .containsExactly("at");
      assertThat(ids(reading(world).search("", Map.of("kind", "fact"), 9))).hasSize(4);
      assertThat(ids(reading(world).search("", Map.of("kind", "fact", "country", "xx"), 9)))
          .isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"0", "-1", "1001"})
  void search_badLimit_isRefused(int limit) {
    try (var world = ToyWorld.of()) {
      var _ = world.node().publish("facts", FACTS);
      assertThatThrownBy(() -> reading(world).search("", Map.of(), limit))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(Integer.toString(limit));
    }
  }

  @Test
  void open_unknown_isRefused() {
    try (var world = ToyWorld.of()) {
      assertThatThrownBy(() -> reading(world).version())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("facts");
    }
  }

  @Test
  void contribution_thatCannotBeIndexedOrPaid_isRefused() {
    assertThatThrownBy(() -> fact("A", "cid", "")).hasMessageContaining("id");
    assertThatThrownBy(() -> fact("a", "@treasury", "")).hasMessageContaining("@treasury");
    assertThatThrownBy(() -> fact("a", "x".repeat(64), "")).hasMessageContaining("principal");
    assertThatThrownBy(() -> new Contribution("a", "cid", "", Map.of("long", "x".repeat(10_001))))
        .hasMessageContaining("long");
    assertThatThrownBy(() -> new Contribution("a", "cid", "", Map.of("$text", "x")))
        .hasMessageContaining("$text");
    try (var world = ToyWorld.of()) {
      assertThatThrownBy(() -> world.node().publish("a#b", FACTS)).hasMessageContaining("a#b");
    }
  }

  /// Reads all four facts, uses two.
  private static Word answer(Word in, Call call) {
    var found = call.datanet("facts").search("", Map.of(), 9);
    var _ = call.datanet("facts").search("wine", Map.of(), 9);
    return new Word(found.get(0).text() + " and " + found.get(1).text());
  }

  private static Engagement settled(ToyWorld world, String task) throws Exception {
    assertThat(world.end(task).state()).isEqualTo(TaskState.COMPLETED);
    return world
        .node()
        .book()
        .await(_ -> world.node().state().engagements().find(task + "/a#0").orElseThrow());
  }

  @Test
  void evidence_holdsExactlyWhatWasHandedOutOnceEach() throws Exception {
    try (var world = ToyWorld.of(seller("ann", SHOUT, DatanetTest::answer))) {
      var _ = world.node().publish("facts", FACTS);
      Engagement engagement =
          settled(world.ready(), world.submit("5", step("a", "toy.shout", json(new Word("x")))));
      Evidence evidence =
          RecordJson.read(
              world.node().contents().get(engagement.evidence().orElseThrow()).orElseThrow(),
              Evidence.class);
      assertThat(evidence.bought()).isEmpty();
      assertThat(evidence.reads())
          .extracting(Evidence.Read::key)
          .containsExactly("facts#at", "facts#de", "facts#fr", "facts#it");
      Evidence.Read first = evidence.reads().getFirst();
      assertThat(first.version()).isEqualTo(1);
      assertThat(first.text()).as("what can be erased stands in one place only").isEmpty();
      assertThat(world.node().contents().get(first.content().orElseThrow()))
          .contains(RecordJson.bytes(FACTS.getFirst()));
    }
  }

  @Test
  void royalties_goToWhoeverWasUsedExactlyAsTheReceiptSays() throws Exception {
    try (var world = ToyWorld.of(seller("ann", SHOUT, DatanetTest::answer))) {
      var _ = world.node().publish("facts", FACTS);
      String task = world.ready().submit("5", step("a", "toy.shout", json(new Word("x"))));
      awaitDistribution(world, task);
      assertPaidAsTheReceiptSays(world, task);
      assertThat(world.balance("eve")).as("fetched, not used").isZero();
      assertThat(world.balance("cid")).isPositive();
      assertThat(world.balance("@royalties")).isZero();
      assertThat(world.receipt(task).state()).isEqualTo(Receipt.State.FINAL);
    }
  }

  private static void awaitDistribution(ToyWorld world, String task) throws Exception {
    var _ = world.await(task, event -> event.type().equals("royalties.distributed"));
    var _ = world.end(task);
  }

  private static void assertPaidAsTheReceiptSays(ToyWorld world, String task) {
    var lines = world.receipt(task).parts().getFirst().lines();
    assertThat(lines.stream().mapToLong(line -> line.amount().micros()).sum()).isEqualTo(1_000_000);
    assertThat(lines)
        .allSatisfy(
            line -> assertThat(world.balance(line.account())).isEqualTo(line.amount().micros()));
    assertThat(world.isSettled()).isTrue();
  }

  @Test
  void royalties_crashBeforeTheDistribution_areDistributedOnceAfterwards() throws Exception {
    MemoryJournal journal = new MemoryJournal();
    MemoryContentStore contents = new MemoryContentStore();
    Agent ann = seller("ann", SHOUT, DatanetTest::answer);
    CrashJournal life = new CrashJournal(journal);
    String task;
    try (var world = ToyWorld.on(life, contents, Map.of(), ann)) {
      var _ = world.node().publish("facts", FACTS);
      life.crashBefore(DISTRIBUTED);
      task = world.ready().submit("5", step("a", "toy.shout", json(new Word("x"))));
      assertThat(life.crashed().get(20, TimeUnit.SECONDS)).isTrue();
    }
    for (int restart = 0; restart < 3; restart++) {
      try (var world = ToyWorld.on(journal, contents, Map.of(), ann).ready()) {
        awaitDistribution(world, task);
        assertPaidAsTheReceiptSays(world, task);
        assertThat(
                world.events(task).stream()
                    .filter(event -> event.type().equals("royalties.distributed")))
            .hasSize(1);
      }
    }
  }

  @Test
  void royalties_poolFrozen_waitUntilItPaysAgainAndTheBookGoesOn() throws Exception {
    MemoryJournal journal = new MemoryJournal();
    MemoryContentStore contents = new MemoryContentStore();
    Agent ann = seller("ann", SHOUT, DatanetTest::answer);
    String task;
    try (var world = ToyWorld.on(journal, contents, Map.of(), ann).ready()) {
      var _ = world.node().publish("facts", FACTS);
      freezePool(world, true);
      task = world.submit("5", step("a", "toy.shout", json(new Word("x"))));
      assertThat(world.end(task).state()).isEqualTo(TaskState.COMPLETED);
      assertThat(world.balance("@royalties")).isEqualTo(200_000);
    }
    try (var world = ToyWorld.on(journal, contents, Map.of(), ann).ready()) {
      assertThat(world.node().book().state()).isEqualTo(Book.State.OPEN);
      freezePool(world, false);
    }
    try (var world = ToyWorld.on(journal, contents, Map.of(), ann).ready()) {
      awaitDistribution(world, task);
      assertPaidAsTheReceiptSays(world, task);
      assertThat(world.balance("@royalties")).isZero();
    }
  }

  private static void freezePool(ToyWorld world, boolean frozen) {
    assertThat(
            world
                .node()
                .book()
                .<LedgerStatus>await(draft ->
                    world
                        .node()
                        .state()
                        .ledger()
                        .decide(
                            new Freeze("@royalties", frozen), draft.timeMicros(), draft.position())
                        .appendTo(draft)))
        .isEqualTo(LedgerStatus.CREATED);
  }

  @Test
  void version_ofARunningCall_staysTheSame() throws Exception {
    CompletableFuture<Boolean> published = new CompletableFuture<>();
    CompletableFuture<Datanet> opened = new CompletableFuture<>();
    Agent ann =
        seller(
            "ann",
            SHOUT,
            (_, call) -> {
              Datanet facts = call.datanet("facts");
              opened.complete(facts);
              published.orTimeout(20, TimeUnit.SECONDS).join();
              return new Word(facts.version() + " " + facts.search("", Map.of(), 9).size());
            });
    try (var world = ToyWorld.of(ann)) {
      var _ = world.node().publish("facts", FACTS.subList(0, 1));
      String task = world.ready().submit("5", step("a", "toy.shout", json(new Word("x"))));
      var _ = opened.get(20, TimeUnit.SECONDS);
      assertThat(world.node().publish("facts", FACTS)).isEqualTo(2);
      published.complete(true);
      byte[] output =
          world.node().contents().get(settled(world, task).output().orElseThrow()).orElseThrow();
      assertThat(RecordJson.read(output, Word.class)).isEqualTo(new Word("1 1"));
    }
  }
}
