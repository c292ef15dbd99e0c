package guildhall.settlement.use;

import guildhall.attribution.Attribution;
import guildhall.attribution.Proportion;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What contributions of a datanet earn, what they might earn, and where others are wanted. It
/// knows only what the book has, of at most 28 whole days, and says of how many. Pure.
///
/// @param daysObserved whole days since the first use, at most 28; today is not among them
/// @param today so far
/// @param week the last 7 of the days observed
/// @param month all days observed
/// @param perContribution what accepted contributions have earned so far, without what was reversed
/// @param next what the next 30 days might bring; empty before a whole week was observed
/// @param saturation how much room there is
/// @param niches capabilities whose answers are often attributed to nobody, those with most such
///   money first
public record Forecast(
    int daysObserved,
    Period today,
    Period week,
    Period month,
    Spread perContribution,
    Optional<Range> next,
    Saturation saturation,
    List<Niche> niches) {

  private static final int WEEK = 7;
  private static final int AHEAD = 30;
  private static final int MOST_NICHES = 10;

  /// Fewer receipts say nothing about a capability.
  private static final int NICHE_RECEIPTS = 5;

  private static final int NICHE_PERMILLE = 500;

  /// Copies the list.
  public Forecast {
    niches = List.copyOf(niches);
  }

  /// Some days together.
  ///
  /// @param days how many of them were observed
  /// @param sum of them all; its `day` means nothing
  /// @param unattributedPermille of the royalty parts of receipts that used the datanet, how much
  ///   could be attributed to nobody
  public record Period(int days, Day sum, int unattributedPermille) {

    static Period of(int days, List<Day> which) {
      Day sum = which.stream().reduce(Day.empty(0), Day::plus);
      return new Period(days, sum, Attribution.permille(sum.residualMicros(), sum.poolMicros()));
    }

    /// What a day of it has earned, in micro-credits, rounded down; 0 if none was observed.
    public long earnedPerDayMicros() {
      return days == 0 ? 0 : sum.earnedMicros() / days;
    }
  }

  /// How a sum is spread over contributions, in micro-credits.
  ///
  /// @param contributions how many are accepted, those that never earned anything included
  /// @param totalMicros of all
  /// @param lowerMicros a quarter of them has no more than this
  /// @param medianMicros a half of them has no more than this
  /// @param upperMicros three quarters of them have no more than this
  public record Spread(
      int contributions, long totalMicros, long lowerMicros, long medianMicros, long upperMicros) {

    static Spread of(long[] earned) {
      long[] rising = earned.clone();
      Arrays.sort(rising);
      return new Spread(
          rising.length,
          Arrays.stream(rising).sum(),
          quantile(rising, 1),
          quantile(rising, 2),
          quantile(rising, 3));
    }

    /// The mean, rounded down; 0 if there are none.
    public long meanMicros() {
      return contributions == 0 ? 0 : totalMicros / contributions;
    }
  }

  /// What the next 30 days might bring all contributions together, in micro-credits: 30 times the
  /// mean of the days it is based on, from 30 days such as those of their lower quartile to 30 such
  /// as those of their upper one. If a few days brought most, the mean lies outside of the
  /// quartiles, and the range reaches to it.
  ///
  /// @param basisDays whole weeks of days, so that each day of the week counts alike
  /// @param lowMicros at most the expected
  /// @param highMicros at least the expected
  public record Range(int basisDays, long lowMicros, long expectedMicros, long highMicros) {

    static Range of(long[] days) {
      long[] rising = days.clone();
      Arrays.sort(rising);
      long expected = Proportion.of(Arrays.stream(rising).sum(), AHEAD, rising.length);
      return new Range(
          rising.length,
          Math.min(expected, ahead(quantile(rising, 1))),
          expected,
          Math.max(expected, ahead(quantile(rising, 3))));
    }

    private static long ahead(long micros) {
      return Proportion.of(micros, AHEAD, 1);
    }
  }

  /// How much room there is.
  ///
  /// @param newest how many contributions are the newest tenth, rounded up
  /// @param newestEarned how many of these have earned anything
  /// @param topPermille how much of all that was earned went to the best tenth, rounded up; 0 if
  ///   nothing was
  public record Saturation(int newest, int newestEarned, int topPermille) {

    static Saturation of(long[] earned) {
      int tenth = Math.ceilDiv(earned.length, 10);
      long[] rising = earned.clone();
      Arrays.sort(rising);
      long top = Arrays.stream(rising, rising.length - tenth, rising.length).sum();
      long newestEarned =
          Arrays.stream(earned, earned.length - tenth, earned.length)
              .filter(micros -> micros > 0)
              .count();
      return new Saturation(
          tenth,
          Math.toIntExact(newestEarned),
          Attribution.permille(top, Arrays.stream(rising).sum()));
    }
  }

  /// A capability that is bought, made from data, and often could not be attributed: what its
  /// answers need is mostly in no datanet.
  ///
  /// @param receipts how many of the newest 1,024 of the node were for it
  /// @param usedHere how many of these used this datanet
  /// @param unattributedPermille of their royalty parts, how much could be attributed to nobody
  public record Niche(String capability, int receipts, int usedHere, int unattributedPermille) {}

  /// What was asked for of late by one capability.
  ///
  /// @param usedHere how many of the receipts used the datanet
  record Sought(
      String capability, int receipts, int usedHere, long poolMicros, long residualMicros) {

    Sought plus(Sought other) {
      return new Sought(
          capability,
          receipts + other.receipts,
          usedHere + other.usedHere,
          poolMicros + other.poolMicros,
          residualMicros + other.residualMicros);
    }

    private int unattributedPermille() {
      return Attribution.permille(residualMicros, poolMicros);
    }

    private boolean isNiche() {
      return receipts >= NICHE_RECEIPTS && unattributedPermille() >= NICHE_PERMILLE;
    }
  }

  /// From what was observed.
  ///
  /// @param today number of the day since 1970
  /// @param firstDay of the first use; later than today if there was none
  /// @param days those with uses, rising
  /// @param earned by each accepted contribution, in the order in which they came
  static Forecast of(
      long today, long firstDay, List<Day> days, long[] earned, List<Sought> sought) {
    int observed = firstDay > today ? 0 : (int) Math.min(DatanetUse.DAYS, today - firstDay);
    long[] daily = daily(today, observed, days);
    return new Forecast(
        observed,
        Period.of(1, between(days, today, today + 1)),
        period(today, Math.min(WEEK, observed), days),
        period(today, observed, days),
        Spread.of(earned),
        range(daily),
        Saturation.of(earned),
        niches(sought));
  }

  private static Period period(long today, int length, List<Day> days) {
    return Period.of(length, between(days, today - length, today));
  }

  private static List<Day> between(List<Day> days, long from, long until) {
    return days.stream().filter(each -> each.day() >= from && each.day() < until).toList();
  }

  /// What each day has earned, the newest last; nothing on days without uses.
  private static long[] daily(long today, int observed, List<Day> days) {
    long[] daily = new long[observed];
    for (Day each : between(days, today - observed, today)) {
      daily[(int) (each.day() - today + observed)] = each.earnedMicros();
    }
    return daily;
  }

  private static Optional<Range> range(long[] daily) {
    int basis = daily.length / WEEK * WEEK;
    return basis == 0
        ? Optional.empty()
        : Optional.of(Range.of(Arrays.copyOfRange(daily, daily.length - basis, daily.length)));
  }

  private static List<Niche> niches(List<Sought> sought) {
    return sought.stream()
        .filter(Sought::isNiche)
        .sorted(
            Comparator.comparingLong(Sought::residualMicros)
                .reversed()
                .thenComparing(Sought::capability))
        .limit(MOST_NICHES)
        .map(each ->
            new Niche(
                each.capability(), each.receipts(), each.usedHere(), each.unattributedPermille()))
        .toList();
  }

  /// The smallest of rising numbers that so many quarters of them do not exceed; 0 of none.
  private static long quantile(long[] rising, int quarters) {
    return rising.length == 0 ? 0 : rising[Math.ceilDiv(rising.length * quarters, 4) - 1];
  }
}
