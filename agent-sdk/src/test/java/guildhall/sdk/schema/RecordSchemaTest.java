package guildhall.sdk.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import guildhall.sdk.Amount;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordSchemaTest {
  enum Colour {
    RED,
    BLUE
  }

  @Describe("A line.")
  record Line(@Range(min = 1, max = 5) String text, @Range(min = 0, max = 1) double share) {}

  record Page(
      @Describe("What it is called.") String title,
      @Range(min = 1, max = 3) List<Line> lines,
      Optional<Colour> colour,
      Map<String, Line> notes) {}

  record Plain(
      boolean yes,
      int whole,
      Float real,
      BigDecimal exact,
      Colour colour,
      Amount price,
      Instant at,
      Duration took,
      @Range(min = 2) Optional<Long> some) {}

  record Loose(@Nullable String text, @Nullable List<@Nullable String> list) {}

  record Unsupported(String fine, Object anything) {}

  @SuppressWarnings("rawtypes")
  record RawList(List list) {}

  @SuppressWarnings("rawtypes")
  record RawMap(Map map) {}

  record Wild(List<?> list) {}

  @SuppressWarnings("ArrayRecordComponent")
  record Array(String[] all) {}

  @SuppressWarnings("ArrayRecordComponent")
  record Bytes(byte[] all) {}

  record Letter(char letter) {}

  record Letters(Optional<Character> letters) {}

  record NumberedTable(Map<Integer, String> table) {}

  record Nested(List<Map<String, Optional<Map<Long, String>>>> deep) {}

  record NestedSet(Map<String, List<Set<String>>> deep) {}

  record Variable<T>(T value) {}

  record HasVariable(Variable<String> value) {}

  record Self(List<Self> below) {}

  record Ping(Optional<Pong> pong) {}

  record Pong(Map<String, Ping> ping) {}

  record Twice(Line one, Line two) {}

  record Bounded(@Range(min = 1) boolean yes) {}

  record BoundedAmount(@Range(max = 5) Optional<Amount> price) {}

  private static List<String> problems(Record value) {
    return RecordSchema.of(value.getClass()).problems(value);
  }

  private static Page page(List<Line> lines) {
    return new Page("t", lines, Optional.empty(), Map.of());
  }

  @Test
  void problems_validRecord_areNone() {
    assertThat(problems(page(List.of(new Line("abc", 1), new Line("a", 0))))).isEmpty();
    assertThat(
            problems(
                new Plain(
                    true,
                    1,
                    1f,
                    BigDecimal.ONE,
                    Colour.RED,
                    Amount.ZERO,
                    Instant.EPOCH,
                    Duration.ZERO,
                    Optional.empty())))
        .isEmpty();
  }

  @Test
  void problems_requiredMissing_areNamedWithTheirPath() {
    assertThat(problems(new Loose(null, null)))
        .containsExactly("/text is missing", "/list is missing");
    assertThat(problems(new Loose("a", Arrays.asList("a", null))))
        .containsExactly("/list/1 is missing");
  }

  @Test
  void problems_outOfRange_areNamedWithTheirPath() {
    Map<String, Line> notes = new HashMap<>(Map.of("n", new Line("", 0.5)));
    List<Line> lines =
        List.of(new Line("abcdef", 0), new Line("a", 1.5), new Line("a", Double.NaN));
    assertThat(problems(new Page("t", lines, Optional.empty(), notes)))
        .containsExactly(
            "/lines/0/text has length 6, allowed is 1 to 5",
            "/lines/1/share is 1.5, allowed is 0 to 1",
            "/lines/2/share is not a finite number",
            "/notes/n/text has length 0, allowed is 1 to 5");
  }

  @Test
  void problems_listTooShortOrLong_areNamed() {
    List<Line> four = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      four.add(new Line("a", 0));
    }
    assertThat(problems(page(List.of()))).containsExactly("/lines has length 0, allowed is 1 to 3");
    assertThat(problems(page(four))).containsExactly("/lines has length 4, allowed is 1 to 3");
  }

  @Test
  void problems_lengthOfText_countsCharactersNotUnits() {
    assertThat(problems(new Line("\ud83d\ude00".repeat(5), 0))).isEmpty();
  }

  @Test
  void problems_ofNothingOrAnotherClass_isOneFinding() {
    RecordSchema schema = RecordSchema.of(Line.class);
    assertThat(schema.problems(null)).containsExactly("the record is missing");
    assertThat(schema.problems("text")).containsExactly("the record is no Line");
  }

  @Test
  void toJsonSchema_nested_hasTheStandardForm() {
    Map<String, Object> line =
        Map.of(
            "type",
            "object",
            "description",
            "A line.",
            "properties",
            Map.of(
                "text",
                Map.of("type", "string", "minLength", 1L, "maxLength", 5L),
                "share",
                Map.of("type", "number", "minimum", 0L, "maximum", 1L)),
            "required",
            List.of("text", "share"),
            "additionalProperties",
            false);
    assertThat(RecordSchema.of(Page.class).toJsonSchema())
        .isEqualTo(
            Map.of(
                "type",
                "object",
                "properties",
                Map.of(
                    "title",
                    Map.of("type", "string", "description", "What it is called."),
                    "lines",
                    Map.of("type", "array", "items", line, "minItems", 1L, "maxItems", 3L),
                    "colour",
                    Map.of("type", "string", "enum", List.of("RED", "BLUE")),
                    "notes",
                    Map.of("type", "object", "additionalProperties", line)),
                "required",
                List.of("title", "lines", "notes"),
                "additionalProperties",
                false));
  }

  @Test
  void toJsonSchema_plainTypes_haveTheirTypeAndFormat() {
    assertThat(RecordSchema.of(Plain.class).toJsonSchema().get("properties"))
        .isEqualTo(
            Map.of(
                "yes", Map.of("type", "boolean"),
                "whole", Map.of("type", "integer"),
                "real", Map.of("type", "number"),
                "exact", Map.of("type", "number"),
                "colour", Map.of("type", "string", "enum", List.of("RED", "BLUE")),
                "price", Map.of("type", "string", "format", "credits"),
                "at", Map.of("type", "string", "format", "date-time"),
                "took", Map.of("type", "string", "format", "duration"),
                "some", Map.of("type", "integer", "minimum", 2L)));
  }

  @Test
  void toJsonSchema_calledTwice_givesFreshTrees() {
    RecordSchema schema = RecordSchema.of(Line.class);
    schema.toJsonSchema().clear();
    assertThat(schema.toJsonSchema()).containsKey("properties");
    assertThat(RecordSchema.of(Line.class)).isSameAs(schema);
  }

  @Test
  void of_sameRecordSideBySide_isAllowed() {
    assertThat(problems(new Twice(new Line("a", 0), new Line("", 0)))).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("unsupported")
  void of_unsupportedComponent_isRefusedByName(Class<?> type, String sentence) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RecordSchema.of(type))
        .withMessage("no schema for " + sentence);
  }

  static Stream<Arguments> unsupported() {
    return Stream.of(
        arguments(Unsupported.class, "Unsupported.anything of type java.lang.Object"),
        arguments(RawList.class, "RawList.list of type java.util.List"),
        arguments(RawMap.class, "RawMap.map of type java.util.Map"),
        arguments(Wild.class, "Wild.list of type ?"),
        arguments(Array.class, "Array.all of type [Ljava.lang.String;"),
        arguments(Bytes.class, "Bytes.all of type [B"),
        arguments(Letter.class, "Letter.letter of type char"),
        arguments(Letters.class, "Letters.letters of type java.lang.Character"),
        arguments(
            NumberedTable.class,
            "NumberedTable.table of type java.util.Map<java.lang.Integer, java.lang.String>"),
        arguments(
            Nested.class, "Nested.deep of type java.util.Map<java.lang.Long, java.lang.String>"),
        arguments(NestedSet.class, "NestedSet.deep of type java.util.Set<java.lang.String>"),
        arguments(Variable.class, "Variable.value of type T"),
        arguments(
            HasVariable.class,
            "HasVariable.value of type " + Variable.class.getName() + "<java.lang.String>"));
  }

  @Test
  void of_noRecord_isRefusedByName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RecordSchema.of(String.class))
        .withMessage("not a record: java.lang.String");
  }

  @ParameterizedTest
  @ValueSource(classes = {Self.class, Ping.class, Pong.class})
  void of_recordThatContainsItself_isRefused(Class<?> type) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RecordSchema.of(type))
        .withMessage("a record that contains itself: " + type.getName());
  }

  @Test
  void of_rangeOnWhatHasNoSize_isRefusedByName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RecordSchema.of(Bounded.class))
        .withMessageContaining("Bounded.yes");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RecordSchema.of(BoundedAmount.class))
        .withMessageContaining("BoundedAmount.price");
  }
}
