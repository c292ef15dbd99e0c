package guildhall.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guildhall.book.ContentId;
import guildhall.gateway.fixture.Door;
import guildhall.gateway.fixture.Door.Reply;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Datanets over real sockets: made, filled, judged, published, thinned out.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatanetRestTest {

  private static final String KEY = "Bearer " + Door.ADMIN_KEY;
  private static final String GIVEN = "?licence=CC0-1.0&consent=true&as=";

  private final Door door = Door.open();

  @BeforeAll
  void openAccounts() throws Exception {
    for (String name : List.of("cid", "rea", "ria")) {
      Reply reply = post("/v1/admin/accounts", "{\"account\": \"" + name + "\"}");
      assertThat(reply.status()).as(reply.text()).isEqualTo(201);
    }
  }

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

  private Reply offer(String path, String type, String body) throws Exception {
    return door.send(path, type, body.getBytes(StandardCharsets.UTF_8), "Authorization", KEY);
  }

  private static Reply ok(Reply reply) {
    assertThat(reply.status()).as(reply.text()).isBetween(200, 201);
    return reply;
  }

  /// A datanet of `local` that takes texts, judged by `rea` alone.
  private String reviewed(String name) throws Exception {
    String charter =
        """
        {"purpose": "What is drunk where.", "licences": ["CC0-1.0"],
         "review": {"reviewers": ["rea"]}}
        """;
    assertThat(ok(door.ask("PUT", "/v1/datanets/" + name, charter)).status()).isEqualTo(201);
    return "/v1/datanets/" + name;
  }

  @Test
  void life_fromCharterToErasure_isSeenAtEachStep() throws Exception {
    String net = reviewed("wine.facts");
    JsonNode taken =
        ok(offer(
                net + "/contributions" + GIVEN + "cid&name=Red.txt",
                "text/plain",
                "Red wine is drunk in the south."))
            .json();
    assertThat(taken.path("accepted").asInt()).isEqualTo(1);
    assertThat(taken.at("/items/0/id").asText()).isEqualTo("red");
    JsonNode waiting = ok(get(net + "/contributions?state=waiting")).json();
    assertThat(waiting.at("/contributions/0/id").asText()).isEqualTo("red");
    assertThat(waiting.at("/contributions/0/contributor").asText()).isEqualTo("cid");
    assertThat(ok(get(net + "/contributions/red?as=rea")).json().path("text").asText())
        .isEqualTo("Red wine is drunk in the south.");
    assertThat(post(net + ":publish", "").code()).isEqualTo("curation_refused");

    Reply approved = ok(post(net + "/contributions/red:review?as=rea", "{\"approved\": true}"));
    assertThat(approved.json().path("state").asText()).isEqualTo("accepted");
    assertThat(ok(post(net + ":publish", "")).json().path("version").asInt()).isEqualTo(1);
    JsonNode version = ok(get(net + "/versions/1")).json();
    assertThat(version.at("/contributions/0/id").asText()).isEqualTo("red");
    ContentId content = new ContentId(version.at("/contributions/0/content").asText());
    assertThat(ok(get(net + "/diff")).json().at("/added/0").asText()).isEqualTo("red");
    assertThat(ok(get("/v1/contributors/cid")).json().path("accepted").asInt()).isPositive();

    String why = "{\"reason\": \"I was wrong.\", \"erase\": true}";
    JsonNode gone = ok(post(net + "/contributions/red:withdraw?as=cid", why)).json();
    assertThat(gone.path("state").asText()).isEqualTo("withdrawn");
    assertThat(gone.path("gone").asBoolean()).isTrue();
    assertThat(door.world().node().contents().get(content)).isEmpty();
    assertThat(ok(get(net + "/versions/1")).json().path("size").asInt()).isZero();
    assertThat(ok(post(net + ":publish", "")).json().path("version").asInt()).isEqualTo(2);
    assertThat(ok(get(net + "/diff?from=1&to=2")).json().at("/withdrawn/0").asText())
        .isEqualTo("red");
  }

  @Test
  void refuse_withAReason_isListedAndCanBeErased() throws Exception {
    String net = reviewed("refused-wines");
    var _ = ok(offer(net + "/contributions" + GIVEN + "cid&name=a", "text/plain", "A bad wine."));
    String no = "{\"approved\": false, \"reason\": \"Says nothing.\"}";
    var _ = ok(post(net + "/contributions/a:review?as=rea", no));
    JsonNode rejected = ok(get(net + "/contributions?state=rejected")).json();
    assertThat(rejected.at("/contributions/0/reason").asText()).isEqualTo("Says nothing.");
    ContentId content = new ContentId(rejected.at("/contributions/0/content").asText());
    String why = "{\"reason\": \"Mine.\", \"erase\": true}";
    var _ = ok(post(net + "/contributions/a:withdraw?as=cid", why));
    assertThat(door.world().node().contents().get(content)).isEmpty();
    assertThat(get(net + "/contributions?state=rejected").json().path("contributions")).isEmpty();
  }

  @Test
  void charter_asItIsShown_canBePutBack() throws Exception {
    String charter =
        """
        {"purpose": "p", "type": "row", "licences": ["CC0-1.0", "MIT"], "itemBytes": 500,
         "dayItems": 7, "dayBytes": 9000, "tolerated": ["email"], "minWords": 1,
         "requiredFields": ["b", "a"], "allowed": {"c": ["2", "1"]}, "curatorPermille": 100,
         "open": false,
         "review": {"reviewers": ["rea", "ria", "cid"], "quorum": 2, "bond": "1.5",
           "slashPermille": 500, "freeDeclines": 3, "declineFee": "0.1"},
         "access": {"readers": ["cid"], "pricePerRead": "0.000001"}}
        """;
    JsonNode first = ok(door.ask("PUT", "/v1/datanets/all-set", charter)).json();
    assertThat(first.path("status").asText()).isEqualTo("created");
    JsonNode shown = ok(get("/v1/datanets/all-set")).json().path("charter");
    assertThat(shown.at("/review/declineFee").asText()).isEqualTo("0.1");
    Reply again = ok(door.ask("PUT", "/v1/datanets/all-set", shown.toString()));
    assertThat(again.json().path("status").asText()).isEqualTo("exists");
    Reply changed =
        ok(
            door.ask(
                "PUT", "/v1/datanets/all-set", ((ObjectNode) shown).put("open", true).toString()));
    assertThat(changed.json().path("status").asText()).isEqualTo("changed");
    assertThat(door.ask("PUT", "/v1/datanets/all-set?as=cid", charter, "Authorization", KEY).code())
        .isEqualTo("curation_refused");
    JsonNode listed = get("/v1/datanets").json().path("datanets");
    assertThat(listed.findValuesAsText("name")).contains("all-set", "toy-facts");
  }

  @Test
  void privateDatanet_toStrangers_isForbidden() throws Exception {
    String charter =
        "{\"purpose\": \"p\", \"licences\": [\"CC0-1.0\"], \"access\": {\"readers\": [\"ria\"]}}";
    var _ = ok(door.ask("PUT", "/v1/datanets/secret?as=cid", charter, "Authorization", KEY));
    String net = "/v1/datanets/secret";
    var _ = ok(offer(net + "/contributions" + GIVEN + "cid&name=s", "text/plain", "A secret."));
    assertThat(door.get(net + "/contributions").code()).isEqualTo("forbidden");
    assertThat(door.get(net + "/contributions/s").code()).isEqualTo("forbidden");
    assertThat(door.get(net + "/diff").code()).isEqualTo("forbidden");
    JsonNode reader = ok(get(net + "/contributions/s?as=ria")).json();
    assertThat(reader.path("text").asText()).isEqualTo("A secret."); // with the key
    assertThat(door.get(net).json().path("private").asBoolean()).isTrue();
  }

  private static byte[] zip(String... namesAndTexts) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i < namesAndTexts.length; i += 2) {
        zip.putNextEntry(new ZipEntry(namesAndTexts[i]));
        zip.write(namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  @Test
  void offer_eachType_isReadAndSaidItemByItem() throws Exception {
    String texts = reviewed("types-text");
    byte[] zip =
        zip("b/one.txt", "The first of the texts.", "b/two.txt", "Call +49 30 901820 now.");
    Reply zipped =
        ok(
            door.send(
                texts + "/contributions" + GIVEN + "cid",
                "application/zip",
                zip,
                "Authorization",
                KEY));
    assertThat(zipped.json().path("accepted").asInt()).as(zipped.text()).isEqualTo(1);
    assertThat(zipped.json().at("/items/1/code").asText()).isEqualTo("personal_data");
    assertThat(zipped.text()).doesNotContain("901820");
    String rows = "{\"purpose\": \"p\", \"type\": \"row\", \"licences\": [\"CC0-1.0\"]}";
    var _ = ok(door.ask("PUT", "/v1/datanets/types-row", rows));
    String row = "/v1/datanets/types-row/contributions" + GIVEN + "cid&idColumn=k&textColumn=t";
    JsonNode csv =
        ok(offer(row, "text/csv; charset=UTF-8", "k,t\nx1,red grape\nx2,red grape\n")).json();
    assertThat(csv.path("accepted").asInt()).isEqualTo(1);
    assertThat(csv.at("/items/1/aliasOf").asText()).isEqualTo("types-row#x1");
    JsonNode lines =
        ok(offer(row, "application/x-ndjson", "{\"k\": \"x3\", \"t\": \"white grape\"}\n")).json();
    assertThat(lines.at("/items/0/state").asText()).isEqualTo("accepted");
    JsonNode again =
        ok(offer(row, "application/jsonl", "{\"k\": \"x3\", \"t\": \"white grape\"}\n")).json();
    assertThat(again.path("again").asInt()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /contributions?licence=CC0-1.0                             | text/plain | 422 | not_admitted
          /contributions?consent=true                                | text/plain | 422 | not_admitted
          /contributions?consent=true&licence=GPL-3.0                | text/plain | 422 | not_admitted
          /contributions?consent=yes&licence=CC0-1.0                 | text/plain | 400 | invalid_parameter
          /contributions?consent=true&licence=CC0-1.0&size=1         | text/plain | 400 | invalid_parameter
          /contributions?consent=true&licence=CC0-1.0&licence=MIT    | text/plain | 400 | invalid_parameter
          /contributions?consent=true&licence=CC0-1.0&textColumn=t   | text/plain | 400 | invalid_parameter
          /contributions?consent=true&licence=CC0-1.0&name=x         | application/zip | 400 | invalid_parameter
          /contributions?consent=true&licence=CC0-1.0                | application/zip | 422 | not_admitted
          /contributions?consent=true&licence=CC0-1.0                | application/json | 415 | unsupported_media_type
          /contributions?consent=true&licence=CC0-1.0                | text/plain; charset=latin1 | 415 | unsupported_media_type
          /contributions?consent=true&licence=CC0-1.0&as=cid         | text/plain | 401 | unauthorized
          """)
  void offer_badInput_isSaidAndNothingIsTaken(String path, String type, int status, String code)
      throws Exception {
    String net = "/v1/datanets/bad-offers";
    if (door.get(net).status() == 404) {
      var _ = reviewed("bad-offers");
    }
    Reply reply = door.send(net + path, type, "A text.".getBytes(StandardCharsets.UTF_8));
    assertThat(reply.code()).as(reply.text()).isEqualTo(code);
    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.text()).doesNotContain("Exception", "java.");
    assertThat(get(net).json().path("waiting").asInt()).isZero();
  }

  @Test
  void offer_largerThanAllowed_is413WhetherItsLengthIsToldOrNot() throws Exception {
    String net = reviewed("large-offers");
    byte[] large = new byte[(32 << 20) + 1];
    Reply told = door.send(net + "/contributions" + GIVEN + "local", "text/plain", large);
    assertThat(told.status()).as(told.text()).isEqualTo(413);
    StringBuilder chunked =
        new StringBuilder("POST " + net + "/contributions" + GIVEN + "local HTTP/1.1\r\n")
            .append("Host: localhost\r\nContent-Type: text/plain\r\n")
            .append("Transfer-Encoding: chunked\r\n\r\n");
    String mebibyte = "100000\r\n" + "x".repeat(1 << 20) + "\r\n";
    for (int i = 0; i < 33; i++) {
      chunked.append(mebibyte);
    }
    assertThat(door.raw(chunked.append("0\r\n\r\n").toString()))
        .startsWith("HTTP/1.1 413")
        .contains("\"body_too_large\"");
    assertThat(get(net).json().path("waiting").asInt()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PUT  | /v1/datanets/BAD              | {"purpose": "p", "licences": ["MIT"]} | 400 | invalid_parameter
          PUT  | /v1/datanets/b                | {"licences": ["MIT"]}                 | 400 | missing_field
          PUT  | /v1/datanets/b                | {"purpose": " ", "licences": ["MIT"]} | 400 | value_not_allowed
          PUT  | /v1/datanets/b                | {"purpose": "p", "licences": []}      | 400 | value_not_allowed
          PUT  | /v1/datanets/b                | {"purpose": "p", "licences": ["M"], "x": 1} | 400 | unknown_field
          PUT  | /v1/datanets/b                | {"purpose": "p", "licences": ["M"], "review": {"quorum": 1}} | 400 | value_not_allowed
          PUT  | /v1/datanets/b                | {"purpose": "p", "licences": ["M"], "review": {"bond": "-1"}} | 400 | value_not_allowed
          PUT  | /v1/datanets/b                | {"purpose": "p", "licences": ["M"], "review": {"reviewers": ["a", "a"]}} | 400 | value_not_allowed
          PUT  | /v1/datanets/b                | {"purpose": "p", "licences": ["M"], "type": "song"} | 400 | value_not_allowed
          PUT  | /v1/datanets/b?as=nobody      | {"purpose": "p", "licences": ["M"]}   | 404 | account_not_found
          PUT  | /v1/datanets/toy-facts        | {"purpose": "p", "licences": ["M"]}   | 409 | curation_refused
          GET  | /v1/datanets/none             |                                       | 404 | datanet_not_found
          GET  | /v1/datanets?x=1              |                                       | 400 | invalid_parameter
          GET  | /v1/datanets/none/contributions |                                     | 404 | datanet_not_found
          GET  | /v1/datanets/toy-facts/contributions?state=odd |                      | 400 | invalid_parameter
          GET  | /v1/datanets/toy-facts/contributions?limit=0   |                      | 400 | invalid_parameter
          GET  | /v1/datanets/toy-facts/contributions?after=no  |                      | 404 | contribution_not_found
          GET  | /v1/datanets/toy-facts/contributions/none      |                      | 404 | contribution_not_found
          GET  | /v1/datanets/toy-facts/versions/9              |                      | 404 | datanet_not_found
          GET  | /v1/datanets/toy-facts/versions/x              |                      | 400 | invalid_parameter
          GET  | /v1/datanets/toy-facts/diff?from=2&to=1        |                      | 400 | invalid_parameter
          GET  | /v1/datanets/toy-facts/diff?to=9               |                      | 404 | datanet_not_found
          POST | /v1/datanets/toy-facts:publish                 |                      | 403 | forbidden
          POST | /v1/datanets/none:publish                      |                      | 404 | datanet_not_found
          POST | /v1/datanets/toy-facts/contributions/bees:review | {"approved": true} | 404 | contribution_not_found
          POST | /v1/datanets/toy-facts/contributions/bees:review | {}                 | 400 | missing_field
          POST | /v1/datanets/toy-facts/contributions/bees:withdraw | {"reason": "x"}  | 403 | forbidden
          POST | /v1/datanets/toy-facts/contributions/bees:withdraw | {"reason": " "}  | 400 | value_not_allowed
          GET  | /v1/contributors/nobody       |                                       | 404 | account_not_found
          """)
  void ask_badInput_isSaidAndChangesNothing(
      String method, String path, String body, int status, String code) throws Exception {
    JsonNode before = get("/v1/datanets/toy-facts").json();
    Reply reply = door.ask(method, path, body == null ? "" : body, "Authorization", KEY);
    assertThat(reply.code()).as(reply.text()).isEqualTo(code);
    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.json().at("/error/message").asText())
        .isNotBlank()
        .doesNotContain("Exception", "java.");
    assertThat(get("/v1/datanets/toy-facts").json()).isEqualTo(before);
    assertThat(get("/v1/datanets/b").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "PUT,  /v1/datanets/b?as=cid",
    "POST, /v1/datanets/toy-facts:publish?as=@operator",
    "POST, /v1/datanets/toy-facts/contributions/bees:review?as=rea",
    "POST, /v1/datanets/toy-facts/contributions/bees:withdraw?as=@operator",
    "GET,  /v1/datanets/toy-facts/contributions?as=cid",
  })
  void ask_forOthersWithoutTheKey_isUnauthorized(String method, String path) throws Exception {
    String body = method.equals("GET") ? "" : "{}";
    assertThat(door.ask(method, path, body).status()).isEqualTo(401);
    assertThat(door.ask(method, path, body, "Authorization", "Bearer wrong").status())
        .isEqualTo(401);
  }
}
