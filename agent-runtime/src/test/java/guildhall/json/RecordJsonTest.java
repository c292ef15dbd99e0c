package guildhall.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import guildhall.sdk.Amount;
import guildhall.sdk.schema.RecordSchema;
import guildhall.task.InputSchema;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Sealed interfaces in records, written, read and checked.
class RecordJsonTest {

  sealed interface Payment {}

  sealed interface Fallback {}

  record Cash() implements Payment, Fallback {}

  record Wait() implements Fallback {}

  sealed interface Electronic extends Payment {}

  record Card(String number, Optional<Amount> most) implements Electronic {}

  record BankTransfer(BigDecimal exact, Fallback fallback) implements Electronic {}

  record Order(
      Payment payment,
      List<Payment> list,
      Optional<Payment> maybe,
      Map<String, Payment> table,
      Electronic electronic,
      Card card) {}

  record Small(Payment payment) {}

  record Many(List<Optional<Payment>> list, Map<String, Payment> table) {}

  interface Open {}

  record Free(String text) implements Open {}

  sealed interface Mixed {}

  record Part(String text) implements Mixed {}

  enum Fixed implements Mixed {
    ONE
  }

  record Foreign(Open open, Mixed mixed) {}

  private static final Card CARD = new Card("1234", Optional.of(Amount.credits("2.5")));

  private static final Order ORDER =
      new Order(
          new BankTransfer(new BigDecimal("0.12345678901234567890123"), new Cash()),
          List.of(new Cash(), CARD),
          Optional.of(new Card("1", Optional.empty())),
          Map.of("a", new Cash()),
          CARD,
          CARD);

