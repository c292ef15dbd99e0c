package guildhall.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountTest {
  private static final Amount MOST = Amount.micros(Long.MAX_VALUE);

  @ParameterizedTest
  @CsvSource({
    "12.5, 12500000",
    "0, 0",
    "0.000001, 1",
    "007, 7000000",
    "1.000000, 1000000",
    "9223372036854.775807, 9223372036854775807",
  })
  void credits_plainDecimal_isThatManyMicros(String decimal, long micros) {
    assertThat(Amount.credits(decimal).micros()).isEqualTo(micros);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "1e3",
        "-1",
        "+1",
        "1.0000001",
        ".5",
        "5.",
        "1,5",
        " 1",
        "1\n",
        "0x1",
        "NaN",
        "\u0661",
        "12345678901234"
      })
  void credits_anythingElse_isRefusedWithTheText(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Amount.credits(text))
        .withMessageEndingWith(": " + text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"9223372036854.775808", "9999999999999"})
  void credits_moreThanFits_isRefusedWithTheText(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Amount.credits(text))
        .withMessageEndingWith(": " + text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"12.5", "0", "0.000001", "100", "9223372036854.775807"})
  void toCredits_anyAmount_isWhatCreditsReads(String decimal) {
    assertThat(Amount.credits(decimal).toCredits()).isEqualTo(decimal);
    assertThat(Amount.credits(decimal)).hasToString(decimal + " cr");
  }

  @Test
  void new_negative_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Amount(-1))
        .withMessageContaining("-1");
    assertThatIllegalArgumentException().isThrownBy(() -> Amount.micros(Long.MIN_VALUE));
  }

  @Test
  void arithmetic_withinRange_isExact() {
    assertThat(Amount.micros(3).plus(Amount.micros(4))).isEqualTo(Amount.micros(7));
    assertThat(Amount.micros(4).minus(Amount.micros(4))).isSameAs(Amount.ZERO);
    assertThat(Amount.micros(4).times(3).min(MOST)).isEqualTo(Amount.micros(12));
    assertThat(MOST.min(Amount.ZERO).isZero()).isTrue();
    assertThat(MOST.isZero()).isFalse();
    assertThat(MOST).isGreaterThan(Amount.ZERO);
  }

  @Test
  void arithmetic_beyondRange_throws() {
    assertThatThrownBy(() -> MOST.plus(Amount.micros(1))).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> MOST.times(2)).isInstanceOf(ArithmeticException.class);
    assertThatIllegalArgumentException().isThrownBy(() -> Amount.ZERO.minus(Amount.micros(1)));
    assertThatIllegalArgumentException().isThrownBy(() -> Amount.ZERO.times(-1));
  }
}
