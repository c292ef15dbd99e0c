package guildhall.attribution.use;

/// How likely an answer is when a model has read only some of the players: whoever has the model
/// gives it, as a table or by asking the model.
///
/// It is asked at most once for a mask and at most [Estimate#SCORINGS_MAX] times for an answer, on
/// the caller's thread. The same mask must always give the same value.
@FunctionalInterface
public interface Utility {

  /// Largest size of a value: 400,000 nats.
  long MAX_MICRO_NATS = 400_000_000_000L;

  /// Most masks that it is asked for.
  ///
  /// @param clusters of near duplicates that were read, 1 to 64
  static int asked(int clusters) {
    return clusters <= Estimate.EXACT_MAX
        ? 1 << clusters
        : clusters <= Estimate.LASSO_MAX ? Estimate.MASKS : Estimate.SCORINGS_MAX;
  }

  /// The log-probability of the answer, summed over its tokens, in millionths of a nat.
  ///
  /// @param mask who was read: bit `i` for player `i` of [Player#of]
  /// @return at most [#MAX_MICRO_NATS] either way
  long microNats(long mask);

  /// A log-probability as a whole number, so that nothing after it depends on rounding.
  ///
  /// @param nats at most 400,000 either way
  /// @throws IllegalArgumentException if it is more, infinite or no number
  static long micros(double nats) {
    double micros = StrictMath.rint(nats * 1e6);
    if (!(StrictMath.abs(micros) <= MAX_MICRO_NATS)) {
      throw new IllegalArgumentException("log-probability out of range: " + nats);
    }
    return (long) micros;
  }
}
