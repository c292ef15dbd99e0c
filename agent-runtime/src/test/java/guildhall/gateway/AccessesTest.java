package guildhall.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import guildhall.datanet.Charter;
import guildhall.datanet.Curation;
import guildhall.datanet.DatanetFact.Accessed;
import guildhall.datanet.admission.ItemType;
import guildhall.gateway.fixture.Door;
import guildhall.gateway.fixture.Door.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Who has read private datanets, as their owners and the operator see it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessesTest {

  private static final String KEY = "Bearer " + Door.ADMIN_KEY;

  private final Door door = Door.open();

  @BeforeAll
  void fill() {
    charter("ours", Gateway.PRINCIPAL);
    charter("theirs", "dora");
    for (int each = 0; each < 5; each++) {
      read("ours", each);
      read("theirs", each);
    }
  }

  @AfterAll
  void close() {
    door.close();
  }

  private void charter(String datanet, String owner) {
    Curation curation = new Curation(door.world().node().state().datanets(), (_, _) -> 0);
    Charter charter =
        new Charter(
            "Who lives where.",
            Charter.Rules.of(ItemType.TEXT, "CC0-1.0"),
            0,
            true,
            Charter.Review.NONE,
            Optional.of(new Charter.Access(List.of("ann"), 5)));
    var _ = door.world().node().book().await(curation.charter(datanet, owner, charter));
  }

  private void read(String datanet, int number) {
    Accessed accessed =
        new Accessed(
            datanet,
            1,
            "t/a#" + number,
            "ann",
            "annas",
            "eve",
            List.of("c1", "c2"),
            1,
            500_000,
            1_500_000);
    boolean _ =
        door.world()
            .node()
            .book()
            .await(draft -> {
              draft.append(accessed);
              return true;
            });
  }

  @Test
  void get_ownDatanet_saysWhoReadWhatForHowMuch() throws Exception {
    Reply reply = door.get("/v1/datanets/ours/accesses?limit=1");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().path("datanet").asText()).isEqualTo("ours");
    JsonNode newest = reply.json().at("/accesses/0");
    assertThat(newest.path("call").asText()).isEqualTo("t/a#4");
    assertThat(newest.path("version").asInt()).isEqualTo(1);
    assertThat(newest.path("agent").asText()).isEqualTo("ann");
    assertThat(newest.path("owner").asText()).isEqualTo("annas");
    assertThat(newest.path("reader").asText()).isEqualTo("eve");
    assertThat(newest.path("passages").toString()).isEqualTo("[\"c1\",\"c2\"]");
    assertThat(newest.path("others").asInt()).isEqualTo(1);
    assertThat(newest.path("price").asText()).isEqualTo("0.5");
    assertThat(newest.path("paid").asText()).isEqualTo("1.5");
    assertThat(newest.path("time").asText()).isNotEmpty();
  }

  @Test
  void get_pageByPage_givesAllOnceNewestFirst() throws Exception {
    List<String> calls = new ArrayList<>();
    String next = "/v1/datanets/ours/accesses?limit=2";
    while (!next.isEmpty()) {
      Reply reply = door.get(next);
      reply.json().path("accesses").forEach(each -> calls.add(each.path("call").asText()));
      next = reply.json().path("next").asText("");
    }
    assertThat(calls).containsExactly("t/a#4", "t/a#3", "t/a#2", "t/a#1", "t/a#0");
  }

  @Test
  void get_datanetOfAnother_needsTheKey() throws Exception {
    Reply without = door.get("/v1/datanets/theirs/accesses");
    assertThat(without.status()).isEqualTo(401);
    assertThat(without.text()).doesNotContain("ann", "t/a#");
    Reply with = door.get("/v1/datanets/theirs/accesses", "Authorization", KEY);
    assertThat(with.json().path("accesses")).hasSize(5);
  }

  @Test
  void get_datanetThatIsNotThere_isNotToldWithoutTheKey() throws Exception {
    assertThat(door.get("/v1/datanets/none/accesses").status()).isEqualTo(401);
    Reply reply = door.get("/v1/datanets/none/accesses", "Authorization", KEY);
    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.code()).isEqualTo("not_found");
  }

  @Test
  void get_badQuery_isRefused() throws Exception {
    for (String query : List.of("limit=0", "limit=101", "before=-1", "limit=1&limit=2", "x=1")) {
      assertThat(door.get("/v1/datanets/ours/accesses?" + query).code())
          .as(query)
          .isEqualTo("invalid_parameter");
    }
  }
}
