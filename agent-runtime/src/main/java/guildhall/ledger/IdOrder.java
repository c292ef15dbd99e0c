package guildhall.ledger;

import java.util.Arrays;

/// Sorts the numbers of records by their ids.
///
/// The upper bits of an id and the record's number make one long; those are sorted as they are,
/// which processors are good at. Ids that share these bits lie next to each other then and are
/// merged by the whole id, so that ids somebody chose to be alike take n log n steps as well.
final class IdOrder {

  private final LongRows rows;
  private final int[] order;

  /// @param rows high and low in the first two columns
  IdOrder(LongRows rows) {
    this.rows = rows;
    this.order = new int[rows.size()];
  }

  int[] sorted() {
    int count = order.length;
    if (count > 1) {
      int numberBits = Integer.SIZE - Integer.numberOfLeadingZeros(count - 1);
      long[] keys = keys(numberBits);
      Arrays.sort(keys);
      for (int i = 0; i < count; i++) {
        order[i] = (int) (keys[i] & ((1L << numberBits) - 1));
      }
      int from = 0;
      for (int i = 1; i <= count; i++) {
        if (i == count || keys[i] >>> numberBits != keys[from] >>> numberBits) {
          mergeSort(from, i);
          from = i;
        }
      }
    }
    return order;
  }

  /// As much of each id's upper half as fits above the record's number, without what all have in
  /// common.
  private long[] keys(int numberBits) {
    long least = -1;
    long most = 0;
    for (int record = 0; record < order.length; record++) {
      long high = rows.get(record, 0);
      least = Long.compareUnsigned(high, least) < 0 ? high : least;
      most = Long.compareUnsigned(high, most) > 0 ? high : most;
    }
    int room = Long.SIZE - 1 - numberBits; // the sign stays free
    int shift = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(most - least) - room);
    long[] keys = new long[order.length];
    for (int record = 0; record < keys.length; record++) {
      keys[record] = (rows.get(record, 0) - least) >>> shift << numberBits | record;
    }
    return keys;
  }

  private void mergeSort(int start, int end) {
    if (end - start < 2) {
      return;
    }
    int[] spare = new int[end - start];
    for (long run = 1; run < end - start; run *= 2) {
      for (long from = start; from + run < end; from += 2 * run) {
        merge((int) from, (int) (from + run), (int) Math.min(end, from + 2 * run), spare);
      }
    }
  }

  private void merge(int from, int middle, int to, int[] spare) {
    int left = from;
    while (left < middle && !after(order[left], order[middle])) {
      left++;
    }
    int length = middle - left;
    System.arraycopy(order, left, spare, 0, length);
    int right = middle;
    int out = left;
    for (int i = 0; i < length; ) {
      order[out++] = right < to && after(spare[i], order[right]) ? order[right++] : spare[i++];
    }
  }

  private boolean after(int one, int other) {
    return HeapIds.compare(
            rows.get(one, 0), rows.get(one, 1), rows.get(other, 0), rows.get(other, 1))
        > 0;
  }
}
