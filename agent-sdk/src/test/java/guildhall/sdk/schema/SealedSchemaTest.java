package guildhall.sdk.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import guildhall.sdk.Capability;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Sealed interfaces over records: their schema, checks of values, and what is refused.
class SealedSchemaTest {

  @Describe("How it is paid.")
  sealed interface Payment {}

  record Cash() implements Payment {}

  sealed interface Electronic extends Payment {}

  @Describe("By card.")
  record Card(@Describe("As printed.") @Range(min = 2, max = 4) String number)
      implements Electronic {}

  record BankTransfer(Optional<String> note, Card fallback) implements Electronic {}

  record Order(Payment payment) {}

  record Described(@Describe("Now.") Payment payment, Electronic electronic, Card card) {}

  record Everywhere(
      List<Payment> list, Optional<Payment> maybe, Map<String, Payment> table, Card card) {}

  sealed interface Left extends Both {}

  sealed interface Right extends Both {}

  sealed interface Both {}

  record Middle() implements Left, Right {}

  record HasBoth(Both both) {}

  private static List<String> problems(Record value) {
    return RecordSchema.of(value.getClass()).problems(value);
  }

  private static Map<?, ?> property(Class<?> type, String name) {
    Object properties = RecordSchema.of(type).toJsonSchema().get("properties");
    return properties instanceof Map<?, ?> all && all.get(name) instanceof Map<?, ?> found
        ? found
        : Map.of();
  }

  private static Map<String, Object> object(Map<String, Object> properties, List<String> required) {
    return Map.of(
        "type",
        "object",
        "properties",
        properties,
        "required",
        required,
        "additionalProperties",
        false);
  }

  private static Map<String, Object> described(Map<String, Object> schema, String doc) {
    Map<String, Object> copy = new HashMap<>(schema);
    copy.put("description", doc);
    return copy;
  }

  private static Map<String, Object> number() {
    return Map.of("type", "string", "minLength", 2L, "maxLength", 4L, "description", "As printed.");
  }

  private static Map<String, Object> ofKind(String kind) {
    return Map.of("const", kind);
  }

  @Test
  void toJsonSchema_sealedComponent_isOneOfItsRecordsWithTheirKind() {
    Map<String, Object> card = object(Map.of("number", number()), List.of("number"));
    Map<String, Object> cardKind =
        object(Map.of("kind", ofKind("card"), "number", number()), List.of("kind", "number"));
    Map<String, Object> transfer =
        object(
            Map.of(
                "kind",
                ofKind("bankTransfer"),
                "note",
                Map.of("type", "string"),
                "fallback",
                described(card, "By card.")),
            List.of("kind", "fallback"));
    Map<String, Object> cash = object(Map.of("kind", ofKind("cash")), List.of("kind"));

    assertThat(property(Order.class, "payment"))
        .isEqualTo(
            Map.of(
                "type",
                "object",
                "description",
                "How it is paid.",
                "oneOf",
                List.of(cash, described(cardKind, "By card."), transfer)));
  }

  @Test
  void toJsonSchema_asText_hasTheKindFirst() {
    assertThat(property(Described.class, "electronic").toString())
        .startsWith(
            "{type=object, oneOf=[{type=object, description=By card., "
                + "properties={kind={const=card}, number={");
  }

  @Test
  void toJsonSchema_componentDescribed_saysThatAndNotWhatTheTypeSays() {
    assertThat(property(Described.class, "payment").get("description")).isEqualTo("Now.");
  }

  @Test
  void toJsonSchema_interfaceBelow_hasItsOwnRecordsOnly() {
    assertThat(property(Described.class, "electronic").get("oneOf"))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .hasSize(2);
  }

  @Test
  void toJsonSchema_recordDeclared_hasNoKind() {
    assertThat(property(Described.class, "card").get("properties"))
        .isEqualTo(Map.of("number", number()));
  }

  @Test
  void toJsonSchema_elementsValuesAndOptionals_mayBeSealed() {
    Object payment = property(Order.class, "payment");

    assertThat(property(Everywhere.class, "list").get("items")).isEqualTo(payment);
    assertThat(property(Everywhere.class, "maybe")).isEqualTo(payment);
    assertThat(property(Everywhere.class, "table").get("additionalProperties")).isEqualTo(payment);
    assertThat(RecordSchema.of(Everywhere.class).toJsonSchema().get("required"))
        .isEqualTo(List.of("list", "table", "card"));
  }

  @Test
  void records_permittedOnTwoWays_areThereOnce() {
    assertThat(Alternatives.of(Both.class).records()).isEqualTo(Map.of("middle", Middle.class));
    assertThat(problems(new HasBoth(new Middle()))).isEmpty();
  }

  @Test
  void problems_valuesThatFit_areNone() {
    Card card = new Card("1234");

    assertThat(
            problems(
                new Everywhere(
                    List.of(card, new Cash(), new BankTransfer(Optional.empty(), card)),
                    Optional.of(card),
                    Map.of("a", new Cash()),
                    card)))
        .isEmpty();
  }

