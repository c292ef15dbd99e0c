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

  /// Takes one out; false if it is not there.
  boolean remove(long position) {
    int found = Arrays.binarySearch(values, 0, size, position);
    if (found < 0) {
      return false;
    }
    System.arraycopy(values, found + 1, values, found, size - found - 1);
    size--;
    return true;
  }

  /// How many are not below a position.
  int countFrom(long from) {
    int found = Arrays.binarySearch(values, 0, size, from);
    return size - (found < 0 ? -found - 1 : found);
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
