package guildhall.host.remote;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainTest {

  @Test
  void text_breaksControlsAndDirections_becomeSpaces() {
    assertThat(Plain.text("a\r\nb\u0000c\u202Ed\u2028e\uD800f", 50)).isEqualTo("a  b c d e f");
  }

  @Test
  void text_tooLong_isCutWithinTheLimit() {
    assertThat(Plain.text("x".repeat(1_000_000), 10)).isEqualTo("xxxxxxxxx…");
    assertThat(Plain.text("x".repeat(10), 10)).isEqualTo("x".repeat(10));
    assertThat(Plain.text("😀".repeat(100), 10)).hasSizeLessThanOrEqualTo(10);
  }

  @Test
  void text_otherScripts_areKept() {
    assertThat(Plain.text(" Grüße, 世界 ", 50)).isEqualTo("Grüße, 世界");
  }
}