  @Test
  void problems_insideAlternatives_areNamedWithTheirPath() {
    Card bad = new Card("1");
    String what = " has length 1, allowed is 2 to 4";

    assertThat(
            problems(
                new Everywhere(
                    List.of(new Cash(), new BankTransfer(Optional.empty(), bad)),
                    Optional.of(bad),
                    Map.of("a", bad),
                    bad)))
        .containsExactly(
            "/list/1/fallback/number" + what,
            "/maybe/number" + what,
            "/table/a/number" + what,
            "/card/number" + what);
  }

  @Test
  @SuppressWarnings("NullAway") // what no author may hand in
  void problems_nothing_isMissing() {
    assertThat(problems(new Order(null))).containsExactly("/payment is missing");
    assertThat(
            problems(
                new Everywhere(
                    Arrays.asList(new Cash(), null), Optional.empty(), Map.of(), new Card("12"))))
        .containsExactly("/list/1 is missing");
  }

  @Test
  @SuppressWarnings({"unchecked", "rawtypes"}) // as careless code hands it in
  void problems_elementOfAnotherClass_isNamed() {
    List raw = new ArrayList<>(List.of("cash"));

    assertThat(problems(new Everywhere(raw, Optional.empty(), Map.of(), new Card("12"))))
        .containsExactly("/list/0 is no Payment");
  }

  sealed interface Generic<T> {}

  record One<T>(String text) implements Generic<T> {}

  record HasGeneric(Generic<String> sealed) {}

  @SuppressWarnings("rawtypes")
  record HasRawGeneric(Generic sealed) {}

  sealed interface Deep {}

  sealed interface DeepGeneric<T> extends Deep {}

  record Leaf() implements DeepGeneric<String> {}

  record HasDeepGeneric(Deep sealed) {}

  sealed interface WithClass {}

  record Fine() implements WithClass {}

  static final class NoRecord implements WithClass {}

  record HasClass(List<WithClass> sealed) {}

  sealed interface WithoutRecords {}

  enum Constant implements WithoutRecords {
    ONE
  }

  record HasNoRecords(WithoutRecords sealed) {}

  sealed interface WithOpen {}

  non-sealed interface Open extends WithOpen {}

  record HasOpen(Map<String, WithOpen> sealed) {}

  sealed interface WithKind {}

  record Kinded(String kind) implements WithKind {}

  record HasKinded(Optional<WithKind> sealed) {}

  static final class Here {
    record Same() implements Twice {}
  }

  static final class There {
    record Same() implements Twice {}
  }

  sealed interface Twice permits Here.Same, There.Same {}

  record HasTwice(Twice sealed) {}

  sealed interface Holding {}

  record Holder(Object anything) implements Holding {}

  record HasHolding(Holding sealed) {}

  interface NotSealed {}

  record HasNotSealed(NotSealed sealed) {}

  record HasRange(@Range(max = 1) Payment sealed) {}

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          HasGeneric     | no schema for HasGeneric.sealed: the sealed interface ~Generic has type parameters
          HasRawGeneric  | no schema for HasRawGeneric.sealed: the sealed interface ~Generic has type parameters
          HasDeepGeneric | no schema for HasDeepGeneric.sealed: the sealed interface ~DeepGeneric has type parameters
          HasClass       | no schema for HasClass.sealed: ~NoRecord, permitted by WithClass, is neither a record nor a sealed interface
          HasNoRecords   | no schema for HasNoRecords.sealed: ~Constant, permitted by WithoutRecords, is neither a record nor a sealed interface
          HasOpen        | no schema for HasOpen.sealed: ~Open, permitted by WithOpen, is neither a record nor a sealed interface
          HasKinded      | no schema for HasKinded.sealed: ~Kinded has a component called kind, the field that tells the alternatives of WithKind apart
          HasTwice       | no schema for HasTwice.sealed: two alternatives of Twice are of the kind same: ~Here$Same and ~There$Same
          HasHolding     | no schema for Holder.anything of type java.lang.Object
          HasNotSealed   | no schema for HasNotSealed.sealed of type ~NotSealed
          HasRange       | @Range bounds numbers, texts and lists, not HasRange.sealed of type ~Payment
          """)
  void of_capabilityWithWhatHasNoSchema_isRefusedByName(String type, String sentence)
      throws Exception {
    String here = SealedSchemaTest.class.getName() + "$";
    Class<? extends Record> bad = Class.forName(here + type).asSubclass(Record.class);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Capability.of("test.sealed", bad, Order.class))
        .withMessage(sentence.replace("~", here));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Capability.of("test.sealed", Order.class, bad));
  }

  sealed interface Expression {}

  record Whole(int value) implements Expression {}

  record Sum(Expression left, Expression right) implements Expression {}

  record Formula(Expression expression) {}

  @Test
  void of_sealedThatContainsItself_isRefusedAsARecordIs() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Capability.of("test.sealed", Formula.class, Order.class))
        .withMessage("a record that contains itself: " + Sum.class.getName());
  }

  @Test
  void of_noSealedInterface_isRefusedByName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Alternatives.of(Cash.class))
        .withMessage("not a sealed interface: " + Cash.class.getName());
  }
}
