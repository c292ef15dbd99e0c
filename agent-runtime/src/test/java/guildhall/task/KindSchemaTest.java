package guildhall.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import guildhall.json.RecordJson;
import guildhall.sdk.schema.RecordSchema;
import guildhall.task.InputSchema.Violation;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is wrong with a value of one of several kinds: what its own kind does not allow.
class KindSchemaTest {

  sealed interface Payment {}

  sealed interface Fallback {}

  record Cash() implements Payment, Fallback {}

  record Wait() implements Fallback {}

  record Card(String number) implements Payment {}

  record BankTransfer(BigDecimal exact, Fallback fallback) implements Payment {}

  record Many(List<Optional<Payment>> list, Map<String, Payment> table) {}

  private static JsonNode json(String text) {
    return RecordJson.readTree(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'list':[{'kind':'cash'},{'kind':'x'}],'table':{}}       | VALUE_NOT_ALLOWED | /list/1/kind    | /list/1/kind is "x", allowed are cash, card, bankTransfer
          {'list':[{'kind':5}],'table':{}}                         | VALUE_NOT_ALLOWED | /list/0/kind    | /list/0/kind is 5, allowed are cash, card, bankTransfer
          {'list':[{'number':'1'}],'table':{}}                     | MISSING_FIELD     | /list/0/kind    | /list/0/kind is missing
          {'list':['cash'],'table':{}}                             | WRONG_TYPE        | /list/0         | /list/0 must be an object, not "cash"
          {'list':[{'kind':'card'}],'table':{}}                    | MISSING_FIELD     | /list/0/number  | /list/0/number is missing
          {'list':[{'kind':'card','number':1}],'table':{}}         | WRONG_TYPE        | /list/0/number  | /list/0/number must be a string, not 1
          {'list':[],'table':{'a':{'kind':'cash','number':'1'}}}   | UNKNOWN_FIELD     | /table/a/number | /table/a/number is no known field; known are kind
          {'list':[],'table':{'a':{'kind':'bankTransfer','exact':1,'fallback':{'kind':'x'}}}} | VALUE_NOT_ALLOWED | /table/a/fallback/kind | /table/a/fallback/kind is "x", allowed are cash, wait
          """)
  void violations_ofASealedInterface_areThoseOfTheKindMeant(
      String text, String code, String path, String sentence) {
    JsonNode schema = RecordJson.tree(RecordSchema.of(Many.class).toJsonSchema());

    assertThat(InputSchema.of(schema).violations(json(text)))
        .extracting(each -> each.code().name(), Violation::path, Violation::sentence)
        .containsExactly(tuple(code, path, sentence));
  }

  @Test
  void violations_formsThatReferToOthers_areNotToldApart() {
    InputSchema schema =
        InputSchema.of(
            json(
                "{'$defs':{'n':{'type':'number'}},'properties':{'a':{'oneOf':["
                    + "{'properties':{'kind':{'const':'x'},'n':{'$ref':'#/$defs/n'}}}]}}}"));

    assertThat(schema.violations(json("{'a':{'kind':'x','n':1}}"))).isEmpty();
    assertThat(schema.violations(json("{'a':{'kind':'x','n':'1'}}")))
        .extracting(Violation::sentence)
        .containsExactly("/a is {\"kind\":\"x\",\"n\":\"1\"}, that fits none of the forms allowed");
  }
}
