package guildhall.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import guildhall.gateway.fixture.Door;
import guildhall.gateway.fixture.Door.Reply;
import guildhall.ledger.AccountView;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whatever is wrong with a submission: a stable code, the place, and not one micro-credit moved.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {

  private final Door door = Door.open();

  @BeforeAll
  void open() {
    assertThat(door.local().balanceMicros()).isEqualTo(1_000_000_000);
  }

  @AfterAll
  void close() {
    door.close();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          nothing at all                |                                                                            | 400 | malformed_json    |
          not JSON                      | {"goal": "greet"                                                           | 400 | malformed_json    |
          two values                    | {} {}                                                                      | 400 | malformed_json    |
          the same field twice          | {"budget": "1", "budget": "2", "goal": "greet", "input": {"country": "DE"}} | 400 | malformed_json    |
          not an object                 | ["greet"]                                                                  | 400 | wrong_type        |
          unknown field                 | {"goal": "greet", "input": {"country": "DE"}, "budget": "5", "tip": "1"}   | 400 | unknown_field     | /tip
          no budget                     | {"goal": "greet", "input": {"country": "DE"}}                              | 400 | missing_field     | /budget
          neither goal nor steps        | {"input": {"country": "DE"}, "budget": "5"}                                | 400 | missing_field     | /goal
          goal and steps                | {"goal": "greet", "steps": [], "input": {"country": "DE"}, "budget": "5"}  | 400 | value_not_allowed | /steps
          goal and result               | {"goal": "greet", "result": {}, "input": {"country": "DE"}, "budget": "5"} | 400 | value_not_allowed | /result
          no input                      | {"goal": "greet", "budget": "5"}                                           | 400 | missing_field     | /input
          unknown goal                  | {"goal": "grete", "input": {"country": "DE"}, "budget": "5"}               | 400 | unknown_goal      | /goal
          goal is a number              | {"goal": 7, "input": {"country": "DE"}, "budget": "5"}                     | 400 | wrong_type        | /goal
          input is a text               | {"goal": "greet", "input": "DE", "budget": "5"}                            | 400 | wrong_type        | /input
          unknown country               | {"goal": "greet", "input": {"country": "XX"}, "budget": "5"}               | 400 | value_not_allowed | /input/country
          country of a wrong type       | {"goal": "greet", "input": {"country": 1}, "budget": "5"}                  | 400 | wrong_type        | /input/country
          country missing               | {"goal": "greet", "input": {}, "budget": "5"}                              | 400 | missing_field     | /input/country
          unknown field of the input    | {"goal": "greet", "input": {"country": "DE", "city": "B"}, "budget": "5"}  | 400 | unknown_field     | /input/city
          years beyond the maximum      | {"goal": "greet", "input": {"country": "DE", "years": 11}, "budget": "5"}  | 400 | value_not_allowed | /input/years
          years not whole               | {"goal": "greet", "input": {"country": "DE", "years": 1.5}, "budget": "5"} | 400 | wrong_type        | /input/years
          a number beyond all bounds    | {"goal": "greet", "input": {"country": "DE", "years": 1e999}, "budget": "5"} | 400 | value_not_allowed | /input/years
          budget is a number            | {"goal": "greet", "input": {"country": "DE"}, "budget": 5}                 | 400 | wrong_type        | /budget
          budget zero                   | {"goal": "greet", "input": {"country": "DE"}, "budget": "0.00"}            | 400 | invalid_budget    | /budget
          budget negative               | {"goal": "greet", "input": {"country": "DE"}, "budget": "-5"}              | 400 | invalid_budget    | /budget
          budget no number              | {"goal": "greet", "input": {"country": "DE"}, "budget": "five"}            | 400 | invalid_budget    | /budget
          budget with an exponent       | {"goal": "greet", "input": {"country": "DE"}, "budget": "1e3"}             | 400 | invalid_budget    | /budget
          budget with seven decimals    | {"goal": "greet", "input": {"country": "DE"}, "budget": "1.0000001"}       | 400 | invalid_budget    | /budget
          budget beyond all money       | {"goal": "greet", "input": {"country": "DE"}, "budget": "9999999999999"}   | 400 | invalid_budget    | /budget
          budget more than there is     | {"goal": "greet", "input": {"country": "DE"}, "budget": "1000.000001"}     | 402 | insufficient_funds | /budget
          deadline no time              | {"goal": "greet", "input": {"country": "DE"}, "budget": "5", "deadline": "tomorrow"} | 400 | invalid_deadline | /deadline
          deadline without zone         | {"goal": "greet", "input": {"country": "DE"}, "budget": "5", "deadline": "2999-01-01T00:00:00"} | 400 | invalid_deadline | /deadline
          deadline passed               | {"goal": "greet", "input": {"country": "DE"}, "budget": "5", "deadline": "2020-01-01T00:00:00Z"} | 400 | invalid_deadline | /deadline
          deadline too far              | {"goal": "greet", "input": {"country": "DE"}, "budget": "5", "deadline": "2999-01-01T00:00:00Z"} | 400 | invalid_deadline | /deadline
          no steps                      | {"steps": [], "budget": "5"}                                               | 400 | value_not_allowed | /steps
          step without capability       | {"steps": [{"id": "a", "input": {}}], "budget": "5"}                       | 400 | missing_field     | /steps/0/capability
          step with unknown field       | {"steps": [{"id": "a", "capability": "x", "input": {}, "if": 1}], "budget": "5"} | 400 | unknown_field | /steps/0/if
          step with a bad name          | {"steps": [{"id": "A b", "capability": "x", "input": {}}], "budget": "5"}  | 400 | value_not_allowed | /steps/0/id
          two steps of one name         | {"steps": [{"id": "a", "capability": "x", "input": {}}, {"id": "a", "capability": "x", "input": {}}], "budget": "5"} | 400 | invalid_plan | /steps
          a step that needs none        | {"steps": [{"id": "a", "capability": "x", "input": {"w": {"$step": "b"}}}], "budget": "5"} | 400 | invalid_plan | /steps
          a reference without a slash   | {"steps": [{"id": "a", "capability": "x", "input": {"w": {"$input": "w"}}}], "budget": "5"} | 400 | invalid_plan | /steps/0/input/w/$input
          a duration that is none       | {"steps": [{"id": "a", "capability": "x", "input": {}, "within": "1h"}], "budget": "5"} | 400 | value_not_allowed | /steps/0/within
          a ceiling that is none        | {"steps": [{"id": "a", "capability": "x", "input": {}, "atMost": "-1"}], "budget": "5"} | 400 | value_not_allowed | /steps/0/atMost
          """)
  void submit_badBody_saysWhatAndMovesNoMoney(
      String what, String body, int status, String code, String path) throws Exception {
    AccountView before = door.local();
    Reply reply =
        door.post(
            "/v1/tasks", body == null ? "" : body, "Idempotency-Key", "bad-" + what.hashCode());
    assertThat(reply.code()).as(reply.text()).isEqualTo(code);
    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.json().at("/error/path").asText("")).isEqualTo(path == null ? "" : path);
    assertThat(reply.json().at("/error/message").asText())
        .isNotBlank()
        .doesNotContain("Exception", "com.fasterxml", "java.");
    assertThat(door.local()).isEqualTo(before);
    assertThat(door.get("/v1/tasks").json().path("tasks")).isEmpty();
  }

  @Test
  void submit_unknownCountry_namesTheValueAndWhatIsAllowed() throws Exception {
    Reply reply =
        door.post(
            "/v1/tasks",
            "{\"goal\": \"greet\", \"input\": {\"country\": \"XX\"}, \"budget\": \"5\"}");
    assertThat(reply.json().at("/error/message").asText())
        .isEqualTo("/input/country is \"XX\", allowed are DE, FR, JP");
  }

  @Test
  void submit_badIdempotencyKey_isRefused() throws Exception {
    Reply reply =
        door.post("/v1/tasks", Door.steps("toy.echo", "x"), "Idempotency-Key", "k".repeat(256));
    assertThat(reply.code()).isEqualTo("invalid_parameter");
  }
}
