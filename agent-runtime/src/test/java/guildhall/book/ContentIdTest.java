package guildhall.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ContentIdTest {

  private static final String HASH =
      "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

  @Test
  void new_hash_isKept() {
    assertThat(new ContentId(HASH).hex()).isEqualTo(HASH);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcde",
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0",
        "0123456789abcdef0123456789ABCDEF0123456789abcdef0123456789abcdef",
        "0123456789abcdeg0123456789abcdef0123456789abcdef0123456789abcdef",
        "0123456789abcde/0123456789abcdef0123456789abcdef0123456789abcdef",
        "0123456789abcde`0123456789abcdef0123456789abcdef0123456789abcdef"
      })
  void new_noHash_isRefused(String hex) {
    assertThatThrownBy(() -> new ContentId(hex))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not a content id: " + hex);
  }
}
