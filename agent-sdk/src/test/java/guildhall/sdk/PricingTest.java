package guildhall.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PricingTest {

  record In(String text) {}

  private static final Amount MOST = Amount.micros(Long.MAX_VALUE);

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # idle, full, load, fee
          100, 300,    0, 100
          100, 300,  500, 200
          100, 300,  999, 299
          100, 300, 1000, 300
          100, 300, 2000, 300
          100, 300,   -1, 100
          300, 100,  500, 200
          300, 100, 1000, 100
          0, 9223372036854775807, 1000, 9223372036854775807
          0, 9223372036854775807,  500, 4611686018427387903
          """)
  void byLoad_anyLoad_isOnTheLine(long idle, long full, int load, long fee) throws Exception {
    Pricing<In> pricing = Pricing.byLoad(Terms.fee(Amount.micros(idle)), Amount.micros(full));
    Terms expected = Terms.fee(Amount.micros(fee));

    assertThat(pricing.quote(new In("x"), load)).isEqualTo(expected);
    assertThat(pricing.standing(load)).contains(expected);
  }

  @Test
  void byLoad_moreThanCanBeCounted_isRefused() {
    Terms idle = Terms.fee(Amount.ZERO).withExpensesUpTo(Amount.micros(1));
    assertThatThrownBy(() -> Pricing.byLoad(idle, MOST))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("more than can be counted");
  }

  @Test
  void byLoad_ofInputAndLoad_hasNoStandingQuote() throws Exception {
    Pricing<In> pricing =
        Pricing.byLoad((in, load) -> Terms.fee(Amount.micros(in.text().length() * 1000L + load)));

    assertThat(pricing.quote(new In("xx"), 7).fee()).isEqualTo(Amount.micros(2007));
    assertThat(pricing.quote(new In("xx")).fee()).isEqualTo(Amount.micros(2000));
    assertThat(pricing.standing(7)).isEmpty();
  }

  @Test
  void quote_ofAPriceThatKnowsNoLoad_isThatPriceAtAnyLoad() throws Exception {
    Pricing<In> pricing = in -> Terms.fee(Amount.micros(in.text().length()));

    assertThat(pricing.quote(new In("xx"), 999).fee()).isEqualTo(Amount.micros(2));
  }
}
