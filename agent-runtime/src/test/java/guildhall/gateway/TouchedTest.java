package guildhall.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import guildhall.gateway.fixture.Door;
import guildhall.gateway.fixture.Door.Reply;
import guildhall.sdk.Amount;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a contribution has touched, before it is withdrawn and by its withdrawal.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TouchedTest {

  private static final String KEY = "Bearer " + Door.ADMIN_KEY;
  private static final String BEES = "/v1/datanets/toy-facts/contributions/bees";
  private static final int ANSWERS = 3;

  private final Door door = Door.open();

  @BeforeAll
  void use() throws Exception {
    for (int i = 0; i < ANSWERS; i++) {
      lookUp(door);
    }
    register(door, "base", "model", "datanet:toy-facts@1");
    register(door, "other", "model", "model:base");
    register(door, "bare", "model", "");
    register(door, "lora", "adapter", "model:other");
  }

  @AfterAll
  void close() {
    door.close();
  }

  private static void lookUp(Door door) throws Exception {
    String task = door.submit("toy.lookup", "bees");
    var _ = door.world().await(task, event -> event.type().equals("royalties.distributed"));
    var _ = door.world().end(task);
  }

  private static void register(Door door, String id, String kind, String parent) throws Exception {
    String parents =
        parent.isEmpty() ? "" : "{\"from\": \"%s\", \"millionths\": 1000}".formatted(parent);
    String body =
        "{\"id\": \"%s\", \"kind\": \"%s\", \"parents\": [%s]}".formatted(id, kind, parents);
    Reply reply = door.post("/v1/artefacts", body);
    assertThat(reply.status()).as(reply.text()).isEqualTo(201);
  }

  private JsonNode touched(String query) throws Exception {
    Reply reply = door.get(BEES + "/touched" + query, "Authorization", KEY);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json();
  }

  @Test
  void touched_beforeAnyWithdrawal_namesArtefactsAndReceipts() throws Exception {
    JsonNode all = touched("");
    assertThat(all.at("/artefacts/total").asInt()).isEqualTo(3);
    assertThat(all.at("/artefacts/artefacts"))
        .extracting(
            each -> each.path("id").asText(),
            each -> each.path("kind").asText(),
            each -> each.path("direct").asBoolean())
        .containsExactly(
            tuple("base", "model", true),
            tuple("other", "model", false),
            tuple("lora", "adapter", false));
    assertThat(all.at("/receipts/total").asInt()).isEqualTo(ANSWERS);
    assertThat(all.at("/receipts/complete").asBoolean()).isTrue();
    long sum = 0;
    for (JsonNode each : all.at("/receipts/receipts")) {
      assertThat(each.path("capability").asText()).isEqualTo("toy.lookup");
      assertThat(each.path("read").asBoolean()).isTrue();
      assertThat(each.path("reversed").asBoolean()).isFalse();
      assertThat(each.path("weight").asInt()).isBetween(1, 1000);
      sum += Amount.credits(each.path("amount").asText()).micros();
    }
    assertThat(sum).isEqualTo(door.world().balance("beekeeper")).isPositive();
    assertThat(all.findValuesAsText("receipt"))
        .containsExactlyElementsOf(
            door.get("/v1/contributors/beekeeper/uses").json().findValuesAsText("receipt"));
    assertThat(all.at("/receipts/next").isMissingNode()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"artefacts, after=", "receipts, before="})
  void touched_byPages_isTheSame(String list, String cursor) throws Exception {
    List<JsonNode> paged = new ArrayList<>();
    String next = BEES + "/touched?only=" + list + "&limit=1&as=@operator";
    while (!next.isEmpty()) {
      JsonNode page = door.get(next, "Authorization", KEY).json();
      assertThat(page.path(list).path(list)).hasSize(1);
      assertThat(page.path(list).path("total").asInt()).isEqualTo(3);
      assertThat(page.has(list.equals("receipts") ? "artefacts" : "receipts")).isFalse();
      page.path(list).path(list).forEach(paged::add);
      next = page.path(list).path("next").asText("");
      assertThat(next).matches("|.*&" + cursor + "[^&]+&as=@operator");
    }
    assertThat(paged).containsExactlyElementsOf(touched("").path(list).path(list));
  }

  @Test
  void touched_askedByOthers_hasWhatIsPublicOnly() throws Exception {
    Reply others = door.get(BEES + "/touched");
    assertThat(others.status()).isEqualTo(200);
    assertThat(others.json().path("artefacts")).isEqualTo(touched("").path("artefacts"));
    assertThat(others.json().has("receipts")).isFalse();
    Reply receipts = door.get(BEES + "/touched?only=receipts");
    assertThat(receipts.status()).isEqualTo(403);
    assertThat(receipts.code()).isEqualTo("forbidden");
    assertThat(receipts.text()).doesNotContain("position");
  }

  @Test
  void touched_ofOnesOwn_needsNoKey() throws Exception {
    String charter = "{\"purpose\": \"p\", \"licences\": [\"MIT\"], \"access\": {\"readers\": []}}";
    assertThat(door.ask("PUT", "/v1/datanets/mine", charter).status()).isEqualTo(201);
    String give = "/v1/datanets/mine/contributions?licence=MIT&consent=true&name=one";
    byte[] text = "One text of my own.".getBytes(StandardCharsets.UTF_8);
    assertThat(door.send(give, "text/plain", text).status()).isEqualTo(200);
    JsonNode mine = door.get("/v1/datanets/mine/contributions/one/touched").json();
    assertThat(mine.at("/artefacts/total").asInt(-1)).isZero();
    assertThat(mine.at("/receipts/total").asInt(-1)).isZero();
    assertThat(mine.at("/receipts/complete").asBoolean()).isTrue();
  }

  @Test
  void withdraw_whatWasUsed_saysWhatThatTouchesAndMovesNothing() throws Exception {
    try (Door own = Door.open()) {
      lookUp(own);
      register(own, "base", "model", "datanet:toy-facts@1");
      long earned = own.world().balance("beekeeper");
      JsonNode before = own.get(BEES + "/touched", "Authorization", KEY).json();
      Reply gone =
          own.post(
              BEES + ":withdraw?as=@operator",
              "{\"reason\": \"Asked for.\", \"erase\": true}",
              "Authorization",
              KEY);
      assertThat(gone.status()).as(gone.text()).isEqualTo(200);
      JsonNode touched = gone.json().path("touched");
      assertThat(touched.at("/artefacts/artefacts/0/id").asText()).isEqualTo("base");
      assertThat(touched.at("/receipts/total").asInt()).isEqualTo(1);
      assertThat(touched.path("artefacts")).isEqualTo(before.path("artefacts"));
      assertThat(touched.path("receipts")).isEqualTo(before.path("receipts"));
      lookUpNothing(own);
      JsonNode after = own.get(BEES + "/touched", "Authorization", KEY).json();
      assertThat(after).as("the tombstone stays, and what it touched").isEqualTo(before);
      assertThat(own.world().balance("beekeeper")).isEqualTo(earned).isPositive();
    }
  }

  /// What is withdrawn is not found any more, so nothing is read and no royalties are due.
  private static void lookUpNothing(Door door) throws Exception {
    var _ = door.world().end(door.submit("toy.lookup", "bees"));
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/datanets/none/contributions/bees/touched, datanet_not_found",
    "/v1/datanets/toy-facts/contributions/wasps/touched, contribution_not_found",
    "/v1/datanets/toy-facts/contributions/bees/touched?limit=0, invalid_parameter",
    "/v1/datanets/toy-facts/contributions/bees/touched?limit=501, invalid_parameter",
    "/v1/datanets/toy-facts/contributions/bees/touched?before=x, invalid_parameter",
    "/v1/datanets/toy-facts/contributions/bees/touched?only=money, invalid_parameter",
    "/v1/datanets/toy-facts/contributions/bees/touched?only=a&only=b, invalid_parameter",
    "/v1/datanets/toy-facts/contributions/bees/touched?x=1, invalid_parameter",
    "/v1/datanets/toy-facts/contributions/bees/touched?after=bare, artefact_not_found",
    "/v1/datanets/toy-facts/contributions/bees/touched?as=nobody, account_not_found"
  })
  void ask_badInput_isSaid(String path, String code) throws Exception {
    assertThat(door.get(path, "Authorization", KEY).code()).isEqualTo(code);
  }

  @Test
  void ask_forOthersWithoutTheKey_isUnauthorized() throws Exception {
    assertThat(door.get(BEES + "/touched?as=beekeeper").code()).isEqualTo("unauthorized");
    assertThat(door.post(BEES + "/touched", "{}").code()).isEqualTo("method_not_allowed");
  }
}
