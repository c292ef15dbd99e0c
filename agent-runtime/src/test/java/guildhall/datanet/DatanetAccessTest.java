package guildhall.datanet;

import static guildhall.toyworld.ToyWorld.json;
import static guildhall.toyworld.ToyWorld.step;
import static guildhall.toyworld.Toys.SHOUT;
import static guildhall.toyworld.Toys.TITLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import guildhall.book.Entry;
import guildhall.datanet.Charter.Access;
import guildhall.datanet.DatanetFact.Accessed;
import guildhall.datanet.admission.ItemType;
import guildhall.ledger.Id;
import guildhall.ledger.LedgerStatus;
import guildhall.ledger.Operation.Credit;
import guildhall.ledger.Operation.Transfer;
import guildhall.sdk.Agent;
import guildhall.sdk.Amount;
import guildhall.sdk.Ask;
import guildhall.sdk.Capability;
import guildhall.sdk.Datanet;
import guildhall.sdk.Handler;
import guildhall.sdk.Outcome;
import guildhall.sdk.ReadRefused;
import guildhall.sdk.Receipt;
import guildhall.sdk.Receipt.Line;
import guildhall.sdk.Terms;
import guildhall.settlement.SystemAccounts;
import guildhall.task.TaskState;
import guildhall.toyworld.ToyWorld;
import guildhall.toyworld.Toys;
import guildhall.toyworld.Toys.Word;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Private datanets: who may read them, what reading costs whom, and what is written down of it.
class DatanetAccessTest {

  private static final long FUND = 1_000_000_000;
  private static final long PRICE = 100_000;
  private static final long FEE = 1_000_000;

  /// What the agent has of a fee of a credit whose result was made from data.
  private static final long NET_OF_DATA = 750_000;

  private static final Word X = new Word("x");

  private static final List<Contribution> FACTS =
      List.of(
          fact("at", "Austria wine exports grew 19.5 percent"),
          fact("fr", "France wine wine wine exports"),
          fact("it", "Italy pasta"));

  private static Contribution fact(String id, String text) {
    return new Contribution(id, "cid", text, Map.of());
  }

  /// Lets only these read.
  static void charter(ToyWorld world, String owner, long price, String... readers) {
    charter(world, owner, Optional.of(new Access(List.of(readers), price)));
  }

  private static void charter(ToyWorld world, String owner, Optional<Access> access) {
    Curation curation = new Curation(world.node().state().datanets(), (_, _) -> 0);
    Charter charter =
        new Charter(
            "What is drunk where.",
            Charter.Rules.of(ItemType.TEXT, "CC0-1.0"),
            0,
            true,
            Charter.Review.NONE,
            access);
    assertThat(world.node().book().await(curation.charter("facts", owner, charter)))
        .isEqualTo(CurationStatus.DONE);
  }

  private static Terms terms(String expenses) {
    return Terms.fee(Amount.credits("1")).withExpensesUpTo(Amount.credits(expenses));
  }

  /// An agent that may spend so much and pays itself.
  private static Agent ann(String expenses, Handler<Word, Word> how) {
    return Agent.named("ann").sells(SHOUT, terms(expenses), how);
  }

  private static ToyWorld world(Agent... agents) {
    return ToyWorld.of(agents).ready();
  }

  private static String run(ToyWorld world) throws Exception {
    String task = world.submit("5", step("a", "toy.shout", json(X)));
    var _ = world.end(task);
    return task;
  }

  static List<Accessed> accessed(ToyWorld world) {
    return world.node().book().feed().read(0, (int) world.node().book().feed().end()).stream()
        .map(Entry::fact)
        .filter(Accessed.class::isInstance)
        .map(Accessed.class::cast)
        .toList();
  }

  private static void assertNothingMoved(ToyWorld world, String task) {
    assertThat(world.balance("local")).isEqualTo(FUND);
    assertThat(world.balance("dora")).isZero();
    assertThat(world.balance("ann")).isZero();
    assertThat(world.receipt(task).total().isZero()).isTrue();
    assertThat(world.isSettled()).isTrue();
  }

  private static int[] record(ToyWorld world) {
    return world
        .node()
        .book()
        .await(_ -> world.node().state().engagements().record("ann", "toy.shout"));
  }

