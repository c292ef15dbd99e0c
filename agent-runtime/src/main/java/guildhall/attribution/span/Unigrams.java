package guildhall.attribution.span;

import java.util.Arrays;

/// How often each token stands in a corpus, frozen: what a token of an answer is worth.
///
/// The worth is the token's surprisal: `ln((N + 1) / (n + 1))` for a token that stands `n` times
/// among `N`, in micro-nats, the logarithms by `StrictMath`, their difference times a million
/// rounded half up. That is the same number on every machine. Rare tokens are worth most, about 18
/// million micro-nats in a corpus of 75 million tokens. Immutable.
public final class Unigrams {

  private static final double MICROS = 1_000_000;

  private final int[] tokens;
  private final int[] counts;
  private final long total;
  private final long bound;

  /// Copies the arrays.
  ///
  /// @param tokens rising, shape `[n]`
  /// @param counts shape `[n]`, each at least 1
  /// @throws IllegalArgumentException naming the first bad index
  public Unigrams(int[] tokens, int[] counts) {
    if (tokens.length != counts.length) {
      throw new IllegalArgumentException(tokens.length + " tokens, " + counts.length + " counts");
    }
    this.tokens = tokens.clone();
    this.counts = counts.clone();
    long sum = 0;
    for (int i = 0; i < tokens.length; i++) {
      if (counts[i] < 1 || (i > 0 && tokens[i - 1] >= tokens[i])) {
        throw new IllegalArgumentException("not rising, or without a count: index " + i);
      }
      sum += counts[i];
    }
    this.total = sum;
    this.bound = quartile();
  }

  /// The tokens, rising; a copy.
  public int[] tokens() {
    return tokens.clone();
  }

  /// How often each of [#tokens] was counted; a copy.
  public int[] counts() {
    return counts.clone();
  }

  /// Tokens counted.
  public long total() {
    return total;
  }

  /// How often a token was counted; 0 if never.
  public int count(int token) {
    int at = Arrays.binarySearch(tokens, token);
    return at < 0 ? 0 : counts[at];
  }

  /// What each token of an answer is worth.
  ///
  /// @param answer shape `[n]`
  /// @return micro-nats, shape `[n]`, each 0 or more
  public long[] worth(int[] answer) {
    long[] worth = new long[answer.length];
    for (int i = 0; i < answer.length; i++) {
      worth[i] = worthOf(count(answer[i]));
    }
    return worth;
  }

  /// Like [#worth], but no token is worth more than one that is more common than three quarters of
  /// all running words: those are worth the same, and only the most common ones less. So words that
  /// nobody has, or hardly anybody, cannot be put in to make a text worth more.
  ///
  /// @return micro-nats, shape `[n]`, each 0 or more
  public long[] boundedWorth(int[] answer) {
    long[] worth = worth(answer);
    for (int i = 0; i < worth.length; i++) {
      worth[i] = Math.min(worth[i], bound);
    }
    return worth;
  }

  private long quartile() {
    int[] sorted = counts.clone();
    Arrays.sort(sorted);
    long rest = total;
    for (int count : sorted) {
      rest -= count;
      if (rest * 4 <= total) {
        return worthOf(count);
      }
    }
    return worthOf(0);
  }

  private long worthOf(int count) {
    double surprisal = StrictMath.log(total + 1.0) - StrictMath.log(count + 1.0);
    return (long) StrictMath.floor(surprisal * MICROS + 0.5);
  }
}
