package guildhall.model;

import static guildhall.model.ArtefactStatus.BAD_NAME;
import static guildhall.model.ArtefactStatus.BAD_SHARES;
import static guildhall.model.ArtefactStatus.DONE;
import static guildhall.model.ArtefactStatus.EXISTS;
import static guildhall.model.ArtefactStatus.ID_TAKEN;
import static guildhall.model.ArtefactStatus.NOT_OWNER;
import static guildhall.model.ArtefactStatus.TOO_MANY_PARENTS;
import static guildhall.model.ArtefactStatus.UNKNOWN_PARENT;
import static org.assertj.core.api.Assertions.assertThat;

import guildhall.datanet.Contribution;
import guildhall.datanet.Curation;
import guildhall.datanet.CurationStatus;
import guildhall.json.RecordJson;
import guildhall.model.ArtefactRegistered.Kind;
import guildhall.model.ArtefactRegistered.Parent;
import guildhall.model.Artefacts.Asked;
import guildhall.toyworld.ToyWorld;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Registering artefacts, and finding what was made from what.
class ArtefactDeskTest {

  private static final String OLD = "Austria wine exports grew";

  private final ToyWorld world = ToyWorld.of();
  private final ArtefactDesk desk =
      new ArtefactDesk(
          world.node().book(),
          world.node().contents(),
          world.node().state().artefacts(),
          world.node().state().datanets());

  private static Contribution fact(String id, String text) {
    return new Contribution(id, "cid", text, Map.of());
  }

  private static Parent parent(String key, int millionths) {
    return new Parent(key, millionths);
  }

  private ArtefactStatus register(String id, String owner, Kind kind, Parent... parents) {
    return desk.register(new Asked(id, owner, kind, List.of(parents)));
  }

  @BeforeEach
  void open() {
    var _ = world.node().publish("facts", List.of(fact("at", OLD), fact("copy", OLD)));
    var _ = world.node().publish("facts", List.of(fact("de", "Germany barley prices fell")));
    assertThat(register("base", "mia", Kind.MODEL, parent("datanet:facts@1", 300_000)))
        .isEqualTo(DONE);
  }

  @AfterEach
  void close() {
    world.close();
  }

  private void refused(ArtefactStatus status, String id, String owner, Parent... parents) {
    long before = world.node().book().feed().end();
    assertThat(register(id, owner, Kind.MODEL, parents)).as(id).isEqualTo(status);
    assertThat(world.node().book().feed().end()).as("nothing is written").isEqualTo(before);
  }

  @Test
  void register_whatCannotBe_hasItsStatusAndLeavesNoEntry() {
    Parent good = parent("datanet:facts@1", 300_000);
    refused(EXISTS, "base", "mia", good);
    refused(NOT_OWNER, "base", "eve", good);
    refused(ID_TAKEN, "base", "mia", parent("datanet:facts@1", 300_001));
    for (String id : List.of("", "a b", "a#b", "@a", "-a", "a<b", "é", "x".repeat(129))) {
      refused(BAD_NAME, id, "mia");
    }
    refused(BAD_NAME, "fresh", "@operator");
    Parent[] many =
        IntStream.range(0, 65).mapToObj(i -> parent("model:m" + i, 1)).toArray(Parent[]::new);
    refused(TOO_MANY_PARENTS, "fresh", "mia", many);
    refused(BAD_SHARES, "fresh", "mia", parent("model:base", 0));
    refused(BAD_SHARES, "fresh", "mia", parent("model:base", -1));
    refused(BAD_SHARES, "fresh", "mia", parent("model:base", 1), parent("model:base", 1));
    refused(BAD_SHARES, "fresh", "mia", parent("model:base", 1_000_000), good);
    refused(
        BAD_SHARES,
        "fresh",
        "mia",
        parent("model:base", Integer.MAX_VALUE),
        parent("datanet:facts@1", Integer.MAX_VALUE));
    for (String key :
        List.of(
            "model:nothere",
            "model:fresh",
            "base",
            "facts#at",
            "datanet:facts",
            "datanet:facts@0",
            "datanet:facts@3",
            "datanet:facts@01",
            "datanet:facts@99999999999",
            "datanet:other@1")) {
      refused(UNKNOWN_PARENT, "fresh", "mia", parent(key, 1));
    }
  }

