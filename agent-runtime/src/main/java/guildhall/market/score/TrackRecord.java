package guildhall.market.score;

/// What an agent's past says of its next call, in whole numbers.
public final class TrackRecord {

  private TrackRecord() {}

  /// Lower bound of the probability of success: the mean of the beta distribution less one standard
  /// deviation, in permille. Unknown agents get 212: less than the proven, more than the failing.
  ///
  /// Source: Josang and Ismail 2002, the beta reputation system.
  ///
  /// @param delivered 0 or more
  /// @param failed 0 or more
  /// @return 0 to 1000
  public static int lowerBoundPermille(int delivered, int failed) {
    long a = delivered + 1L;
    long b = failed + 1L;
    long n = a + b;
    long mean = 1000 * a / n;
    long variance = 1_000_000 * a / n * b / n / (n + 1); // permille squared
    return (int) Math.clamp(mean - squareRoot(variance), 0L, 1000L);
  }

  private static long squareRoot(long value) {
    long root = 0;
    for (long bit = 1L << 20; bit > 0; bit >>= 1) {
      if ((root + bit) * (root + bit) <= value) {
        root += bit;
      }
    }
    return root;
  }
}
