package guildhall.attribution;

/// How much of an answer is due to what was read for it, to the adapter and to the base model, in
/// millionths. What they leave of a million is due to nobody.
///
/// @param context 0 or more
/// @param adapter 0 or more
/// @param base 0 or more
public record Shares(int context, int adapter, int base) {

  /// All of an answer.
  public static final int WHOLE = 1_000_000;

  /// Coalitions of the three, see [#ofValues].
  public static final int COALITIONS = 8;

  /// Bit of the context in a mask of [#ofValues].
  public static final int CONTEXT = 1;

  /// Bit of the adapter.
  public static final int ADAPTER = 2;

  /// Bit of the base model.
  public static final int BASE = 4;

  /// Constants of a policy, for an answer whose log-probabilities nobody has.
  ///
  /// @throws IllegalArgumentException if one is negative or they sum to more than a million
  public Shares {
    if (context < 0 || adapter < 0 || base < 0 || (long) context + adapter + base > WHOLE) {
      throw new IllegalArgumentException(
          "shares must be 0 or more and sum to at most 1000000: %d, %d, %d"
              .formatted(context, adapter, base));
    }
  }

  /// The Shapley value of the game of the three for the log-probability of the answer.
  ///
  /// A coalition is worth what it makes the answer likelier by than its words' frequencies do: the
  /// larger of 0 and its log-probability less that of the frequencies. Who makes the answer less
  /// likely has no share, and the others get no more by that. If all three together explain nothing
  /// nobody has a share.
  ///
  /// @param logProbabilities of the answer in millionths of a nat, shape `[8]` by mask: [#CONTEXT]
  ///   + [#ADAPTER] + [#BASE]
  /// @param frequencies log-probability of the answer by its words' frequencies alone
  /// @throws IllegalArgumentException if the shape differs or a gain exceeds [Shapley#VALUE_MAX]
  public static Shares ofValues(long[] logProbabilities, long frequencies) {
    if (logProbabilities.length != COALITIONS) {
      throw new IllegalArgumentException("8 values expected: " + logProbabilities.length);
    }
    long[] sums =
        Shapley.timesFactorial(
            3, mask -> gain(logProbabilities[Math.toIntExact(mask)], frequencies));
    long together = Shapley.factorial(3) * gain(logProbabilities[COALITIONS - 1], frequencies);
    return of(sums[0], sums[1], sums[2], together);
  }

  /// Like [#ofValues] with four scorings instead of eight: the base comes first, then the adapter,
  /// then the context, and each has what it adds. What two of them know both goes to the earlier.
  ///
  /// @param none log-probability without any of them, in millionths of a nat
  /// @param base with the base
  /// @param adapter with base and adapter
  /// @param context with all three
  /// @param frequencies log-probability of the answer by its words' frequencies alone
  public static Shares ofChain(long none, long base, long adapter, long context, long frequencies) {
    long ofNone = gain(none, frequencies);
    long ofBase = gain(base, frequencies);
    long ofAdapter = gain(adapter, frequencies);
    long ofContext = gain(context, frequencies);
    return of(ofContext - ofAdapter, ofAdapter - ofBase, ofBase - ofNone, ofContext);
  }

  private static long gain(long logProbability, long frequencies) {
    return Math.max(0, Math.subtractExact(logProbability, frequencies));
  }

  /// Parts of all that is gained. Where harm was clipped the parts exceed it and are parts of their
  /// sum.
  private static Shares of(long context, long adapter, long base, long together) {
    long helpful = Math.max(0, context) + Math.max(0, adapter) + Math.max(0, base);
    long whole = Math.max(helpful, together);
    return together <= 0
        ? new Shares(0, 0, 0)
        : new Shares(share(context, whole), share(adapter, whole), share(base, whole));
  }

  private static int share(long part, long whole) {
    return Math.toIntExact(Proportion.of(WHOLE, Math.max(0, part), whole));
  }
}