  private static JsonNode json(String text) {
    return RecordJson.readTree(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  private static String text(Object value) {
    return new String(RecordJson.bytes(value), StandardCharsets.UTF_8);
  }

  @Test
  void bytes_declaredAsSealed_sayTheKindFirst() {
    assertThat(text(ORDER).replace('"', '\''))
        .isEqualTo(
            "{'payment':{'kind':'bankTransfer','exact':0.12345678901234567890123,"
                + "'fallback':{'kind':'cash'}},"
                + "'list':[{'kind':'cash'},{'kind':'card','number':'1234','most':'2.5'}],"
                + "'maybe':{'kind':'card','number':'1'},"
                + "'table':{'a':{'kind':'cash'}},"
                + "'electronic':{'kind':'card','number':'1234','most':'2.5'},"
                + "'card':{'number':'1234','most':'2.5'}}");
  }

  @Test
  void bytes_recordItself_hasNoKind() {
    assertThat(text(CARD)).isEqualTo("{\"number\":\"1234\",\"most\":\"2.5\"}");
    assertThat(text(new Cash())).isEqualTo("{}");
  }

  @Test
  void bytes_ofWhatNoSchemaIsDefinedFor_haveNoKind() {
    assertThat(text(new Foreign(new Free("a"), new Part("b"))))
        .isEqualTo("{\"open\":{\"text\":\"a\"},\"mixed\":{\"text\":\"b\"}}");
  }

  @Test
  void read_whatWasWritten_isTheSame() throws BadJsonException {
    assertThat(RecordJson.read(RecordJson.bytes(ORDER), Order.class)).isEqualTo(ORDER);

    Small small = new Small(CARD);
    assertThat(RecordJson.bind(RecordJson.tree(small), Small.class)).isEqualTo(small);
  }

  @Test
  void bind_kindNotFirst_isReadToo() throws BadJsonException {
    assertThat(
            RecordJson.bind(
                json("{'payment':{'number':'1234','most':'2.5','kind':'card'}}"), Small.class))
        .isEqualTo(new Small(CARD));
  }

  @Test
  void written_againstItsOwnSchema_fits() {
    InputSchema schema =
        InputSchema.of(RecordJson.tree(RecordSchema.of(Order.class).toJsonSchema()));

    assertThat(schema.violations(RecordJson.tree(ORDER))).isEmpty();
    assertThat(RecordSchema.of(Order.class).problems(ORDER)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'payment':{'kind':'cheque'}}                              | /payment/kind is "cheque", allowed are cash, card, bankTransfer
          {'payment':{'kind':'Card','number':'1'}}                   | /payment/kind is "Card", allowed are cash, card, bankTransfer
          {'payment':{'kind':''}}                                    | /payment/kind is "", allowed are cash, card, bankTransfer
          {'payment':{}}                                             | /payment/kind is missing or of the wrong type
          {'payment':{'number':'1'}}                                 | /payment/kind is missing or of the wrong type
          {'payment':{'kind':null}}                                  | /payment/kind is missing or of the wrong type
          {'payment':{'kind':5}}                                     | /payment/kind is missing or of the wrong type
          {'payment':{'kind':true}}                                  | /payment/kind is missing or of the wrong type
          {'payment':{'kind':{'a':1}}}                               | /payment/kind is missing or of the wrong type
          {'payment':'cash'}                                         | /payment is missing or of the wrong type
          {'payment':''}                                             | /payment is missing or of the wrong type
          {'payment':7}                                              | /payment is missing or of the wrong type
          {'payment':['cash',{}]}                                    | /payment is missing or of the wrong type
          {'payment':[]}                                             | /payment is missing or of the wrong type
          {}                                                         | /payment is missing or of the wrong type
          {'payment':{'kind':'card'}}                                | /payment/number is missing or of the wrong type
          {'payment':{'kind':'card','number':1}}                     | /payment/number is missing or of the wrong type
          {'payment':{'kind':'card','number':'1','x':1}}             | unknown field /payment/x
          {'payment':{'x':1,'kind':'cash'}}                          | unknown field /payment/x
          {'payment':{'kind':'bankTransfer','exact':1,'fallback':{'kind':'x'}}} | /payment/fallback/kind is "x", allowed are cash, wait
          """)
  void bind_whatDoesNotFit_isSaidInOurWords(String text, String sentence) {
    assertThatThrownBy(() -> RecordJson.bind(json(text), Small.class))
        .isInstanceOf(BadJsonException.class)
        .hasMessage(sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'list':[{'kind':'cash'},{'kind':'x'}],'table':{}} | /list/1/kind is "x", allowed are cash, card, bankTransfer
          {'list':[],'table':{'a':{'kind':'x'}}}             | /table/a/kind is "x", allowed are cash, card, bankTransfer
          {'list':[['cash',{}]],'table':{}}                  | /list/0 is missing or of the wrong type
          """)
  void bind_insideListsAndTables_namesThePlace(String text, String sentence) {
    assertThatThrownBy(() -> RecordJson.bind(json(text), Many.class))
        .isInstanceOf(BadJsonException.class)
        .hasMessage(sentence);
  }

  @Test
  void bind_kindOfAnotherInterface_isRefused() {
    assertThatThrownBy(() -> RecordJson.bind(json("{'kind':'cash'}"), Electronic.class))
        .isInstanceOf(BadJsonException.class)
        .hasMessage("/kind is \"cash\", allowed are card, bankTransfer");
  }

  @Test
  void bind_kindWhereTheRecordIsDeclared_isAnUnknownField() {
    assertThatThrownBy(() -> RecordJson.bind(json("{'kind':'card','number':'1'}"), Card.class))
        .isInstanceOf(BadJsonException.class)
        .hasMessage("unknown field /kind");
  }

  @Test
  void bind_longKind_isShortened() {
    String text = "{'payment':{'kind':'" + "x".repeat(500) + "'}}";

    assertThatThrownBy(() -> RecordJson.bind(json(text), Small.class))
        .hasMessage(
            "/payment/kind is \"" + "x".repeat(80) + "…\", allowed are cash, card, bankTransfer");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'payment':{'kind':'cash','kind':'cash'}}",
        "{'payment':{'kind':'x'}}",
        "{'payment':{'kind':5}}"
      })
  void read_bytesThatDoNotFit_isRefused(String text) {
    byte[] bytes = text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> RecordJson.read(bytes, Small.class))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("not a Small");
  }
}