  @Test
  void search_withAPrice_isPaidToTheOwnerOncePerPassageWithTheFee() throws Exception {
    Agent ann =
        ann(
            "1",
            (in, call) -> {
              Datanet facts = call.datanet("facts");
              assertThat(facts.search("wine", Map.of(), 9)).hasSize(2);
              assertThat(call.datanet("facts").search("wine", Map.of(), 1)).hasSize(1);
              assertThat(facts.search("wine pasta", Map.of(), 9)).hasSize(3);
              assertThat(facts.search("beer", Map.of(), 9)).isEmpty();
              assertThat(call.budget()).isEqualTo(Amount.micros(FEE - 3 * PRICE));
              return in;
            });
    try (var world = world(ann)) {
      charter(world, "dora", PRICE, "ann");
      var _ = world.node().publish("facts", FACTS);
      String task = run(world);

      assertThat(world.balance("dora")).isEqualTo(3 * PRICE);
      assertThat(world.balance("ann")).isEqualTo(NET_OF_DATA);
      assertThat(world.balance("local")).isEqualTo(FUND - FEE - 3 * PRICE);
      assertThat(world.isSettled()).isTrue();
      Receipt receipt = world.receipt(task).parts().getFirst();
      assertThat(receipt.fee()).isEqualTo(Amount.micros(FEE));
      assertThat(receipt.lines())
          .contains(new Line("dora", "access", Amount.micros(3 * PRICE), "facts: 3 passages"));
      assertThat(receipt.lines().stream().mapToLong(line -> line.amount().micros()).sum())
          .isEqualTo(FEE + 3 * PRICE);
      assertThat(world.receipt(task).total()).isEqualTo(Amount.micros(FEE + 3 * PRICE));
      assertThat(accessed(world))
          .containsExactly(
              new Accessed(
                  "facts",
                  1,
                  task + "/a#0",
                  "ann",
                  "ann",
                  "ann",
                  List.of("fr", "at", "it"),
                  0,
                  PRICE,
                  3 * PRICE));
    }
  }

  @Test
  void search_forThePrincipalAtTheRoot_isReadForThatPrincipal() throws Exception {
    Agent ann = ann("1", (in, call) -> read(in, call.datanet("facts"), 1));
    try (var world = world(ann)) {
      charter(world, "dora", PRICE, "local");
      var _ = world.node().publish("facts", FACTS);
      var _ = run(world);
      assertThat(world.balance("dora")).isEqualTo(PRICE);
      assertThat(accessed(world)).extracting(Accessed::reader).containsExactly("local");
    }
  }

  private static Word read(Word in, Datanet facts, int passages) {
    assertThat(facts.search("", Map.of(), passages)).hasSize(passages);
    return in;
  }

  @Test
  void datanet_forNobodyListed_endsTheCallRefusedAndNothingMoves() throws Exception {
    Agent ann = ann("1", (in, call) -> read(in, call.datanet("facts"), 1));
    try (var world = world(ann)) {
      charter(world, "dora", PRICE, "eve");
      var _ = world.node().publish("facts", FACTS);
      String task = run(world);
      assertThat(world.task(task).state()).isEqualTo(TaskState.FAILED);
      assertNothingMoved(world, task);
      assertThat(record(world)).as("no failure of its own").containsExactly(0, 0);
      assertThat(accessed(world)).isEmpty();
      assertThat(world.events(task))
          .anySatisfy(event ->
              assertThat(event.data().toString())
                  .contains("refused", "the datanet facts is private", "ann", "local"));
    }
  }

  @Test
  void datanet_forNobodyListed_canBeCaughtAndTheWorkDoneWithout() throws Exception {
    Agent ann =
        ann(
            "1",
            (in, call) -> {
              assertThatThrownBy(() -> call.datanet("facts"))
                  .isInstanceOfSatisfying(
                      ReadRefused.class,
                      refused -> assertThat(refused.why()).isEqualTo(ReadRefused.Why.NOT_A_READER));
              return in;
            });
    try (var world = world(ann)) {
      charter(world, "dora", PRICE, "eve");
      var _ = world.node().publish("facts", FACTS);
      var _ = run(world);
      assertThat(world.balance("ann")).isEqualTo(950_000);
      assertThat(world.balance("local")).isEqualTo(FUND - FEE);
      assertThat(world.balance("dora")).isZero();
      assertThat(accessed(world)).isEmpty();
    }
  }

