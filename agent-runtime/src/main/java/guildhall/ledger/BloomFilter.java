package guildhall.ledger;

/// Says of most ids that are not there that they are not: about 10 bits an id, of which 7 are set,
/// all in one line of 512. Some 1 to 2 % of strangers pass.
///
/// Source: Putze, Sanders, Singler, "Cache-, Hash- and Space-Efficient Bloom Filters", 2007: one
/// line is one miss of the processor's cache.
final class BloomFilter {

  private static final int BITS_PER_ID = 10;
  private static final int LINE_BITS = 512;
  private static final int LINE_WORDS = LINE_BITS / Long.SIZE;
  private static final int PROBES = 7;
  private static final int PROBE_BITS = 9;

  private final long[] words;

  /// @param ids how many will be added
  BloomFilter(int ids) {
    long lines = ((long) ids * BITS_PER_ID + LINE_BITS - 1) / LINE_BITS;
    this.words = new long[Math.toIntExact(Math.max(1, lines) * LINE_WORDS)];
  }

  /// @param hash of an id, well mixed
  void add(long hash) {
    int line = line(hash);
    long probes = Mix.of(hash);
    for (int i = 0; i < PROBES; i++, probes >>>= PROBE_BITS) {
      int bit = (int) probes & (LINE_BITS - 1);
      words[line + bit / Long.SIZE] |= 1L << bit;
    }
  }

  /// False if it was not added for sure.
  boolean mayHave(long hash) {
    int line = line(hash);
    long probes = Mix.of(hash);
    for (int i = 0; i < PROBES; i++, probes >>>= PROBE_BITS) {
      int bit = (int) probes & (LINE_BITS - 1);
      if ((words[line + bit / Long.SIZE] & (1L << bit)) == 0) {
        return false;
      }
    }
    return true;
  }

  private int line(long hash) {
    return (int) Math.unsignedMultiplyHigh(hash, words.length / LINE_WORDS) * LINE_WORDS;
  }
}
