package guildhall.ledger;

import java.util.Arrays;

/// Numbered rows of some longs each, in chunks: a row lies in one place, and growing copies at most
/// one small chunk, never the whole. The first chunk starts small, so an empty table costs little.
///
/// Not safe for threads.
final class LongRows {

  private static final int CHUNK_BITS = 13;
  private static final int CHUNK = 1 << CHUNK_BITS;
  private static final int FIRST = 16;

  private final int width;
  private long[][] chunks;
  private int size;

  /// @param width longs in a row, 1 or more
  LongRows(int width) {
    this.width = width;
    this.chunks = new long[][] {new long[FIRST * width]};
  }

  int size() {
    return size;
  }

  /// Adds a row of zeros and gives its number: 0, 1, 2 and so on.
  int add() {
    int chunk = size >>> CHUNK_BITS;
    if (chunk == chunks.length) {
      chunks = Arrays.copyOf(chunks, chunk * 2);
    }
    int needed = ((size & (CHUNK - 1)) + 1) * width;
    if (chunk == 0 && needed > chunks[0].length) {
      chunks[0] = Arrays.copyOf(chunks[0], chunks[0].length * 2);
    } else if (needed == width && chunk > 0) {
      chunks[chunk] = new long[CHUNK * width];
    }
    return size++;
  }

  /// Takes the newest row away.
  void removeLast() {
    size--;
    int at = (size & (CHUNK - 1)) * width;
    Arrays.fill(chunks[size >>> CHUNK_BITS], at, at + width, 0);
  }

  long get(int row, int column) {
    return chunks[row >>> CHUNK_BITS][(row & (CHUNK - 1)) * width + column];
  }

  void set(int row, int column, long value) {
    chunks[row >>> CHUNK_BITS][(row & (CHUNK - 1)) * width + column] = value;
  }

  /// Forgets all rows and what they cost.
  void clear() {
    chunks = new long[][] {new long[FIRST * width]};
    size = 0;
  }
}