  @Test
  void search_dearerThanWhatIsLeft_handsOutNothingAndCanBeMadeSmaller() throws Exception {
    Agent ann =
        ann(
            "0.25",
            (in, call) -> {
              Datanet facts = call.datanet("facts");
              assertThatThrownBy(() -> facts.search("", Map.of(), 3))
                  .isInstanceOfSatisfying(
                      ReadRefused.class,
                      refused -> assertThat(refused.why()).isEqualTo(ReadRefused.Why.OVER_BUDGET))
                  .hasMessageContainingAll("3 passages", "facts", "0.1 cr", "0.25 cr");
              assertThat(call.budget()).isEqualTo(Amount.credits("0.25"));
              return read(in, facts, 2);
            });
    try (var world = world(ann)) {
      charter(world, "dora", PRICE, "ann");
      var _ = world.node().publish("facts", FACTS);
      var _ = run(world);
      assertThat(world.balance("dora")).isEqualTo(2 * PRICE);
      assertThat(world.balance("local")).isEqualTo(FUND - FEE - 2 * PRICE);
      assertThat(accessed(world).getFirst().passages()).containsExactly("at", "fr");
      assertThat(world.isSettled()).isTrue();
    }
  }

  @Test
  void search_dearerThanWhatIsLeftAndNotCaught_isAnOverrunAndNothingMoves() throws Exception {
    Agent ann = ann("0.25", (in, call) -> read(in, call.datanet("facts"), 3));
    try (var world = world(ann)) {
      charter(world, "dora", PRICE, "ann");
      var _ = world.node().publish("facts", FACTS);
      String task = run(world);
      assertNothingMoved(world, task);
      assertThat(record(world)).containsExactly(0, 1);
      assertThat(world.events(task))
          .anySatisfy(
              event -> assertThat(event.data().toString()).contains("expenses_overrun", "0.25"));
    }
  }

  @Test
  void search_afterAPurchase_hasWhatThatHasLeft() throws Exception {
    Agent ann =
        ann(
            "1.15",
            (in, call) -> {
              assertThat(call.ask(TITLE, in, Ask.atMost(Amount.credits("1"))))
                  .isInstanceOf(Outcome.Delivered.class);
              Datanet facts = call.datanet("facts");
              assertThatThrownBy(() -> facts.search("", Map.of(), 2))
                  .isInstanceOf(ReadRefused.class);
              return read(in, facts, 1);
            });
    try (var world = world(ann, Toys.seller("tim", TITLE, (in, _) -> in))) {
      charter(world, "dora", PRICE, "ann");
      var _ = world.node().publish("facts", FACTS);
      String task = run(world);
      assertThat(world.balance("dora")).isEqualTo(PRICE);
      assertThat(world.balance("tim")).isEqualTo(950_000);
      assertThat(world.balance("local")).isEqualTo(FUND - 2 * FEE - PRICE);
      assertThat(world.receipt(task).total()).isEqualTo(Amount.micros(2 * FEE + PRICE));
      assertThat(world.isSettled()).isTrue();
    }
  }

  @Test
  void ask_afterASearch_hasWhatThatHasLeft() throws Exception {
    Agent ann =
        ann(
            "1.05",
            (in, call) -> {
              var _ = read(in, call.datanet("facts"), 1);
              assertThat(call.ask(TITLE, in, Ask.atMost(Amount.credits("1"))))
                  .isInstanceOf(Outcome.TooDear.class);
              return in;
            });
    try (var world = world(ann, Toys.seller("tim", TITLE, (in, _) -> in))) {
      charter(world, "dora", PRICE, "ann");
      var _ = world.node().publish("facts", FACTS);
      String task = run(world);
      assertNothingMoved(world, task);
      assertThat(world.balance("tim")).isZero();
      assertThat(accessed(world)).extracting(Accessed::paidMicros).containsExactly(0L);
    }
  }

  @Test
  void fail_afterASearch_paysNothingAndSaysWhoHasRead() throws Exception {
    Agent ann =
        ann(
            "1",
            (in, call) -> {
              var _ = read(in, call.datanet("facts"), 2);
              throw new IllegalStateException("out of sorts");
            });
    try (var world = world(ann)) {
      charter(world, "dora", PRICE, "ann");
      var _ = world.node().publish("facts", FACTS);
      String task = run(world);
      assertNothingMoved(world, task);
      assertThat(accessed(world))
          .containsExactly(
              new Accessed(
                  "facts",
                  1,
                  task + "/a#0",
                  "ann",
                  "ann",
                  "ann",
                  List.of("at", "fr"),
                  0,
                  PRICE,
                  0));
    }
  }

