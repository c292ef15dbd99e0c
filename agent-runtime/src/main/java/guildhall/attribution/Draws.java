package guildhall.attribution;

/// Draws that follow from a seed: the same on every machine and in every version of Java.
///
/// Not for several threads. Source: SplitMix64 of Steele, Lea and Flood, "Fast splittable
/// pseudorandom number generators" (2014): a counter that moves by the golden ratio, and a finisher
/// that mixes its bits.
public final class Draws {

  private static final long STEP = 0x9E37_79B9_7F4A_7C15L;

  private long state;

  /// Draws from the beginning of a seed's sequence.
  ///
  /// @param seed any number; what is drawn for a receipt takes one that follows from the receipt
  public Draws(long seed) {
    this.state = seed;
  }

  /// A seed that follows from an identity, such as that of a receipt: FNV-1a over its UTF-16 code
  /// units.
  public static long seed(String identity) {
    long hash = 0xCBF2_9CE4_8422_2325L;
    for (int i = 0; i < identity.length(); i++) {
      hash = (hash ^ identity.charAt(i)) * 0x0000_0100_0000_01B3L;
    }
    return hash;
  }

  /// The next 64 bits.
  public long next() {
    state += STEP;
    long mixed = (state ^ (state >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D0_49BB_1331_11EBL;
    return mixed ^ (mixed >>> 31);
  }
}
