package guildhall.attribution;

import java.math.BigInteger;

/// Parts in proportion, exact however large the product is.
public final class Proportion {

  private Proportion() {}

  /// `amount * part / whole`, rounded down.
  ///
  /// @param amount 0 or more
  /// @param part 0 or more
  /// @param whole 1 or more
  /// @throws IllegalArgumentException if a number is out of its range
  /// @throws ArithmeticException if the result is more than a `long` holds
  public static long of(long amount, long part, long whole) {
    if (amount < 0 || part < 0 || whole < 1) {
      throw new IllegalArgumentException(amount + " * " + part + " / " + whole);
    }
    long product = amount * part;
    if (product >= 0 && Math.multiplyHigh(amount, part) == 0) {
      return product / whole;
    }
    return BigInteger.valueOf(amount)
        .multiply(BigInteger.valueOf(part))
        .divide(BigInteger.valueOf(whole))
        .longValueExact();
  }
}