  @Test
  void cancel_afterASearch_paysNothingAndSaysWhoHasRead() throws Exception {
    CountDownLatch atWork = new CountDownLatch(1);
    Agent ann =
        ann(
            "1",
            (in, call) -> {
              var _ = read(in, call.datanet("facts"), 2);
              atWork.countDown();
              new CountDownLatch(1).await();
              return in;
            });
    try (var world = world(ann)) {
      charter(world, "dora", PRICE, "ann");
      var _ = world.node().publish("facts", FACTS);
      String task = world.submit("5", step("a", "toy.shout", json(X)));
      assertThat(atWork.await(20, TimeUnit.SECONDS)).isTrue();
      CompletableFuture<Boolean> written = new CompletableFuture<>();
      try (var _ =
          world
              .node()
              .book()
              .feed()
              .subscribe(
                  "test",
                  0,
                  entry -> {
                    if (entry.fact() instanceof Accessed) {
                      written.complete(true);
                    }
                  })) {
        world.node().tasks().cancel(task, "local");
        assertThat(written.get(20, TimeUnit.SECONDS)).isTrue();
      }
      assertNothingMoved(world, task);
      assertThat(accessed(world)).extracting(Accessed::paidMicros).containsExactly(0L);
    }
  }

  @Test
  void search_ofTheAgentsOwnersDatanet_costsNothingAndIsWrittenDown() throws Exception {
    Agent ann =
        Agent.named("ann")
            .ownedBy("dora")
            .sells(SHOUT, terms("0"), (in, call) -> read(in, call.datanet("facts"), 2));
    try (var world = world(ann)) {
      charter(world, "dora", PRICE);
      var _ = world.node().publish("facts", FACTS);
      String task = run(world);
      assertThat(world.balance("dora")).isEqualTo(NET_OF_DATA);
      assertThat(world.balance("local")).isEqualTo(FUND - FEE);
      assertThat(world.receipt(task).parts().getFirst().lines())
          .extracting(Line::role)
          .doesNotContain("access");
      assertThat(accessed(world)).extracting(Accessed::paidMicros).containsExactly(0L);
    }
  }

  @Test
  void search_ofThePayersDatanet_costsNothing() throws Exception {
    Agent ann = ann("0", (in, call) -> read(in, call.datanet("facts"), 2));
    try (var world = world(ann)) {
      charter(world, "local", PRICE);
      var _ = world.node().publish("facts", FACTS);
      var _ = run(world);
      assertThat(world.balance("ann")).isEqualTo(NET_OF_DATA);
      assertThat(world.balance("local")).isEqualTo(FUND - FEE);
      assertThat(world.isSettled()).isTrue();
    }
  }

  @Test
  void search_byAMeteredCall_isPaidAtItsDelivery() throws Exception {
    Capability<Word, Word> tell = Capability.of("toy.tell", Word.class, Word.class).metered();
    Agent teller =
        Agent.named("ann")
            .sells(
                tell,
                Terms.metered(Amount.credits("1"), Amount.credits("2"))
                    .withExpensesUpTo(Amount.credits("1")),
                (in, call) -> {
                  var _ = read(in, call.datanet("facts"), 2);
                  call.emit("x".repeat(100));
                  return in;
                });
    try (var world = world(teller)) {
      charter(world, "dora", PRICE, "ann");
      var _ = world.node().publish("facts", FACTS);
      String task = world.submit("5", step("a", "toy.tell", json(X)));
      assertThat(world.end(task).state()).isEqualTo(TaskState.COMPLETED);
      assertThat(world.balance("dora")).isEqualTo(2 * PRICE);
      assertThat(world.balance("local")).isEqualTo(FUND - 100_000 - 2 * PRICE);
      assertThat(world.receipt(task).total()).isEqualTo(Amount.micros(100_000 + 2 * PRICE));
      assertThat(world.isSettled()).isTrue();
    }
  }

