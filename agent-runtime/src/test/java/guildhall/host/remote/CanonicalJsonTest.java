package guildhall.host.remote;

import static org.assertj.core.api.Assertions.assertThat;

import guildhall.json.RecordJson;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalJsonTest {

  private static String canonical(String json) {
    return CanonicalJson.of(RecordJson.readTree(json.getBytes(StandardCharsets.UTF_8)));
  }

  /// Bits and texts from appendix B of RFC 8785.
  @ParameterizedTest
  @CsvSource({
    "0000000000000000, 0",
    "8000000000000000, 0",
    "0000000000000001, 5e-324",
    "8000000000000001, -5e-324",
    "7fefffffffffffff, 1.7976931348623157e+308",
    "4340000000000000, 9007199254740992",
    "c340000000000000, -9007199254740992",
    "4430000000000000, 295147905179352830000",
    "44b52d02c7e14af5, 9.999999999999997e+22",
    "44b52d02c7e14af6, 1e+23",
    "444b1ae4d6e2ef4e, 999999999999999700000",
    "444b1ae4d6e2ef50, 1e+21",
    "3eb0c6f7a0b5ed8c, 9.999999999999997e-7",
    "3eb0c6f7a0b5ed8d, 0.000001",
    "41b3de4355555553, 333333333.3333332",
    "becbf647612f3696, -0.0000033333333333333333"
  })
  void number_ofTheRfc_isWrittenAsThere(String bits, String text) {
    assertThat(CanonicalJson.number(Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16))))
        .isEqualTo(text);
  }

  @Test
  void of_anyOrderAndSpacing_isOneText() {
    assertThat(canonical("{ \"b\": [ 1.0, true, null ], \"a\": {} }"))
        .isEqualTo("{\"a\":{},\"b\":[1,true,null]}");
  }

  /// The example of RFC 8785, 3.2.3: by UTF-16 units, not by code points.
  @Test
  void of_oddNames_areSortedByUtf16() {
    assertThat(
            canonical(
                "{\"\\u20ac\":1,\"\\r\":2,\"\\ufb33\":3,\"1\":4,\"\\ud83d\\ude00\":5,"
                    + "\"\\u0080\":6,\"\\u00f6\":7}"))
        .isEqualTo(
            "{\"\\r\":2,\"1\":4,\"\u0080\":6,\"\u00f6\":7,\"\u20ac\":1,"
                + "\"\ud83d\ude00\":5,\"\ufb33\":3}");
  }

  @Test
  void of_texts_areEscapedAsLittleAsCanBe() {
    assertThat(canonical("\"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/\""))
        .isEqualTo("\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"");
  }

  @Test
  void withoutEmpties_emptyAtAnyDepth_isLeftOut() {
    String json =
        "{\"a\": \"\", \"b\": [{}, [null]], \"c\": {\"d\": [\"\"], \"e\": false}, \"f\": 0}";
    assertThat(
            CanonicalJson.of(
                CanonicalJson.withoutEmpties(
                    RecordJson.readTree(json.getBytes(StandardCharsets.UTF_8)))))
        .isEqualTo("{\"c\":{\"e\":false},\"f\":0}");
  }
}
