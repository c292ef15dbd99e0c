package guildhall.model;

import static guildhall.toyworld.ToyWorld.json;
import static guildhall.toyworld.ToyWorld.step;
import static guildhall.toyworld.Toys.SHOUT;
import static guildhall.toyworld.Toys.seller;
import static org.assertj.core.api.Assertions.assertThat;

import guildhall.book.Entry;
import guildhall.book.MemoryContentStore;
import guildhall.book.MemoryJournal;
import guildhall.datanet.Contribution;
import guildhall.datanet.Curation;
import guildhall.datanet.CurationStatus;
import guildhall.model.ArtefactRegistered.Kind;
import guildhall.model.ArtefactRegistered.Parent;
import guildhall.model.Artefacts.Asked;
import guildhall.sdk.Call;
import guildhall.sdk.Completion;
import guildhall.sdk.Model;
import guildhall.sdk.Prompt;
import guildhall.sdk.Refusal;
import guildhall.settlement.Grounds;
import guildhall.settlement.SettlementFact.Distributed;
import guildhall.toyworld.ToyWorld;
import guildhall.toyworld.Toys.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Who earns by an answer that a registered model had a part in. An answer costs 1,000,000, of
/// which 200,000 are royalties and of those 40,000 the model's; nothing of it was read or is
/// repeated, so the rest is attributed to nobody.
class ArtefactRoyaltyTest {

  private static final long ROYALTIES = 200_000;
  private static final int MANY = 10_000;

  /// As new as each other: four words each, none twice.
  private static final List<Contribution> FACTS =
      List.of(
          new Contribution("at", "cid", "Austria wine exports grew", Map.of()),
          new Contribution("de", "eve", "Germany barley prices fell", Map.of()));

  /// Says what nobody has written.
  private record Parrot(String name) implements Model {
    @Override
    public Completion complete(Prompt prompt) {
      return new Completion.Text("Zebra quagga okapi", 12, 6);
    }
  }

  /// Asks the models that its input names, and reads first; unless the input is that alone.
  private static Word answer(Word in, Call call) throws Refusal, InterruptedException {
    if (!in.word().endsWith("alone")) {
      assertThat(call.datanet("facts").search("wine", Map.of(), 1)).hasSize(1);
    }
    List<String> said = new ArrayList<>();
    for (String model : in.word().split(" ", -1)) {
      said.add(call.model(model).complete(Prompt.of("Say something.")).orThrow());
    }
    return new Word(String.join(", ", said));
  }