  private static void fund(ToyWorld world, String principal, long micros) {
    LedgerStatus status =
        world
            .node()
            .book()
            .await(draft -> {
              world.node().settlement().openPrincipal(draft, principal);
              Transfer fund =
                  new Transfer(
                      Id.at(draft.timeMicros(), "fund", principal),
                      SystemAccounts.TREASURY,
                      List.of(new Credit(principal, micros)),
                      "fund");
              return world
                  .node()
                  .state()
                  .ledger()
                  .decide(fund, draft.timeMicros(), draft.position())
                  .appendTo(draft);
            });
    assertThat(status).isEqualTo(LedgerStatus.CREATED);
  }

  @Test
  void search_byACallAtAnOwnersCost_isPaidByThatOwner() throws Exception {
    Agent buyer =
        Agent.named("bob")
            .ownedBy("olga")
            .withOwnSpendingUpTo(Amount.credits("3"))
            .sells(
                TITLE,
                Toys.ONE_CREDIT,
                (in, call) ->
                    call.ask(SHOUT, in, Ask.atMost(Amount.credits("3")).fromOwnAccount())
                        .orThrow());
    Agent ann = ann("1", (in, call) -> read(in, call.datanet("facts"), 2));
    try (var world = world(buyer, ann)) {
      fund(world, "olga", 10 * FEE);
      charter(world, "dora", PRICE, "local");
      var _ = world.node().publish("facts", FACTS);
      String task = world.submit("5", step("a", "toy.title", json(X)));
      assertThat(world.end(task).state()).isEqualTo(TaskState.COMPLETED);
      assertThat(world.balance("dora")).isEqualTo(2 * PRICE);
      assertThat(world.balance("olga")).isEqualTo(10 * FEE + 950_000 - FEE - 2 * PRICE);
      assertThat(world.balance("local")).isEqualTo(FUND - FEE);
      assertThat(world.receipt(task).total()).isEqualTo(Amount.micros(FEE));
      assertThat(world.isSettled()).isTrue();
    }
  }

  @Test
  void charter_changed_countsFromTheNextOpening() throws Exception {
    CountDownLatch opened = new CountDownLatch(1);
    CountDownLatch changed = new CountDownLatch(1);
    Agent ann =
        ann(
            "1",
            (in, call) -> {
              Datanet before = call.datanet("facts");
              opened.countDown();
              assertThat(changed.await(20, TimeUnit.SECONDS)).isTrue();
              var _ = read(in, before, 1);
              assertThatThrownBy(() -> call.datanet("facts")).isInstanceOf(ReadRefused.class);
              return read(in, before, 2);
            });
    try (var world = world(ann)) {
      charter(world, "dora", PRICE, "ann");
      var _ = world.node().publish("facts", FACTS);
      String task = world.submit("5", step("a", "toy.shout", json(X)));
      assertThat(opened.await(20, TimeUnit.SECONDS)).isTrue();
      charter(world, "dora", 5 * PRICE, "eve");
      changed.countDown();
      assertThat(world.end(task).state()).isEqualTo(TaskState.COMPLETED);
      assertThat(world.balance("dora")).isEqualTo(2 * PRICE);
      assertThat(accessed(world)).extracting(Accessed::priceMicros).containsExactly(PRICE);
    }
  }

  @Test
  void search_manyPassages_namesTheFirstAndCountsTheRest() throws Exception {
    Agent ann = ann("0", (in, call) -> read(in, call.datanet("facts"), Accessed.MOST_PASSAGES + 7));
    try (var world = world(ann)) {
      charter(world, "dora", 0, "ann");
      List<Contribution> many =
          IntStream.range(0, Accessed.MOST_PASSAGES + 7)
              .mapToObj(each -> fact("c" + each, "Fact number " + each))
              .toList();
      var _ = world.node().publish("facts", many);
      var _ = run(world);
      Accessed only = accessed(world).getFirst();
      assertThat(only.passages()).hasSize(Accessed.MOST_PASSAGES);
      assertThat(only.others()).isEqualTo(7);
      assertThat(world.balance("local")).isEqualTo(FUND - FEE);
    }
  }

  @Test
  void search_ofAPublicDatanet_isNotWrittenDown() throws Exception {
    Agent ann = ann("0", (in, call) -> read(in, call.datanet("facts"), 2));
    try (var world = world(ann)) {
      charter(world, "dora", Optional.empty());
      var _ = world.node().publish("facts", FACTS);
      var _ = run(world);
      assertThat(world.balance("ann")).isEqualTo(NET_OF_DATA);
      assertThat(accessed(world)).isEmpty();
    }
  }
}
