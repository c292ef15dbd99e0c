package guildhall.datanet.admission;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/// What duplicates of a document are told by: a hash of its tokens, and a MinHash signature of its
/// shingles, which are runs of five tokens.
///
/// The signature is one-permutation MinHash: each shingle is hashed once, seven bits choose one of
/// 128 bins, and each bin keeps the smallest hash. A bin that got none takes the value of another
/// one, chosen by the number of the bin and of the try only, which keeps two signatures comparable
/// (optimal densification, Shrivastava 2017). Of each bin eight bits are kept: unequal bins agree
/// once in 256 times, which is allowed for. Four bins are a band, 32 bits. Immutable.
public final class Fingerprint {

  static final int BANDS = 32;
  private static final int BINS = 128;
  private static final int BIN_BITS = 7;
  private static final long EMPTY = Long.MAX_VALUE;

  private final long high;
  private final long low;
  private final int tokens;
  private final int[] bands;

  private Fingerprint(long high, long low, int tokens, int[] bands) {
    this.high = high;
    this.low = low;
    this.tokens = tokens;
    this.bands = bands;
  }

  /// Of a document.
  ///
  /// @param tokens shape `[n]`, n at least 1
  /// @param seed of the hashes; whoever does not know it cannot aim at a band
  static Fingerprint of(int[] tokens, long seed) {
    ByteBuffer hash = ByteBuffer.wrap(sha256(tokens));
    return new Fingerprint(hash.getLong(), hash.getLong(), tokens.length, bands(tokens, seed));
  }

  /// SHA-256 of the tokens, the first half.
  long high() {
    return high;
  }

  /// SHA-256 of the tokens, the second quarter.
  long low() {
    return low;
  }

  /// How many tokens the document has.
  int tokens() {
    return tokens;
  }

  int band(int number) {
    return bands[number];
  }

  private static byte[] sha256(int[] tokens) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      ByteBuffer block = ByteBuffer.allocate(4096);
      for (int from = 0; from < tokens.length; from += 1024) {
        int length = Math.min(1024, tokens.length - from);
        var _ = block.clear().asIntBuffer().put(tokens, from, length);
        digest.update(block.array(), 0, length * 4);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static int[] bands(int[] tokens, long seed) {
    long[] bins = new long[BINS];
    Arrays.fill(bins, EMPTY);
    Shingles.each(
        tokens,
        shingle -> {
          long hash = Shingles.mixed(shingle + seed);
          int bin = (int) (hash >>> (64 - BIN_BITS));
          bins[bin] = Math.min(bins[bin], hash & (-1L >>> BIN_BITS));
        });
    int[] bands = new int[BANDS];
    for (int bin = 0; bin < BINS; bin++) {
      bands[bin >> 2] = bands[bin >> 2] << 8 | (int) (bins[filled(bins, bin)] & 0xFF);
    }
    return bands;
  }

  /// The bin itself, or the one whose value it takes.
  private static int filled(long[] bins, int bin) {
    int from = bin;
    for (long attempt = 1; bins[from] == EMPTY; attempt++) {
      from = (int) (Shingles.mixed(bin | attempt << 32) >>> (64 - BIN_BITS));
    }
    return from;
  }

  /// What two bands have in common: equal bins, 0 to 4.
  static int agreement(int band, int other) {
    int difference = band ^ other;
    int equal = 0;
    for (int shift = 0; shift < 32; shift += 8) {
      equal += (difference >>> shift & 0xFF) == 0 ? 1 : 0;
    }
    return equal;
  }

  /// How much of a document an earlier one has, in thousandths, as the equal bins and the lengths
  /// of both tell. With a Jaccard index `j`, `j * (n + m) / (1 + j)` of `n` and `m` shingles are in
  /// both.
  ///
  /// @param equal of 128
  /// @param tokens of the document, 1 or more
  /// @param earlierTokens of the other
  static int contained(int equal, int tokens, int earlierTokens) {
    long jaccard = Math.max(0, (2 * equal - 1) * 1000 / 255);
    return (int)
        Math.min(
            1000,
            jaccard * ((long) tokens + earlierTokens) / ((1000 + jaccard) * tokens / 1000 + 1));
  }
}
