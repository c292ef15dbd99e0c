package guildhall.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TermsTest {
  private static final Terms TERMS = Terms.fee(Amount.micros(5));

  @Test
  void fee_alone_hasDocumentedDefaults() {
    assertThat(TERMS)
        .isEqualTo(
            new Terms(Amount.micros(5), Amount.ZERO, Duration.ofSeconds(10), 1000, Amount.ZERO));
  }

  @Test
  void with_eachPart_changesThatPartOnly() {
    Terms terms =
        TERMS.withExpensesUpTo(Amount.micros(7)).withTime(Duration.ofNanos(1)).withQuality(0);
    assertThat(terms)
        .isEqualTo(
            new Terms(Amount.micros(5), Amount.micros(7), Duration.ofNanos(1), 0, Amount.ZERO));
    assertThat(terms.ceiling()).isEqualTo(Amount.micros(12));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1001, Integer.MAX_VALUE, Integer.MIN_VALUE})
  void withQuality_outsidePermille_isRefused(int permille) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TERMS.withQuality(permille))
        .withMessageContaining(String.valueOf(permille));
    Ask ask = Ask.atMost(Amount.ZERO);
    assertThatIllegalArgumentException().isThrownBy(() -> ask.withQualityFloor(permille));
    assertThatIllegalArgumentException().isThrownBy(() -> new Progress(permille, ""));
  }

  @Test
  void withTime_notPositive_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> TERMS.withTime(Duration.ZERO));
    assertThatIllegalArgumentException().isThrownBy(() -> TERMS.withTime(Duration.ofNanos(-1)));
    Ask ask = Ask.atMost(Amount.ZERO);
    assertThatIllegalArgumentException().isThrownBy(() -> ask.withTime(Duration.ZERO));
  }

  @Test
  void withExpensesUpTo_sumBeyondCounting_isRefusedAsAnArgument() {
    Amount most = Amount.micros(Long.MAX_VALUE - 5);
    assertThat(TERMS.withExpensesUpTo(most).ceiling().micros()).isEqualTo(Long.MAX_VALUE);
    Amount more = Amount.micros(Long.MAX_VALUE - 4);
    assertThatIllegalArgumentException().isThrownBy(() -> TERMS.withExpensesUpTo(more));
  }
}
