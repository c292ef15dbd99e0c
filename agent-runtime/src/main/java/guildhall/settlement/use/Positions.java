package guildhall.settlement.use;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Rising positions of the book, 8 bytes each and up to half as much again in reserve.
final class Positions {

  private static final long[] NONE = {};

  private long[] values = NONE;
  private int size;

  /// Adds one unless it is the newest already; it is never below that.
  void add(long position) {
    if (size > 0 && values[size - 1] == position) {
      return;
    }
    if (size == values.length) {
      values = Arrays.copyOf(values, Math.max(4, Math.addExact(size, size >> 1)));
    }
    values[size++] = position;
  }

  int size() {
    return size;
  }

  long get(int index) {
    return values[index];
  }

  /// The newest below a position, newest first.
  ///
  /// @param most of them at most
  List<Long> below(long before, int most) {
    int found = Arrays.binarySearch(values, 0, size, before);
    int end = found < 0 ? -found - 1 : found;
    List<Long> page = new ArrayList<>();
    for (int i = end - 1; i >= 0 && page.size() < most; i--) {
      page.add(values[i]);
    }
    return page;
  }
}
