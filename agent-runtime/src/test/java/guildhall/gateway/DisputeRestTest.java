package guildhall.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import guildhall.gateway.fixture.Door;
import guildhall.gateway.fixture.Door.Reply;
import guildhall.governance.Policy;
import guildhall.governance.Policy.ScoreWeights;
import guildhall.ledger.Id;
import guildhall.runtime.Guildhall;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Bonds and disputed royalties over real sockets: what moves, and what must not.
class DisputeRestTest {

  private static final String KEY = "Bearer " + Door.ADMIN_KEY;
  private static final long HOUR_MICROS = 3_600_000_000L;

  private final Door door = Door.open();

  @BeforeEach
  void setDuty() throws Exception {
    String duty = "{\"kind\": \"review\", \"minimum\": \"10\", \"cooldown\": \"P7D\"}";
    assertThat(ok(post("/v1/admin/duties", duty)).path("status").asText()).isEqualTo("done");
    assertThat(ok(post("/v1/admin/duties", duty)).path("status").asText()).isEqualTo("exists");
  }

  @AfterEach
  void close() {
    door.close();
  }

  private Reply get(String path) throws Exception {
    return door.get(path, "Authorization", KEY);
  }

  private Reply post(String path, String body) throws Exception {
    return door.post(path, body, "Authorization", KEY);
  }

  private static JsonNode ok(Reply reply) {
    assertThat(reply.status()).as(reply.text()).isBetween(200, 201);
    return reply.json();
  }

  private String id(String what) {
    return Id.at(door.world().node().clock().instant().toEpochMilli() * 1000, what).toString();
  }

  private String bond(String id, String amount) {
    return "{\"id\": \"%s\", \"duty\": \"review:wine.facts\", \"amount\": \"%s\"}"
        .formatted(id, amount);
  }

