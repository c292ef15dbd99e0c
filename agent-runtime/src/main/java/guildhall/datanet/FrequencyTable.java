package guildhall.datanet;

import guildhall.attribution.span.Unigrams;
import java.nio.ByteBuffer;

/// Frequencies as a content: how many different tokens there are, the tokens rising, and their
/// counts in the same order; all numbers of 4 bytes, the highest first.
public final class FrequencyTable {

  /// Before anything is registered.
  public static final Unigrams NONE = new Unigrams(new int[0], new int[0]);

  private FrequencyTable() {}

  /// The frequencies of a content.
  ///
  /// @throws IllegalArgumentException if it is none
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

  static byte[] bytes(Unigrams frequencies) {
    int[] tokens = frequencies.tokens();
    ByteBuffer out = ByteBuffer.allocate(Integer.BYTES * (1 + 2 * tokens.length));
    out.putInt(tokens.length).asIntBuffer().put(tokens).put(frequencies.counts());
    return out.array();
  }
}