  private static ToyWorld world() {
    ToyWorld world =
        ToyWorld.withModels(
                Parrot::new,
                new MemoryJournal(),
                new MemoryContentStore(),
                seller("ann", SHOUT, ArtefactRoyaltyTest::answer))
            .ready();
    assertThat(world.node().publish("facts", FACTS)).isEqualTo(1);
    return world;
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

  private static void registerParrot(ToyWorld world, String owner) {
    register(world, "parrot", owner, Kind.MODEL, new Parent("datanet:facts@1", 500_000));
  }

  private static Distributed ask(ToyWorld world, String models) throws Exception {
    String task = world.submit("5", step("a", "toy.shout", json(new Word(models))));
    var _ = world.await(task, event -> event.type().equals("royalties.distributed"));
    var _ = world.end(task); // which nobody waits for before royalties are distributed
    assertThat(world.balance("@royalties")).isZero();
    assertThat(world.isSettled()).isTrue();
    Distributed last =
        world.node().book().feed().read(0, MANY).stream()
            .map(Entry::fact)
            .filter(Distributed.class::isInstance)
            .map(Distributed.class::cast)
            .toList()
            .getLast();
    assertThat(last.lines().stream().mapToLong(line -> line.amount().micros()).sum())
        .isEqualTo(ROYALTIES);
    return last;
  }

  private static List<Long> balances(ToyWorld world, String... accounts) {
    return List.of(accounts).stream().map(world::balance).toList();
  }

  @Test
  void use_ofRegisteredModel_paysItsOwnerAndWhomItWasMadeFrom() throws Exception {
    try (var world = world()) {
      registerParrot(world, "mia");
      Distributed fact = ask(world, "parrot");
      assertThat(fact.method()).isEqualTo("combined@2[- lineage@1 -]");
      assertThat(fact.grounds().shares())
          .extracting(Grounds.Share::key)
          .containsExactly("facts#at", "facts#de", "model:parrot");
      assertThat(balances(world, "mia", "cid", "eve", "@residual"))
          .containsExactly(20_000L, 10_000L, 10_000L, 160_000L);
      assertThat(balances(world, "@platform", "ann", "local"))
          .containsExactly(50_000L, 750_000L, 999_000_000L);
    }
  }

  @Test
  void use_ofAdapter_goesOnToItsBaseAndToWhatThatWasMadeFrom() throws Exception {
    try (var world = world()) {
      registerParrot(world, "mia");
      register(world, "lora:1", "ada", Kind.ADAPTER, new Parent("model:parrot", 500_000));
      var _ = ask(world, "lora:1");
      assertThat(balances(world, "ada", "mia", "cid", "eve", "@residual"))
          .containsExactly(20_000L, 10_000L, 5_000L, 5_000L, 160_000L);
    }
  }

  /// Half of the pool is what it was made from, half what it repeats, which is nothing.
  @Test
  void use_ofRegisteredModelWithoutReading_paysItsOwnerAndWhomItWasMadeFrom() throws Exception {
    try (var world = world()) {
      register(world, "alone", "mia", Kind.MODEL, new Parent("datanet:facts@1", 500_000));
      var _ = ask(world, "alone");
      assertThat(balances(world, "mia", "cid", "eve", "@residual"))
          .containsExactly(50_000L, 25_000L, 25_000L, 100_000L);
      assertThat(balances(world, "@platform", "ann", "local"))
          .containsExactly(50_000L, 750_000L, 999_000_000L);
    }
  }

  @Test
  void use_ofUnknownModelWithoutReading_owesNobodyAnything() throws Exception {
    try (var world = world()) {
      String task = world.submit("5", step("a", "toy.shout", json(new Word("alone"))));
      var _ = world.end(task);
      assertThat(balances(world, "@royalties", "@residual", "@platform", "ann"))
          .containsExactly(0L, 0L, 50_000L, 950_000L);
    }
  }

  @Test
  void use_ofTwoModelsOneUnknown_paysTheKnownOneForItsTokens() throws Exception {
    try (var world = world()) {
      registerParrot(world, "mia");
      var _ = ask(world, "parrot stranger");
      assertThat(balances(world, "mia", "cid", "eve", "stranger", "@residual"))
          .containsExactly(10_000L, 5_000L, 5_000L, 0L, 180_000L);
    }
  }

  @Test
  void use_ofUnknownModel_isAsWithoutArtefacts() throws Exception {
    List<Long> without;
    try (var world = world()) {
      Distributed fact = ask(world, "stranger");
      assertThat(fact.method()).isEqualTo("combined@2[- - -]");
      without = balances(world, "mia", "cid", "eve", "@residual", "local");
    }
    try (var world = world()) {
      registerParrot(world, "mia");
      Distributed fact = ask(world, "stranger");
      assertThat(fact.method()).isEqualTo("combined@2[- - -]");
      assertThat(balances(world, "mia", "cid", "eve", "@residual", "local")).isEqualTo(without);
      assertThat(world.balance("@residual")).isEqualTo(ROYALTIES);
    }
  }

  @Test
  void use_ofThePayersOwnModel_earnsItNothingAndNobodyElseItsPart() throws Exception {
    try (var world = world()) {
      registerParrot(world, "local");
      var _ = ask(world, "parrot");
      assertThat(balances(world, "local", "cid", "eve", "@residual"))
          .containsExactly(999_000_000L, 10_000L, 10_000L, 180_000L);
    }
  }

  @Test
  void use_afterWithdrawal_leavesThatPartToNobody() throws Exception {
    try (var world = world()) {
      registerParrot(world, "mia");
      Curation curation = new Curation(world.node().state().datanets(), (_, _) -> 0);
      assertThat(
              world
                  .node()
                  .book()
                  .<CurationStatus>await(
                      curation.withdraw("facts", "de", Curation.OPERATOR, "asked for", false)))
          .isEqualTo(CurationStatus.DONE);
      var _ = ask(world, "parrot");
      assertThat(balances(world, "mia", "cid", "eve", "@residual"))
          .containsExactly(20_000L, 10_000L, 0L, 170_000L);
    }
  }

  @Test
  void use_afterAnotherTookTheId_paysNeither() throws Exception {
    try (var world = world()) {
      registerParrot(world, "mia");
      var _ =
          world
              .node()
              .publish(
                  "facts", List.of(new Contribution("de", "dot", "Wholly other words", Map.of())));
      var _ = ask(world, "parrot");
      assertThat(balances(world, "mia", "cid", "eve", "dot", "@residual"))
          .containsExactly(20_000L, 10_000L, 0L, 0L, 170_000L);
    }
  }

  @Test
  void use_ofModelMadeFromNothingLeft_paysItsOwnerOnly() throws Exception {
    try (var world = world()) {
      register(world, "bare", "mia", Kind.MODEL);
      register(world, "heir", "ada", Kind.ADAPTER, new Parent("model:bare", 1_000_000));
      var _ = ask(world, "heir");
      assertThat(balances(world, "ada", "mia", "cid", "eve", "@residual"))
          .containsExactly(0L, 40_000L, 0L, 0L, 160_000L);
    }
  }
}
