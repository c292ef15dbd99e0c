package guildhall.attribution.span;

import java.nio.ByteBuffer;
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
  }

  /// Counts from bytes, see [#toBytes].
  ///
  /// @throws IllegalArgumentException if they are not such bytes
  public static Unigrams of(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    int size = bytes.length < Integer.BYTES ? -1 : in.getInt();
    if (size < 0 || bytes.length != Integer.BYTES * (1 + 2L * size)) {
      throw new IllegalArgumentException(bytes.length + " bytes are no table of " + size);
    }
    int[] tokens = new int[size];
    int[] counts = new int[size];
    in.asIntBuffer().get(tokens).get(counts);
    return new Unigrams(tokens, counts);
  }

  /// How many different tokens there are, the tokens rising, and their counts in the same order;
  /// all numbers of 4 bytes, the highest first.
  public byte[] toBytes() {
    ByteBuffer out = ByteBuffer.allocate(Integer.BYTES * (1 + 2 * tokens.length));
    out.putInt(tokens.length).asIntBuffer().put(tokens).put(counts);
    return out.array();
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
    double all = StrictMath.log(total + 1.0);
    long[] worth = new long[answer.length];
    for (int i = 0; i < answer.length; i++) {
      double surprisal = all - StrictMath.log(count(answer[i]) + 1.0);
      worth[i] = (long) StrictMath.floor(surprisal * MICROS + 0.5);
    }
    return worth;
  }
}
