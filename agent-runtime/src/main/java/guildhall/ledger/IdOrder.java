package guildhall.ledger;

/// Sorts the numbers of records by their ids: a merge sort that leaves alone what is in order
/// already. Ids come almost in the order of their time, so most merges touch little.
final class IdOrder {

  private final LongRows rows;
  private final int[] order;
  private final int[] spare;

  /// @param rows high and low in the first two columns
  IdOrder(LongRows rows) {
    this.rows = rows;
    this.order = new int[rows.size()];
    this.spare = new int[rows.size()];
  }

  int[] sorted() {
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    for (long run = 1; run < order.length; run *= 2) {
      for (long from = 0; from + run < order.length; from += 2 * run) {
        merge((int) from, (int) (from + run), (int) Math.min(order.length, from + 2 * run));
      }
    }
    return order;
  }

  private void merge(int from, int middle, int to) {
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