  @Test
  void register_wholeShares_isTaken() {
    assertThat(
            register(
                "Qwen/Qwen2.5:0.5b_lora-1",
                "ada",
                Kind.ADAPTER,
                parent("model:base", 999_999),
                parent("datanet:facts@2", 1)))
        .isEqualTo(DONE);
    assertThat(desk.all()).extracting(ArtefactRegistered::owner).containsExactly("mia", "ada");
  }

  @Test
  void register_datanet_weighsWhatEachBroughtAndFixesThat() throws Exception {
    Manifest manifest = manifest("base");
    assertThat(manifest.datanets())
        .containsExactly(
            new Manifest.Inside(
                "datanet:facts@1",
                List.of(
                    new Manifest.Part("facts#at", "cid", 12),
                    new Manifest.Part("facts#copy", "cid", 0))));
    withdraw("at");
    assertThat(register("base", "mia", Kind.MODEL, parent("datanet:facts@1", 300_000)))
        .isEqualTo(EXISTS);
    assertThat(manifest("base")).isEqualTo(manifest);
    assertThat(register("later", "mia", Kind.MODEL, parent("datanet:facts@1", 300_000)))
        .isEqualTo(DONE);
    assertThat(manifest("later").datanets().getFirst().parts())
        .as("what was withdrawn before is not in it")
        .extracting(Manifest.Part::key)
        .containsExactly("facts#copy");
  }

  private Manifest manifest(String id) throws Exception {
    ArtefactRegistered artefact = desk.find(id).orElseThrow();
    return RecordJson.read(
        world.node().contents().get(artefact.manifest()).orElseThrow(), Manifest.class);
  }

  private void withdraw(String id) {
    Curation curation = new Curation(world.node().state().datanets(), (_, _) -> 0);
    assertThat(
            world
                .node()
                .book()
                .<CurationStatus>await(
                    curation.withdraw("facts", id, Curation.OPERATOR, "asked for", false)))
        .isEqualTo(CurationStatus.DONE);
  }

  private List<String> madeFrom(String key) {
    return desk.madeFrom(key).stream().map(ArtefactRegistered::id).toList();
  }

  @Test
  void madeFrom_contributionVersionOrArtefact_findsAllThatAWithdrawalTouches() {
    assertThat(register("lora", "ada", Kind.ADAPTER, parent("model:base", 1))).isEqualTo(DONE);
    assertThat(register("other", "ada", Kind.MODEL, parent("datanet:facts@2", 1))).isEqualTo(DONE);
    assertThat(register("bare", "ada", Kind.MODEL)).isEqualTo(DONE);
    assertThat(
            register(
                "merged", "ada", Kind.ADAPTER, parent("model:lora", 1), parent("model:bare", 2)))
        .isEqualTo(DONE);
    withdraw("at");
    assertThat(madeFrom("facts#at")).containsExactly("base", "lora", "other", "merged");
    assertThat(madeFrom("facts#copy")).containsExactly("base", "lora", "other", "merged");
    assertThat(madeFrom("facts#de")).containsExactly("other");
    assertThat(madeFrom("datanet:facts@1")).containsExactly("base", "lora", "merged");
    assertThat(madeFrom("model:lora")).containsExactly("merged");
    assertThat(madeFrom("model:merged")).isEmpty();
    assertThat(madeFrom("facts#nothere")).isEmpty();
    assertThat(madeFrom("facts")).isEmpty();
  }

  @Test
  void load_whatWasSaved_answersTheSame() throws Exception {
    assertThat(register("lora", "ada", Kind.ADAPTER, parent("model:base", 1))).isEqualTo(DONE);
    Artefacts saved = world.node().state().artefacts();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    saved.save(new DataOutputStream(bytes));
    Artefacts loaded = new Artefacts();
    loaded.load(
        saved.stateVersion(), new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    assertThat(loaded.all()).isEqualTo(saved.all()).hasSize(2);
    assertThat(loaded.find("lora")).isEqualTo(saved.find("lora"));
  }
}
