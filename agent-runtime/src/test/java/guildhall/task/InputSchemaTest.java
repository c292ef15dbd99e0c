package guildhall.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import guildhall.json.RecordJson;
import guildhall.task.InputSchema.Violation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is wrong with a value, in our words.
class InputSchemaTest {

  private static final InputSchema SCHEMA =
      InputSchema.of(
          json(
              """
              {"$schema": "https://json-schema.org/draft/2020-12/schema",
               "type": "object", "required": ["country"], "additionalProperties": false,
               "$defs": {"price": {"type": "object", "additionalProperties": false,
                  "required": ["amount"],
                  "properties": {"amount": {"type": "number", "exclusiveMinimum": 0},
                                 "per/unit": {"type": ["string", "null"], "minLength": 2}}}},
               "properties": {
                 "country": {"enum": ["DE", "FR"]},
                 "years": {"type": "integer", "minimum": 1, "maximum": 10},
                 "name": {"type": "string", "maxLength": 3, "pattern": "^[a-z]*$",
                          "description": "lower case"},
                 "price": {"$ref": "#/$defs/price"},
                 "prices": {"type": "array", "maxItems": 2, "uniqueItems": true,
                            "items": {"$ref": "#/$defs/price"}},
                 "either": {"oneOf": [{"type": "string"}, {"type": "integer", "minimum": 5}]},
                 "anyOf": {"const": 1}}}
              """));

  private static JsonNode json(String text) {
    return RecordJson.readTree(text.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          {"country": "XX"}                                  | VALUE_NOT_ALLOWED | /country          | /country is "XX", allowed are DE, FR
          {"country": "DE", "city": 1}                       | UNKNOWN_FIELD     | /city             | /city is no known field; known are country, years, name, price, prices, either, anyOf
          {}                                                 | MISSING_FIELD     | /country          | /country is missing
          {"country": "DE", "years": "2"}                    | WRONG_TYPE        | /years            | /years must be an integer, not "2"
          {"country": "DE", "years": 1.5}                    | WRONG_TYPE        | /years            | /years must be an integer, not 1.5
          {"country": "DE", "years": 0}                      | VALUE_NOT_ALLOWED | /years            | /years is 0, the least allowed is 1
          {"country": "DE", "years": 11}                     | VALUE_NOT_ALLOWED | /years            | /years is 11, the most allowed is 10
          {"country": "DE", "name": "abcd"}                  | VALUE_NOT_ALLOWED | /name             | /name is "abcd", it must have at most 3 characters
          {"country": "DE", "name": "A"}                     | VALUE_NOT_ALLOWED | /name             | /name is "A", it must match ^[a-z]*$ (lower case)
          {"country": "DE", "name": null}                    | WRONG_TYPE        | /name             | /name must be a string, not null
          {"country": "DE", "price": {"amount": 0}}          | VALUE_NOT_ALLOWED | /price/amount     | /price/amount is 0, it must be more than 0
          {"country": "DE", "price": {}}                     | MISSING_FIELD     | /price/amount     | /price/amount is missing
          {"country": "DE", "price": {"amount": 1, "x": 1}}  | UNKNOWN_FIELD     | /price/x          | /price/x is no known field; known are amount, per/unit
          {"country": "DE", "price": {"amount": 1, "per/unit": "k"}} | VALUE_NOT_ALLOWED | /price/per~1unit | /price/per~1unit is "k", it must have at least 2 characters
          {"country": "DE", "price": {"amount": 1, "per/unit": 1}} | WRONG_TYPE  | /price/per~1unit  | /price/per~1unit must be a string or null, not 1
          {"country": "DE", "prices": [{"amount": 1}, {"amount": "2"}]} | WRONG_TYPE | /prices/1/amount | /prices/1/amount must be a number, not "2"
          {"country": "DE", "prices": [{"amount": 1}, {"amount": 1}]} | VALUE_NOT_ALLOWED | /prices | /prices is [{"amount":1},{"amount":1}], no element may be there twice
          {"country": "DE", "either": 3}                     | VALUE_NOT_ALLOWED | /either           | /either is 3, that fits none of the forms allowed
          {"country": "DE", "anyOf": 2}                      | VALUE_NOT_ALLOWED | /anyOf            | /anyOf is 2, allowed is 1
          "DE"                                               | WRONG_TYPE        | ''                | it must be an object, not "DE"
          """)
  void violations_oneThingWrong_isNamedAlone(
      String value, ErrorCode code, String path, String sentence) {
    String at = path.equals("''") ? "" : path;
    assertThat(SCHEMA.violations(json(value))).containsExactly(new Violation(code, at, sentence));
  }

  @Test
  void violations_several_theDeepestFirst() {
    List<Violation> found =
        SCHEMA.violations(json("{\"contry\": \"DE\", \"price\": {\"amount\": -1}}"));
    assertThat(found)
        .extracting(Violation::path)
        .containsExactly("/price/amount", "/contry", "/country");
  }

  @Test
  void violations_whatFits_areNone() {
    assertThat(
            SCHEMA.violations(
                json(
                    """
                    {"country": "FR", "years": 2.0, "price": {"amount": 0.5, "per/unit": null},
                     "prices": [{"amount": 1}, {"amount": 1e3}], "either": "x"}
                    """)))
        .isEmpty();
  }

  @Test
  void violations_longValue_isShortened() {
    String sentence =
        SCHEMA.violations(json("{\"country\": \"" + "X".repeat(500) + "\"}")).getFirst().sentence();
    assertThat(sentence.length()).isLessThan(150);
  }

  @Test
  void normalised_wholeNumbersWithAPoint_becomeWhole() {
    assertThat(InputSchema.normalised(json("{\"a\": [24.0, 1e3, 1.5, -0.0], \"b\": \"1.0\"}")))
        .isEqualTo(json("{\"a\": [24, 1000, 1.5, 0], \"b\": \"1.0\"}"));
  }
}
