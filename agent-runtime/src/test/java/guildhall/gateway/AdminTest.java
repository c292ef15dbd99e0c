package guildhall.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import guildhall.gateway.fixture.Door;
import guildhall.gateway.fixture.Door.Reply;
import guildhall.ledger.AccountView;
import guildhall.ledger.Id;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What an administrator asks: each write once however often it is asked, and nothing at all
/// without the key.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdminTest {

  private static final String KEY = "Bearer " + Door.ADMIN_KEY;

  private final Door door = Door.open();

  @AfterAll
  void close() {
    door.close();
  }

  private Reply get(String path) throws Exception {
    return door.get(path, "Authorization", KEY);
  }

  private Reply post(String path, String body) throws Exception {
    return door.post(path, body, "Authorization", KEY);
  }

  private List<AccountView> accounts() {
    var node = door.world().node();
    return node.book().await(_ -> node.state().ledger().accounts());
  }

  private String id(String what) {
    return Id.at(door.world().node().clock().instant().toEpochMilli() * 1000, what).toString();
  }

  @ParameterizedTest
  @CsvSource({
    "GET,  /v1/admin/accounts",
    "POST, /v1/admin/accounts",
    "POST, /v1/admin/accounts/local:issue",
    "POST, /v1/admin/accounts/local:freeze",
    "POST, /v1/admin/accounts/local:unfreeze",
    "GET,  /v1/admin/book",
    "POST, /v1/admin/book:verify",
    "GET,  /v1/admin/book/export?format=csv",
    "GET,  /v1/admin/trial-balance",
  })
  void ask_withoutTheKey_isUnauthorized(String method, String path) throws Exception {
    AccountView before = door.local();
    for (String key : List.of("", "Bearer wrong", "Basic " + Door.ADMIN_KEY)) {
      Reply reply =
          key.isEmpty()
              ? door.ask(method, path, "")
              : door.ask(method, path, "", "Authorization", key);
      assertThat(reply.status()).as(path).isEqualTo(401);
      assertThat(reply.code()).isEqualTo("unauthorized");
      assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer");
      assertThat(reply.text()).doesNotContain(Door.ADMIN_KEY);
    }
    assertThat(door.local()).isEqualTo(before);
  }

  @Test
  void open_twice_isOneAccount() throws Exception {
    String body = "{\"account\": \"ada/b c\", \"owner\": \"lady\"}";
    Reply first = post("/v1/admin/accounts", body);
    assertThat(first.status()).as(first.text()).isEqualTo(201);
    assertThat(first.json().path("status").asText()).isEqualTo("created");
    assertThat(first.json().path("owner").asText()).isEqualTo("lady");
    Reply again = post("/v1/admin/accounts", body);
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json().path("status").asText()).isEqualTo("exists");
    Reply other = post("/v1/admin/accounts", "{\"account\": \"ada/b c\"}");
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.code()).isEqualTo("idempotency_conflict");
    assertThat(door.get("/v1/accounts/ada%2Fb%20c").json().path("id").asText())
        .isEqualTo("ada/b c");
  }

  @Test
  void issue_sameIdTwice_isOneIssue() throws Exception {
    var _ = post("/v1/admin/accounts", "{\"account\": \"eve\"}");
    String body = "{\"id\": \"%s\", \"amount\": \"12.5\", \"reason\": \"gift\"}";
    String id = id("gift");
    Reply first = post("/v1/admin/accounts/eve:issue", body.formatted(id));
    assertThat(first.status()).as(first.text()).isEqualTo(200);
    assertThat(first.json().path("status").asText()).isEqualTo("created");
    Reply again = post("/v1/admin/accounts/eve:issue", body.formatted(id));
    assertThat(again.json().path("status").asText()).isEqualTo("exists");
    assertThat(again.json().path("balance").asText()).isEqualTo("12.5");
    Reply other =
        post("/v1/admin/accounts/eve:issue", "{\"id\": \"%s\", \"amount\": \"13\"}".formatted(id));
    assertThat(other.code()).isEqualTo("idempotency_conflict");
    assertThat(door.world().account("eve").balanceMicros()).isEqualTo(12_500_000);
  }

  @Test
  void issue_otherUnit_comesFromItsTreasury() throws Exception {
    var _ =
        post(
            "/v1/admin/accounts",
            "{\"account\": \"@euros\", \"kind\": \"TREASURY\", \"unit\": \"eur\"}");
    var _ = post("/v1/admin/accounts", "{\"account\": \"hans\", \"unit\": \"eur\"}");
    Reply wrong =
        post(
            "/v1/admin/accounts/hans:issue",
            "{\"id\": \"%s\", \"amount\": \"1\"}".formatted(id("wrong")));
    assertThat(wrong.status()).isEqualTo(409);
    assertThat(wrong.code()).isEqualTo("ledger_refused");
    assertThat(wrong.text()).contains("unit_mismatch");
    Reply right =
        post(
            "/v1/admin/accounts/hans:issue",
            "{\"id\": \"%s\", \"amount\": \"1\", \"treasury\": \"@euros\"}".formatted(id("eur")));
    assertThat(right.json().path("balance").asText()).as(right.text()).isEqualTo("1");
    assertThat(right.json().path("unit").asText()).isEqualTo("eur");
    JsonNode trial = get("/v1/admin/trial-balance").json();
    assertThat(trial.path("zero").asBoolean()).isTrue();
    assertThat(trial.path("units").findValuesAsText("unit")).containsExactly("credit", "eur");
    assertThat(trial.path("units").findValuesAsText("sum")).containsOnly("0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          /v1/admin/accounts             |                                                  | 400 | malformed_json    |
          /v1/admin/accounts             | []                                               | 400 | wrong_type        |
          /v1/admin/accounts             | {}                                               | 400 | missing_field     | /account
          /v1/admin/accounts             | {"account": ""}                                  | 400 | value_not_allowed | /account
          /v1/admin/accounts             | {"account": 7}                                   | 400 | wrong_type        | /account
          /v1/admin/accounts             | {"account": "x", "limit": 7}                     | 400 | unknown_field     | /limit
          /v1/admin/accounts             | {"account": "x", "kind": "KING"}                 | 400 | value_not_allowed | /kind
          /v1/admin/accounts             | {"account": "@x"}                                | 400 | value_not_allowed | /account
          /v1/admin/accounts             | {"account": "x", "kind": "POOL"}                 | 400 | value_not_allowed | /account
          /v1/admin/accounts             | {"account": ".."}                                | 400 | value_not_allowed | /account
          /v1/admin/accounts             | {"account": "a\\u0007b"}                         | 409 | ledger_refused    |
          /v1/admin/accounts?x=1         | {"account": "x"}                                 | 400 | invalid_parameter |
          /v1/admin/accounts/local:issue | {"amount": "1"}                                  | 400 | missing_field     | /id
          /v1/admin/accounts/local:issue | {"id": "7", "amount": "1"}                       | 400 | value_not_allowed | /id
          /v1/admin/accounts/local:issue | {"id": "ID", "amount": 1}                        | 400 | wrong_type        | /amount
          /v1/admin/accounts/local:issue | {"id": "ID", "amount": "0"}                      | 400 | value_not_allowed | /amount
          /v1/admin/accounts/local:issue | {"id": "ID", "amount": "-1"}                     | 400 | value_not_allowed | /amount
          /v1/admin/accounts/local:issue | {"id": "ID", "amount": "1.0000001"}              | 400 | value_not_allowed | /amount
          /v1/admin/accounts/local:issue | {"id": "ID", "amount": "99999999999999"}         | 400 | value_not_allowed | /amount
          /v1/admin/accounts/local:issue | {"id": "ID", "amount": "9223372036854.775807"}          | 409 | ledger_refused    |
          /v1/admin/accounts/local:issue | {"id": "ID", "amount": "1", "treasury": "local"} | 409 | ledger_refused    |
          /v1/admin/accounts/local:issue | {"id": "00000000000000000000000000000000", "amount": "1"} | 409 | ledger_refused |
          /v1/admin/accounts/local:issue | {"id": "0123456789abcdef0123456789abcdef", "amount": "1"} | 409 | ledger_refused |
          /v1/admin/accounts/nobody:issue | {"id": "ID", "amount": "1"}                     | 404 | account_not_found |
          /v1/admin/accounts/local:issue | {"id": "ID", "amount": "1", "treasury": "nope"}  | 404 | account_not_found |
          /v1/admin/accounts/nobody:freeze |                                                | 404 | account_not_found |
          /v1/admin/accounts/@treasury:freeze |                                             | 400 | invalid_parameter |
          /v1/admin/accounts/local:freeze?why=1 |                                           | 400 | invalid_parameter |
          /v1/admin/book:verify?x=1      |                                                  | 400 | invalid_parameter |
          """)
  void post_badInput_saysWhatAndMovesNoMoney(
      String path, String body, int status, String code, String place) throws Exception {
    AccountView before = door.local();
    int accounts = accounts().size();
    String asked = body == null ? "" : body.replace("ID", id(body));
    Reply reply = post(path, asked);
    assertThat(reply.code()).as(reply.text()).isEqualTo(code);
    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.json().at("/error/path").asText("")).isEqualTo(place == null ? "" : place);
    assertThat(reply.json().at("/error/message").asText())
        .isNotBlank()
        .doesNotContain("Exception", "java.");
    assertThat(door.local()).isEqualTo(before);
    assertThat(accounts()).hasSize(accounts);
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/admin/accounts?limit=0, 400, invalid_parameter",
    "/v1/admin/accounts?limit=1001, 400, invalid_parameter",
    "/v1/admin/accounts?limit=x, 400, invalid_parameter",
    "/v1/admin/accounts?page=2, 400, invalid_parameter",
    "/v1/admin/accounts?after=nobody, 404, account_not_found",
    "/v1/admin/book?x=1, 400, invalid_parameter",
    "/v1/admin/trial-balance?x=1, 400, invalid_parameter",
    "/v1/admin/book/export, 400, invalid_parameter",
    "/v1/admin/book/export?format=xml, 400, invalid_parameter",
    "/v1/admin/book/export?format=csv&from=-1, 400, invalid_parameter",
    "/v1/admin/book/export?format=csv&from=9&to=3, 400, invalid_parameter",
    "/v1/admin/book/export?format=csv&from=1&from=2, 400, invalid_parameter",
    "/v1/accounts/local/statement?since=yesterday, 400, invalid_parameter",
    "/v1/accounts/local/statement?until=2026-11-20, 400, invalid_parameter",
  })
  void get_badParameter_isOurError(String path, int status, String code) throws Exception {
    Reply reply = get(path);
    assertThat(reply.code()).as(reply.text()).isEqualTo(code);
    assertThat(reply.status()).isEqualTo(status);
  }

  @Test
  void list_byPages_isEveryAccountOnce() throws Exception {
    List<String> paged = new ArrayList<>();
    String next = "/v1/admin/accounts?limit=2";
    while (!next.isEmpty()) {
      JsonNode page = get(next).json();
      page.path("accounts").forEach(account -> paged.add(account.path("id").asText()));
      next = page.path("next").asText("");
    }
    assertThat(paged)
        .doesNotHaveDuplicates()
        .containsExactlyElementsOf(accounts().stream().map(AccountView::account).toList());
  }

  @Test
  void statement_byReasonAndTime_isFiltered() throws Exception {
    var _ = door.world().end(door.submit("toy.echo", "filtered"));
    JsonNode all = door.get("/v1/accounts/local/statement?limit=100").json().path("lines");
    JsonNode fund = door.get("/v1/accounts/local/statement?reason=fund").json().path("lines");
    assertThat(fund).hasSize(1);
    String time = all.path(0).path("time").asText();
    assertThat(door.get("/v1/accounts/local/statement?until=" + time).json().path("lines"))
        .hasSizeLessThan(all.size())
        .doesNotContain(all.path(0));
    assertThat(door.get("/v1/accounts/local/statement?since=" + time).json().path("lines"))
        .contains(all.path(0))
        .doesNotContainAnyElementsOf(fund);
  }

  @Test
  void export_everyFormat_isTheWholeBookUpToNow() throws Exception {
    long entries = get("/v1/admin/book").json().path("entries").asLong();
    assertThat(entries).isPositive();
    Reply lines = get("/v1/admin/book/export?format=jsonl&to=" + entries);
    assertThat(lines.header("Content-Type")).isEqualTo("application/jsonl");
    assertThat(lines.text().lines()).hasSize((int) entries);
    assertThat(get("/v1/admin/book/export?format=jsonl&from=3&to=5").text().lines()).hasSize(2);
    assertThat(get("/v1/admin/book/export?format=csv").text()).startsWith("position,time,kind,");
    assertThat(get("/v1/admin/book/export?format=hledger").text())
        .contains("account @treasury  ; ", "@treasury  -1000.000000 credit");
  }

  @Test
  void verify_whatIsDurable_isWhole() throws Exception {
    Reply reply = post("/v1/admin/book:verify", "");
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    assertThat(reply.json().path("ok").asBoolean()).as(reply.text()).isTrue();
    assertThat(reply.json().path("entries").asLong()).isPositive();
    assertThat(reply.json().path("movements").asLong()).isPositive();
  }
}