  @Test
  void bond_fromPostToSlash_movesWhatIsSaidOnce() throws Exception {
    long before = door.local().availableMicros();
    String id = id("bond");
    assertThat(ok(door.post("/v1/bonds", bond(id, "25"))).path("status").asText())
        .isEqualTo("done");
    assertThat(ok(door.post("/v1/bonds", bond(id, "25"))).path("status").asText())
        .isEqualTo("exists");
    assertThat(door.local().availableMicros()).isEqualTo(before - 25_000_000);
    JsonNode shown = ok(door.get("/v1/bonds?duty=review:wine.facts")).path("bonds");
    assertThat(shown).hasSize(1);
    assertThat(shown.at("/0/left").asText()).isEqualTo("25");

    String accused =
        "{\"principal\": \"local\", \"duty\": \"review:wine.facts\", \"offence\": \"red\"";
    String rule = ", \"rule\": \"review.upheld\", \"evidence\": \"A copy.\"";
    JsonNode pending = ok(post("/v1/admin/bonds:accuse", accused + rule + "}"));
    assertThat(pending.at("/pending/0/offence").asText()).isEqualTo("red");
    assertThat(ok(post("/v1/admin/bonds:dismiss", accused + "}")).path("pending")).isEmpty();
    String slash =
        accused
            + rule
            + ", \"permille\": 400, \"to\": [{\"account\": \"@platform\", \"permille\": 1000}]}";
    JsonNode slashed = ok(post("/v1/admin/bonds:slash", slash));
    assertThat(slashed.path("left").asText()).isEqualTo("15");
    assertThat(post("/v1/admin/bonds:slash", slash).code()).isEqualTo("bond_refused");
    assertThat(door.world().account("@platform").balanceMicros()).isEqualTo(10_000_000);

    String duty = "{\"duty\": \"review:wine.facts\"}";
    assertThat(ok(door.post("/v1/bonds:withdraw", duty)).path("state").asText())
        .isEqualTo("leaving");
    Reply early = door.post("/v1/bonds:release", duty);
    assertThat(early.json().at("/error/message").asText()).startsWith("cooling_down: ");
    assertThat(door.local().availableMicros()).isEqualTo(before - 25_000_000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /v1/bonds | {"duty": "review:x", "amount": "25"}                                 | 400 | missing_field
          /v1/bonds | {"id": "7", "duty": "review:x", "amount": "25"}                      | 400 | value_not_allowed
          /v1/bonds | {"id": "ID", "duty": "review:x", "amount": "1"}                      | 409 | bond_refused
          /v1/bonds | {"id": "ID", "duty": "review:x", "amount": "0"}                      | 400 | value_not_allowed
          /v1/bonds | {"id": "ID", "duty": "review:x", "amount": "1.0000001"}              | 400 | value_not_allowed
          /v1/bonds | {"id": "ID", "duty": "cook:x", "amount": "25"}                       | 400 | value_not_allowed
          /v1/bonds | {"id": "ID", "duty": "review:x", "amount": "9999"}                   | 402 | insufficient_funds
          /v1/bonds | {"id": "ID", "duty": "review:x", "amount": "25", "until": "soon"}    | 400 | value_not_allowed
          /v1/bonds | {"id": "ID", "duty": "review:x", "amount": "25", "until": "2020-01-01T00:00:00Z"} | 400 | value_not_allowed
          /v1/bonds?as=nobody | {"id": "ID", "duty": "review:x", "amount": "25"}           | 404 | account_not_found
          /v1/bonds:increase | {"id": "ID", "duty": "review:x", "amount": "25"}            | 404 | bond_not_found
          /v1/bonds:withdraw | {"duty": "review:x"}                                        | 404 | bond_not_found
          /v1/bonds:release | {"duty": "review:x"}                                         | 404 | bond_not_found
          /v1/bonds:release | {}                                                           | 400 | missing_field
          /v1/admin/duties | {"kind": "A B", "minimum": "1", "cooldown": "P1D"}            | 400 | value_not_allowed
          /v1/admin/duties | {"kind": "a", "minimum": "-1", "cooldown": "P1D"}             | 400 | value_not_allowed
          /v1/admin/duties | {"kind": "a", "minimum": "1", "cooldown": "a day"}            | 400 | value_not_allowed
          /v1/admin/duties | {"kind": "a", "minimum": "1", "cooldown": "P9999D"}           | 400 | value_not_allowed
          /v1/admin/bonds:dismiss | {"principal": "local", "duty": "review:x", "offence": "o"} | 404 | bond_not_found
          /v1/admin/bonds:accuse | {"principal": "local", "duty": "review:x", "offence": "o", "rule": "r", "evidence": "e"} | 404 | bond_not_found
          /v1/admin/bonds:accuse | {"principal": "local", "duty": "review:x", "offence": "o", "rule": "R!", "evidence": "e"} | 400 | value_not_allowed
          /v1/admin/bonds:slash | {"principal": "local", "duty": "review:x", "offence": "o", "rule": "r", "evidence": "e", "permille": 1, "to": []} | 400 | value_not_allowed
          /v1/admin/bonds:slash | {"principal": "local", "duty": "review:x", "offence": "o", "rule": "r", "evidence": "e", "permille": 0, "to": [{"account": "@platform", "permille": 1000}]} | 400 | value_not_allowed
          /v1/admin/royalties/none:reverse | {"reason": "r", "evidence": "e"}              | 404 | call_not_found
          /v1/admin/royalties/none:reverse | {"reason": " ", "evidence": "e"}              | 400 | value_not_allowed
          /v1/admin/royalties/none:reverse | {"reason": "r"}                               | 400 | missing_field
          /v1/admin/royalties/none:reverse | {"reason": "r", "evidence": "e", "line": -1}  | 400 | value_not_allowed
          /v1/admin/accounts/cid:successor | {"successor": "nobody"}                       | 409 | royalties_refused
          /v1/admin/accounts/cid:successor | {}                                            | 400 | missing_field
          /v1/admin/accounts/cid:claim     |                                               | 409 | royalties_refused
          """)
  void post_badInput_isSaidAndMovesNothing(String path, String body, int status, String code)
      throws Exception {
    long before = door.local().availableMicros();
    Reply reply = post(path, body == null ? "" : body.replace("ID", id(body)));
    assertThat(reply.code()).as(reply.text()).isEqualTo(code);
    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.json().at("/error/message").asText())
        .isNotBlank()
        .doesNotContain("Exception", "java.");
    assertThat(door.local().availableMicros()).isEqualTo(before);
    assertThat(ok(get("/v1/admin/bonds")).path("bonds")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /v1/admin/duties",
    "GET,  /v1/admin/bonds",
    "POST, /v1/admin/bonds:accuse",
    "POST, /v1/admin/bonds:dismiss",
    "POST, /v1/admin/bonds:slash",
    "GET,  /v1/admin/royalties/none",
    "POST, /v1/admin/royalties/none:reverse",
    "POST, /v1/admin/accounts/cid:successor",
    "POST, /v1/admin/accounts/cid:claim",
    "GET,  /v1/bonds?as=cid",
    "POST, /v1/bonds?as=cid",
  })
  void ask_withoutTheKey_isUnauthorized(String method, String path) throws Exception {
    for (String key : List.of("Bearer wrong", "Basic " + Door.ADMIN_KEY)) {
      Reply reply = door.ask(method, path, "", "Authorization", key);
      assertThat(reply.status()).as(path).isEqualTo(401);
      assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer");
    }
  }

  @Test
  void royalties_reversedWhileTheyVest_areAnothersOnce() throws Exception {
    Guildhall node = door.world().node();
    Policy window = new Policy(0, 500, 2000, HOUR_MICROS, new ScoreWeights(350, 150, 300, 150, 50));
    assertThat(node.book().await(node.state().policies().adopt(window)).version()).isEqualTo(2);
    String task = door.submit("toy.lookup", "Bees dance to tell the way");
    var _ = door.world().end(task);
    var _ = door.world().await(task, event -> event.type().equals("royalties.distributed"));
    JsonNode receipt = ok(door.get("/v1/tasks/" + task + "/receipt"));
    String call = URLEncoder.encode(receipt.at("/parts/0/id").asText(), StandardCharsets.UTF_8);
    JsonNode lines = ok(get("/v1/admin/royalties/" + call)).path("lines");
    assertThat(lines).isNotEmpty();
    assertThat(lines.findValuesAsText("state")).containsOnly("vesting");
    long vesting = door.world().balance("@vesting");

    String reversal =
        "{\"line\": 0, \"to\": \"local\", \"reason\": \"Mine.\", \"evidence\": \"e\"}";
    JsonNode reversed = ok(post("/v1/admin/royalties/" + call + ":reverse", reversal));
    assertThat(reversed.at("/lines/0/state").asText()).isEqualTo("reversed");
    Reply again = post("/v1/admin/royalties/" + call + ":reverse", reversal);
    assertThat(again.json().at("/error/message").asText()).startsWith("already_reversed: ");
    Reply none =
        post(
            "/v1/admin/royalties/" + call + ":reverse",
            "{\"line\": 99, \"reason\": \"r\", \"evidence\": \"e\"}");
    assertThat(none.code()).as(none.text()).isEqualTo("value_not_allowed");
    assertThat(door.world().balance("@vesting")).isEqualTo(vesting);
    assertThat(door.world().balance("@royalties")).isZero();
    assertThat(
            ok(post("/v1/admin/accounts/cid:successor", "{\"successor\": \"local\"}"))
                .path("status")
                .asText())
        .isEqualTo("done");
  }
}
