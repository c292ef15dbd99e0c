package guildhall.host.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guildhall.child.Wanted.Form;
import guildhall.host.child.Records.UnknownRecordException;
import guildhall.json.BadJsonException;
import guildhall.json.RecordJson;
import guildhall.sdk.Amount;
import guildhall.sdk.schema.Describe;
import guildhall.sdk.schema.Range;
import guildhall.sdk.schema.RecordSchema;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Records made of schemas: the same JSON as the records the schemas are of, and none of their
/// code.
class RecordMakerTest {

  enum Colour {
    RED,
    DARK_RED
  }

  sealed interface Shape permits Circle, Box {}

  record Circle(double radius) implements Shape {}

  @Describe("with corners")
  record Box(@Range(min = 1, max = 9) int side, Optional<Colour> colour) implements Shape {}

  @Describe("all there is")
  record All(
      @Describe("some words") @Range(min = 2, max = 10) String text,
      int whole,
      Optional<Long> more,
      @Range(max = 0.5) double real,
      boolean flag,
      Colour colour,
      Amount amount,
      Instant at,
      Duration within,
      @Describe("of any") Shape shape,
      Box box,
      @Range(min = 1) List<Box> boxes,
      Map<String, List<Boolean>> table) {

    All {
      if (text.equals("forbidden")) {
        throw new IllegalStateException("code of the record");
      }
    }
  }

  private static All all(String text) {
    return new All(
        text,
        7,
        Optional.of(1L << 40),
        0.25,
        true,
        Colour.DARK_RED,
        Amount.credits("1.5"),
        Instant.EPOCH,
        Duration.ofSeconds(3),
        new Circle(2),
        new Box(1, Optional.empty()),
        List.of(new Box(2, Optional.of(Colour.RED))),
        Map.of("a", List.of(true, false)));
  }

  @Test
  void make_recordOfEverything_hasItsSchemaAndItsJson() throws Exception {
    Class<? extends Record> made = RecordMaker.make(Form.of(All.class));
    assertThat(Form.of(made).schema()).isEqualTo(Form.of(All.class).schema());
    assertThat(made).isNotSameAs(All.class);
    JsonNode json = RecordJson.tree(all("words"));
    Record value = RecordJson.bind(json, made);
    assertThat(RecordJson.tree(value)).hasToString(json.toString());
    assertThat(RecordSchema.of(made).problems(value)).isEmpty();
    assertThat(value).isEqualTo(RecordJson.bind(json, made)).hasToString(value.toString());
    assertThat(value.hashCode()).isEqualTo(RecordJson.bind(json, made).hashCode());
  }

  @Test
  void make_recordWithCode_codeDoesNotCome() throws Exception {
    Class<? extends Record> made = RecordMaker.make(Form.of(All.class));
    JsonNode json = RecordJson.tree(all("words"));
    ((ObjectNode) json).put("text", "forbidden");
    assertThat(RecordSchema.of(made).problems(RecordJson.bind(json, made))).isEmpty();
  }

  @Test
  void make_badValues_areRefusedAsByTheRecordItself() throws Exception {
    Class<? extends Record> made = RecordMaker.make(Form.of(All.class));
    Record longText = RecordJson.bind(RecordJson.tree(all("x".repeat(11))), made);
    assertThat(RecordSchema.of(made).problems(longText))
        .containsExactly("/text has length 11, allowed is 2 to 10");
    JsonNode json = RecordJson.tree(all("words"));
    ((ObjectNode) json).put("colour", "BLUE");
    assertThatThrownBy(() -> RecordJson.bind(json, made)).isInstanceOf(BadJsonException.class);
  }

  @Test
  void make_notASchemaOfARecord_isRefused() {
    refused("{}", "no record can be made");
    refused("[", "no record can be made");
    refused(one("hashCode", "{\"type\":\"boolean\"}"), "not a name that can be used: hashCode");
    refused(one("a;b", "{\"type\":\"boolean\"}"), "not a name that can be used: a;b");
    refused(one("a", "{\"type\":\"null\"}"), "no type is known");
    refused(one("a", "{\"type\":\"string\",\"pattern\":\"x\"}"), "no record can be made");
    refused(one("a", "{\"type\":\"string\",\"enum\":[\"A\",\"A\"]}"), "no record can be made");
    refused("x".repeat(70_000), "too large");
  }

  private static String one(String name, String type) {
    return """
    {"type":"object","properties":{"%s":%s},"required":["%s"],"additionalProperties":false}\
    """
        .formatted(name, type, name);
  }

  private static void refused(String schema, String why) {
    assertThatThrownBy(() -> RecordMaker.make(new Form("any.Thing", schema)))
        .isInstanceOf(UnknownRecordException.class)
        .hasMessageContaining(why);
  }
}
