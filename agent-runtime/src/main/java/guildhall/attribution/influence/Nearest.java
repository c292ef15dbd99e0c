package guildhall.attribution.influence;

/// The nearest of many, in order: a heap with the farthest of those kept on top.
final class Nearest {

  private final double[] distances;
  private final int[] ties;
  private final int[] heap;
  private int size;

  private Nearest(double[] distances, int[] ties, int count) {
    this.distances = distances;
    this.ties = ties;
    this.heap = new int[count];
  }

  /// Indices of the nearest.
  ///
  /// @param distances no NaN
  /// @param ties of two equally far the one with the lower number is nearer; all different
  /// @param count how many, at most as many as there are
  static int[] of(double[] distances, int[] ties, int count) {
    Nearest nearest = new Nearest(distances, ties, count);
    for (int i = 0; i < distances.length; i++) {
      nearest.offer(i);
    }
    int[] order = new int[count];
    for (int i = count - 1; i >= 0; i--) {
      order[i] = nearest.heap[0];
      nearest.size = i;
      nearest.sink(nearest.heap[i]);
    }
    return order;
  }

  private boolean farther(int one, int other) {
    return distances[one] > distances[other]
        || (distances[one] == distances[other] && ties[one] > ties[other]);
  }

  private void offer(int index) {
    if (size < heap.length) {
      rise(index);
    } else if (size > 0 && farther(heap[0], index)) {
      sink(index);
    }
  }

  private void rise(int index) {
    int at = size;
    size++;
    while (at > 0 && farther(index, heap[(at - 1) / 2])) {
      heap[at] = heap[(at - 1) / 2];
      at = (at - 1) / 2;
    }
    heap[at] = index;
  }

  /// Puts one in the place of the top.
  private void sink(int index) {
    int at = 0;
    while (2 * at + 1 < size) {
      int child = 2 * at + 1;
      if (child + 1 < size && farther(heap[child + 1], heap[child])) {
        child++;
      }
      if (!farther(heap[child], index)) {
        break;
      }
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = index;
  }
}
