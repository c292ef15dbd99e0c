package guildhall.task.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import guildhall.json.RecordJson;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Templates in tables: what stands for what.
class ReferencesTest {

  private static final JsonNode INPUT =
      json("{'a':{'b':[10,20]},'s':'x','null':null,'a/b':1,'m~n':2,'':3}");
  private static final Map<String, JsonNode> OUTPUTS = Map.of("one", json("{'k':{'v':'deep'}}"));

  static JsonNode json(String text) {
    return RecordJson.readTree(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'$input':''}                                 |"
            + " {'a':{'b':[10,20]},'s':'x','null':null,'a/b':1,'m~n':2,'':3}",
        "{'$input':'/a/b/1'}                           | 20",
        "{'$input':'/a~1b'}                            | 1",
        "{'$input':'/m~0n'}                            | 2",
        "{'$input':'/'}                                | 3",
        "{'$step':'one'}                               | {'k':{'v':'deep'}}",
        "{'$step':'one','path':'/k/v'}                 | 'deep'",
        "{'x':{'y':[{'$step':'one','path':'/k/v'},1]}} | {'x':{'y':['deep',1]}}",
        "{'x':{'$input':'/nowhere'},'y':1}             | {'y':1}",
        "[{'$input':'/a/b/9'},{'$input':'/s'}]         | ['x']",
        "{'x':{'$step':'skipped'}}                     | {}",
        "{'x':{'$step':'one','path':'/k/none'}}        | {}",
        "{'x':{'$input':'/null'}}                      | {'x':null}",
        "{'x':[{'$input':'/a'},{'y':{'$input':'/s'}}]} | {'x':[{'b':[10,20]},{'y':'x'}]}",
        "{'$input':5}                                  | {'$input':5}",
        "{'x':'$input'}                                | {'x':'$input'}",
        "7                                             | 7",
      })
  void resolve_template_isReplaced(String template, String expected) {
    assertThat(References.resolve(json(template), INPUT, OUTPUTS)).isEqualTo(json(expected));
  }

  @Test
  void resolve_wholeTemplateFindsNothing_isMissing() {
    assertThat(References.resolve(json("{'$input':'/no'}"), INPUT, OUTPUTS).isMissingNode())
        .isTrue();
    assertThat(References.resolve(json("{'$step':'no'}"), INPUT, OUTPUTS).isMissingNode()).isTrue();
  }

  @Test
  void resolve_template_isNotChanged() {
    JsonNode template = json("{'x':[{'$input':'/s'}]}");
    var _ = References.resolve(template, INPUT, OUTPUTS);
    assertThat(template).isEqualTo(json("{'x':[{'$input':'/s'}]}"));
  }

  @Test
  void resolve_valueLooksLikeAReference_isNotFollowed() {
    JsonNode tricky = json("{'s':{'$step':'one'}}");
    assertThat(References.resolve(json("{'x':{'$input':'/s'}}"), tricky, OUTPUTS))
        .isEqualTo(json("{'x':{'$step':'one'}}"));
  }

  @Test
  void steps_nestedTemplate_areFoundOnce() {
    assertThat(
            References.steps(
                json(
                    "{'a':[{'$step':'one'},{'b':{'$step':'two','path':'/x'}}],"
                        + "'c':{'$step':'one'}}")))
        .containsExactly("one", "two");
  }
}
