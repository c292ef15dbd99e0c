package guildhall.samples.memo;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Pattern;

/// How numbers are printed in a memo.
public final class Figures {

  private static final double LEAST_SHARE = 0.0005;
  private static final long BILLION = 1_000_000_000;
  private static final MathContext THREE_DIGITS = new MathContext(3, RoundingMode.HALF_UP);

  private Figures() {}

  /// An amount in EUR as it was given: every digit, with a comma between thousands.
  public static String eur(double amount) {
    return "EUR " + grouped(amount);
  }

  /// Like [#eur(double)] but of whole EUR.
  public static String eur(long amount) {
    return "EUR " + grouped(amount);
  }

  /// An estimate in whole EUR: from a billion on in billions, with three significant digits.
  public static String estimate(long amount) {
    if (amount > -BILLION && amount < BILLION) {
      return eur(amount);
    }
    BigDecimal billions = BigDecimal.valueOf(amount).round(THREE_DIGITS).movePointLeft(9);
    return "EUR " + grouped(billions) + " billion";
  }

  /// A number as it was given: every digit, with a comma between thousands.
  public static String grouped(double number) {
    return grouped(BigDecimal.valueOf(number));
  }

  private static String grouped(BigDecimal number) {
    int decimals = Math.max(0, number.stripTrailingZeros().scale());
    return String.format(Locale.ROOT, "%,." + decimals + "f", number);
  }

  /// A whole number with a comma between thousands.
  public static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /// Whether a text has this figure as a number of its own, not as a part of another.
  static boolean contains(String text, String figure) {
    String alone = "(?<![\\p{Nd}.,-])" + Pattern.quote(figure) + "(?!\\p{Nd}|[.,]\\p{Nd})";
    return Pattern.compile(alone).matcher(text).find();
  }

  /// A number as short as it can be written, without grouping.
  public static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }

  /// How many of something: `1 week`, `2 weeks`.
  public static String count(long number, String one) {
    return grouped(number) + " " + one + (number == 1 ? "" : "s");
  }

  /// Whether a share rounds to nothing at one decimal place of a percent.
  public static boolean isNegligible(double share) {
    return share < LEAST_SHARE;
  }

  /// A share from 0 to 1 in percent, with one decimal place. `none` and `all` mean just that; what
  /// only rounds to them is told apart.
  public static String percent(double share) {
    if (share <= 0) {
      return "none";
    }
    if (share >= 1) {
      return "all";
    }
    if (isNegligible(share)) {
      return "fewer than 0.1 percent";
    }
    return share >= 1 - LEAST_SHARE
        ? "more than 99.9 percent"
        : String.format(Locale.ROOT, "%.1f percent", 100 * share);
  }
}
