package guildhall.sdk;

import java.time.Duration;

/// What an agent asks for one call: the binding part of a [Quote], written by the agent's author.
///
/// @param fee firm; what the payer pays for the agent's own work if it is delivered, and nothing
///   otherwise. An agent may charge less, see [Call#charge]. Of a metered capability the most that
///   can come together
/// @param expensesUpTo ceiling for what the agent may buy from others while it works, and for what
///   it reads of datanets that have a price; each of those is paid by the payer directly, the rest
///   returns to the payer
/// @param within promised time to deliver; counts in the market's score. Twice this and a second
///   more is the call's deadline, unless the caller's own is earlier
/// @param quality promised quality in permille, 0 to 1000, as the capability defines it (coverage,
///   precision, depth); the agent's record is scored beside it
/// @param perThousand price of a thousand characters that are released; zero if the fee is for the
///   result
public record Terms(
    Amount fee, Amount expensesUpTo, Duration within, int quality, Amount perThousand) {

  /// Checks what it is made of.
  ///
  /// @throws IllegalArgumentException if the time is not positive, the quality outside 0 to 1000,
  ///   or fee and expenses together more than can be counted
  public Terms {
    if (!within.isPositive()) {
      throw new IllegalArgumentException("within must be positive: " + within);
    }
    if (quality < 0 || quality > 1000) {
      throw new IllegalArgumentException("quality must be 0..1000 permille: " + quality);
    }
    if (fee.micros() > Long.MAX_VALUE - expensesUpTo.micros()) {
      throw new IllegalArgumentException(
          "fee and expenses are more than can be counted: " + fee + " + " + expensesUpTo);
    }
  }

  /// {@return a firm fee, no expenses, within ten seconds, full quality; refine with the `with`
  /// methods}
  ///
  /// @param fee firm
  public static Terms fee(Amount fee) {
    return new Terms(fee, Amount.ZERO, Duration.ofSeconds(10), 1000, Amount.ZERO);
  }

  /// Like [#fee], for a metered capability: so much for a thousand characters of the text that is
  /// released, in proportion and rounded down, and never more than a ceiling. What was released is
  /// paid however the call ends. A character is a Unicode code point.
  ///
  /// @param perThousandCharacters above zero
  /// @param feeUpTo the most that can come together
  /// @return the terms
  /// @throws IllegalArgumentException if the price is nothing
  public static Terms metered(Amount perThousandCharacters, Amount feeUpTo) {
    if (perThousandCharacters.isZero()) {
      throw new IllegalArgumentException("the price of a thousand characters must be more than 0");
    }
    return new Terms(feeUpTo, Amount.ZERO, Duration.ofSeconds(10), 1000, perThousandCharacters);
  }

  /// These terms for another fee.
  Terms withFee(Amount other) {
    return new Terms(other, expensesUpTo, within, quality, perThousand);
  }

  /// {@return these terms with a ceiling for purchases from other agents}
  ///
  /// @param ceiling fee and expenses together
  public Terms withExpensesUpTo(Amount ceiling) {
    return new Terms(fee, ceiling, within, quality, perThousand);
  }

  /// {@return these terms with a promised time to deliver}
  ///
  /// @param time above zero
  public Terms withTime(Duration time) {
    return new Terms(fee, expensesUpTo, time, quality, perThousand);
  }

  /// {@return these terms with a promised quality in permille}
  ///
  /// @param permille 0 to 1000
  public Terms withQuality(int permille) {
    return new Terms(fee, expensesUpTo, within, permille, perThousand);
  }

  /// {@return how they charge: it has to be how the capability is charged}
  public Capability.Charging charging() {
    return perThousand.isZero() ? Capability.Charging.FIXED : Capability.Charging.METERED;
  }

  /// {@return the most the payer can come to pay: fee plus expenses}
  public Amount ceiling() {
    return fee.plus(expensesUpTo);
  }
}
