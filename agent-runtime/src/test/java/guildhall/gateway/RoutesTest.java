package guildhall.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import guildhall.gateway.fixture.Door;
import guildhall.gateway.fixture.Door.Reply;
import guildhall.ledger.AccountView;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is refused before anything is looked at: addresses, methods, hosts, bodies.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoutesTest {

  private final Door door = Door.open();

  @AfterAll
  void close() {
    door.close();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /, not_found",
    "GET, /v1, not_found",
    "GET, /v1/tasks/, not_found",
    "POST, /v1/tasks/t1:explode, not_found",
    "GET, /v2/tasks, not_found",
    "GET, /v1/tasks/nothere, task_not_found",
    "GET, /v1/tasks/nothere/events, task_not_found",
    "GET, /v1/tasks/nothere/receipt, task_not_found",
    "POST, /v1/tasks/nothere:approve, task_not_found",
    "POST, /v1/tasks/nothere:cancel, task_not_found",
    "GET, /v1/artefacts/nothere, artefact_not_found",
    "GET, /v1/heads/nothere, head_not_found",
    "GET, /v1/accounts/nobody, account_not_found",
    "GET, /v1/accounts/nobody/statement, account_not_found",
  })
  void ask_unknown_is404WithItsCode(String method, String path, String code) throws Exception {
    Reply reply = door.ask(method, path, "");
    assertThat(reply.status()).as(reply.text()).isEqualTo(404);
    assertThat(reply.code()).isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          DELETE | /v1/tasks             | GET, HEAD, POST
          POST   | /v1/tasks/t1          | GET, HEAD
          GET    | /v1/tasks/t1:approve  | POST
          PUT    | /v1/tasks/t1:cancel   | POST
          POST   | /v1/tasks/t1/events   | GET
          POST   | /v1/tasks/t1/receipt  | GET, HEAD
          POST   | /v1/agents            | GET, HEAD
          DELETE | /v1/artefacts         | GET, HEAD, POST
          POST   | /v1/artefacts/x       | GET, HEAD
          DELETE | /v1/heads             | GET, HEAD, POST
          POST   | /v1/heads/x           | GET, HEAD
          PATCH  | /v1/capabilities      | GET, HEAD
          POST   | /v1/goals             | GET, HEAD
          POST   | /v1/accounts/local    | GET, HEAD
          POST   | /v1/accounts/local/statement | GET, HEAD
          DELETE | /v1/trial-balance     | GET, HEAD
          POST   | /health/live          | GET, HEAD
          POST   | /health/ready         | GET, HEAD
          POST   | /metrics              | GET, HEAD
          GET    | /v1/admin/accounts/local:freeze | POST
          GET    | /v1/admin/accounts/local:issue | POST
          DELETE | /v1/admin/accounts    | GET, HEAD, POST
          POST   | /v1/admin/book        | GET, HEAD
          GET    | /v1/admin/book:verify | POST
          POST   | /v1/admin/book/export | GET
          POST   | /v1/admin/trial-balance | GET, HEAD
          OPTIONS | /v1/tasks            | GET, HEAD, POST
          """)
  void ask_knownPathWrongMethod_is405AndNamesTheRightOnes(
      String method, String path, String allowed) throws Exception {
    Reply reply = door.ask(method, path, "");
    assertThat(reply.status()).as(reply.text()).isEqualTo(405);
    assertThat(reply.code()).isEqualTo("method_not_allowed");
    assertThat(reply.header("Allow")).isEqualTo(allowed);
  }

  @Test
  void post_bodyOverTheLimit_is413WhetherItsLengthIsToldOrNot() throws Exception {
    AccountView before = door.local();
    String large = "{\"goal\": \"" + "g".repeat(64 * 1024) + "\"}";
    Reply told = door.post("/v1/tasks", large);
    assertThat(told.status()).isEqualTo(413);
    assertThat(told.code()).isEqualTo("body_too_large");
    StringBuilder chunked =
        new StringBuilder()
            .append("POST /v1/tasks HTTP/1.1\r\n")
            .append("Host: localhost\r\n")
            .append("Content-Type: application/json\r\n")
            .append("Transfer-Encoding: chunked\r\n\r\n");
    for (int i = 0; i < 9; i++) {
      chunked.append("2000\r\n").append("x".repeat(0x2000)).append("\r\n");
    }
    String answer = door.raw(chunked.append("0\r\n\r\n").toString());
    assertThat(answer).startsWith("HTTP/1.1 413").contains("\"body_too_large\"");
    assertThat(door.local()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/json; charset=latin1",
        "multipart/form-data; boundary=x"
      })
  void post_bodyNotDeclaredAsJson_is415(String type) throws Exception {
    String body = Door.steps("toy.echo", "x");
    String answer =
        door.raw(
            "POST /v1/tasks HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
                + type
                + "\r\nContent-Length: "
                + body.length()
                + "\r\n\r\n"
                + body);
    assertThat(answer).startsWith("HTTP/1.1 415").contains("\"unsupported_media_type\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: evil.example:8080",
        "Host: 127.0.0.1.evil.example",
        "Host: localhost\r\nOrigin: http://evil.example",
        "Host: localhost\r\nOrigin: null",
        "Host: localhost\r\nSec-Fetch-Site: cross-site"
      })
  void ask_fromAForeignPage_is400(String headers) throws Exception {
    String answer =
        door.raw(
            "POST /v1/tasks/t1:cancel HTTP/1.1\r\n" + headers + "\r\nContent-Length: 0\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 400").contains("\"invalid_parameter\"");
    assertThat(answer.toLowerCase(java.util.Locale.ROOT)).doesNotContain("access-control");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:1", "127.0.0.1", "[::1]:8080", "LOCALHOST"})
  void ask_underALoopbackName_isAnswered(String host) throws Exception {
    String answer =
        door.raw("GET /health/live HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 200");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/tasks/%zz",
        "/v1/tasks/%00",
        "/%2e%2e/%2e%2e/etc/passwd",
        "//",
        "/v1/tasks?limit=%zz"
      })
  void ask_oddAddress_isOurErrorInJson(String path) throws Exception {
    String answer =
        door.raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assertThat(answer).containsPattern("^HTTP/1.1 4\\d\\d").contains("{\"error\":{\"code\":");
  }

  @Test
  void ask_withRequestId_getsItBackUnlessItIsStrange() throws Exception {
    assertThat(door.get("/health/live", "X-Request-Id", "abc-1.2_3").header("X-Request-Id"))
        .isEqualTo("abc-1.2_3");
    List<String> made =
        List.of(
            door.get("/health/live").header("X-Request-Id"),
            door.get("/health/live", "X-Request-Id", "no good").header("X-Request-Id"),
            door.get("/nothing").header("X-Request-Id"));
    assertThat(made).doesNotHaveDuplicates().allMatch(id -> id.matches("[0-9a-f]{16}"));
  }

  @Test
  void head_ofWhatCanBeGot_hasNoBody() throws Exception {
    Reply reply = door.ask("HEAD", "/v1/trial-balance", "");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.text()).isEmpty();
    assertThat(Integer.parseInt(reply.header("Content-Length"))).isPositive();
  }
}
