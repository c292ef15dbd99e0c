package guildhall.samples.memo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Pattern;

/// How numbers are printed in a memo.
public final class Figures {

  private Figures() {}

  /// An amount in EUR, with a comma between thousands, cents only if there are any.
  public static String eur(double amount) {
    return "EUR " + grouped(amount);
  }

  /// Like [#eur(double)] but of whole EUR.
  public static String eur(long amount) {
    return "EUR " + grouped(amount);
  }

  /// A number with a comma between thousands and at most two decimal places.
  public static String grouped(double number) {
    BigDecimal rounded = BigDecimal.valueOf(number).setScale(2, RoundingMode.HALF_UP);
    return rounded.stripTrailingZeros().scale() <= 0
        ? String.format(Locale.ROOT, "%,.0f", rounded)
        : String.format(Locale.ROOT, "%,.2f", rounded);
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

  /// A share from 0 to 1 in percent, with one decimal place.
  public static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f percent", 100 * share);
  }
}
