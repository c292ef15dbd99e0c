package guildhall.ledger;

import java.util.Arrays;

/// Numbered ints in chunks: growing copies at most one chunk. Not safe for threads.
final class IntColumn {

  private static final int CHUNK_BITS = 14;
  private static final int CHUNK = 1 << CHUNK_BITS;
  private static final int FIRST = 16;

  private int[][] chunks = {new int[FIRST]};
  private int size;

  int size() {
    return size;
  }

  void add(int value) {
    int chunk = size >>> CHUNK_BITS;
    int at = size & (CHUNK - 1);
    if (chunk == chunks.length) {
      chunks = Arrays.copyOf(chunks, chunk * 2);
    }
    if (chunk == 0 && at == chunks[0].length) {
      chunks[0] = Arrays.copyOf(chunks[0], at * 2);
    } else if (chunk > 0 && at == 0) {
      chunks[chunk] = new int[CHUNK];
    }
    chunks[chunk][at] = value;
    size++;
  }

  void removeLast() {
    size--;
  }

  int get(int number) {
    return chunks[number >>> CHUNK_BITS][number & (CHUNK - 1)];
  }
}
