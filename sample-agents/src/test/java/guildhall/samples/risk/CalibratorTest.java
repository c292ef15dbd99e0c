package guildhall.samples.risk;

import static org.assertj.core.api.Assertions.assertThat;

import guildhall.samples.research.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalibratorTest {

  private static Finding finding(String indicator, String figure) {
    return new Finding(
        indicator, figure, "percent", 2024, "", "market-facts#" + indicator, "Office", false);
  }

  private static Calibration calibrate(Finding... findings) {
    return new Calibrator(new CalibrationRequest(Cases.threeYears(0, 0, 1), List.of(findings)))
        .calibrate();
  }

  @Test
  void calibrate_figuresFound_takesAndCitesThem() {
    Calibration calibration =
        calibrate(
            finding("consumption_tax_rate", "19"),
            finding("corporate_tax_rate", "29.9"),
            finding("inflation", "5.0"),
            finding("gdp_growth", "-2"));
    assertThat(calibration.consumptionTax().mean()).isEqualTo(19);
    assertThat(calibration.corporateTax().mean()).isEqualTo(29.9);
    assertThat(calibration.corporateTax().citations())
        .containsExactly("market-facts#corporate_tax_rate");
    assertThat(calibration.inflation().deviation()).isEqualTo(2);
    assertThat(calibration.demandGrowth().mean()).isEqualTo(10);
    assertThat(calibration.demandGrowth().deviation()).isEqualTo(5);
    assertThat(calibration.inflation().illustrative()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "n/a", "1e400", "NaN", "about 5", "1,5", "-"})
  void calibrate_figureIsNoNumber_takesTheDefaultAndSaysIllustrative(String figure) {
    Parameter inflation = calibrate(finding("inflation", figure)).inflation();
    assertThat(inflation.mean()).isEqualTo(3);
    assertThat(inflation.citations()).isEmpty();
    assertThat(inflation.illustrative()).isTrue();
  }
}
