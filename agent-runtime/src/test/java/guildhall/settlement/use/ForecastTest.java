package guildhall.settlement.use;

import static org.assertj.core.api.Assertions.assertThat;

import guildhall.settlement.use.Forecast.Niche;
import guildhall.settlement.use.Forecast.Range;
import guildhall.settlement.use.Forecast.Saturation;
import guildhall.settlement.use.Forecast.Sought;
import guildhall.settlement.use.Forecast.Spread;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Numbers that can be checked by hand.
class ForecastTest {

  private static final long TODAY = 20_000;
  private static final long[] NOTHING = {};

  private static Day day(long day, long earned) {
    return new Day(day, 1, 4, 2, earned, 2 * earned, earned / 2);
  }

  private static Forecast of(long firstDay, List<Day> days) {
    return Forecast.of(TODAY, firstDay, days, NOTHING, List.of());
  }

  @Test
  void of_neverUsed_saysThatItKnowsNothing() {
    Forecast forecast = of(Long.MAX_VALUE, List.of());
    assertThat(forecast.daysObserved()).isZero();
    assertThat(forecast.next()).isEmpty();
    assertThat(forecast.month().earnedPerDayMicros()).isZero();
    assertThat(forecast.month().unattributedPermille()).isZero();
    assertThat(forecast.perContribution()).isEqualTo(new Spread(0, 0, 0, 0, 0));
    assertThat(forecast.saturation()).isEqualTo(new Saturation(0, 0, 0));
  }

  @Test
  void of_usedTodayOnly_countsTodayForItself() {
    Forecast forecast = of(TODAY, List.of(day(TODAY, 70)));
    assertThat(forecast.daysObserved()).isZero();
    assertThat(forecast.today().sum().earnedMicros()).isEqualTo(70);
    assertThat(forecast.week().sum().earnedMicros()).isZero();
    assertThat(forecast.next()).isEmpty();
  }

  @Test
  void of_sixDays_forecastsNothing() {
    assertThat(of(TODAY - 6, List.of(day(TODAY - 6, 600))).next()).isEmpty();
  }

  @Test
  void of_daysWithoutUses_countAsNothingEarned() {
    Forecast forecast = of(TODAY - 7, List.of(day(TODAY - 7, 70), day(TODAY - 1, 7)));
    assertThat(forecast.week().days()).isEqualTo(7);
    assertThat(forecast.week().earnedPerDayMicros()).isEqualTo(11);
    assertThat(forecast.week().unattributedPermille()).isEqualTo(246);
    assertThat(forecast.next()).contains(new Range(7, 0, 330, 330));
  }

  @Test
  void of_steadyDays_expectsThirtyOfThem() {
    List<Day> days = LongStream.range(TODAY - 40, TODAY).mapToObj(each -> day(each, 10)).toList();
    Forecast forecast = of(TODAY - 40, days);
    assertThat(forecast.daysObserved()).isEqualTo(28);
    assertThat(forecast.month().sum().earnedMicros()).isEqualTo(280);
    assertThat(forecast.month().sum().uses()).isEqualTo(4 * 28);
    assertThat(forecast.next()).contains(new Range(28, 300, 300, 300));
  }

  @Test
  void of_twentyDays_isBasedOnTwoWholeWeeks() {
    List<Day> days = new ArrayList<>();
    for (long each = TODAY - 20; each < TODAY; each++) {
      days.add(day(each, each < TODAY - 14 ? 1_000_000 : TODAY - each));
    }
    assertThat(of(TODAY - 20, days).next()).contains(new Range(14, 4 * 30, 225, 11 * 30));
  }

  @Test
  void spread_overContributions_countsThoseThatEarnedNothing() {
    Spread spread = Spread.of(new long[] {0, 8, 0, 4, 100, 0, 0, 12});
    assertThat(spread).isEqualTo(new Spread(8, 124, 0, 0, 8));
    assertThat(spread.meanMicros()).isEqualTo(15);
  }

  @Test
  void saturation_ofTwenty_looksAtTheNewestTwoAndTheBestTwo() {
    long[] earned = new long[20];
    Arrays.fill(earned, 1);
    earned[3] = 41;
    earned[4] = 41;
    earned[18] = 0;
    assertThat(Saturation.of(earned)).isEqualTo(new Saturation(2, 1, 828));
  }

  @Test
  void niches_oftenBoughtAndSeldomAttributed_areNamedMostMoneyFirst() {
    List<Sought> sought =
        List.of(
            new Sought("a.rare", 4, 0, 1000, 1000),
            new Sought("b.known", 50, 40, 1000, 499),
            new Sought("c.wanted", 5, 0, 1000, 500),
            new Sought("d.most", 9, 2, 3000, 2000));
    assertThat(Forecast.of(TODAY, TODAY, List.of(), NOTHING, sought).niches())
        .containsExactly(new Niche("d.most", 9, 2, 666), new Niche("c.wanted", 5, 0, 500));
  }
}
