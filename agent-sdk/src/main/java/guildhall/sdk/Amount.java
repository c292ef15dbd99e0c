package guildhall.sdk;

import java.math.BigDecimal;

/// Money: whole micro-credits, never negative, never floating point.
///
/// 1 credit = 1,000,000 micro-credits. Arithmetic that would leave the range throws: an amount that
/// cannot be represented is a bug in the caller, never a silent wrap.
///
/// @param micros whole micro-credits, 0 or more
public record Amount(long micros) implements Comparable<Amount> {

  /// Micro-credits in one credit.
  public static final long MICROS_PER_CREDIT = 1_000_000L;

  /// Nothing.
  public static final Amount ZERO = new Amount(0);

  /// Checks what it is made of.
  ///
  /// @throws IllegalArgumentException if `micros` is negative
  public Amount {
    if (micros < 0) {
      throw new IllegalArgumentException("micros must be >= 0: " + micros);
    }
  }

  /// {@return an amount of whole micro-credits}
  public static Amount micros(long micros) {
    return micros == 0 ? ZERO : new Amount(micros);
  }

  /// Reads a decimal string of credits, for example `"12.5"`; at most six places after the point.
  ///
  /// @param decimal digits, and at most six more after a point
  /// @return the amount
  /// @throws IllegalArgumentException if it is not a plain decimal, is negative, has more than six
  ///   decimal places or does not fit
  public static Amount credits(String decimal) {
    if (!decimal.matches("[0-9]{1,13}(\\.[0-9]{1,6})?")) {
      throw new IllegalArgumentException(
          "not an amount of credits (digits, at most six after the point): " + decimal);
    }
    try {
      return micros(new BigDecimal(decimal).movePointRight(6).longValueExact());
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("more credits than can be counted: " + decimal, e);
    }
  }

  /// {@return the sum of this and `other`}
  ///
  /// @param other what is added
  /// @throws ArithmeticException if it does not fit
  public Amount plus(Amount other) {
    return micros(Math.addExact(micros, other.micros));
  }

  /// {@return this less `other`}
  ///
  /// @param other what is taken away
  /// @throws IllegalArgumentException if `other` is more than this
  public Amount minus(Amount other) {
    return micros(Math.subtractExact(micros, other.micros));
  }

  /// {@return this many times over}
  ///
  /// @param factor 0 or more
  /// @throws ArithmeticException if it does not fit
  /// @throws IllegalArgumentException if `factor` is negative
  public Amount times(long factor) {
    if (factor < 0) {
      throw new IllegalArgumentException("factor must be >= 0: " + factor);
    }
    return micros(Math.multiplyExact(micros, factor));
  }

  /// {@return the smaller of this and `other`}
  ///
  /// @param other the other one
  public Amount min(Amount other) {
    return micros <= other.micros ? this : other;
  }

  /// {@return whether this is nothing}
  public boolean isZero() {
    return micros == 0;
  }

  @Override
  public int compareTo(Amount other) {
    return Long.compare(micros, other.micros);
  }

  /// {@return the amount as a decimal string of credits without needless zeros, for example
  /// `"12.5"`; what [#credits] reads}
  public String toCredits() {
    return BigDecimal.valueOf(micros, 6).stripTrailingZeros().toPlainString();
  }

  @Override
  public String toString() {
    return toCredits() + " cr";
  }
}
