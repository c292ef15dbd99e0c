package guildhall.bench.attribution;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/// Lists of tokens that are arrays inside: a boxed token would be four times as large.
final class Ints extends AbstractList<Integer> implements RandomAccess {

  private final int[] values;

  private Ints(int[] values) {
    this.values = values;
  }

  static List<Integer> list(int[] values) {
    return new Ints(values);
  }

  /// The array of a list; not a copy if it is one of these.
  static int[] array(List<Integer> list) {
    return list instanceof Ints ints
        ? ints.values
        : list.stream().mapToInt(Integer::intValue).toArray();
  }

  @Override
  public Integer get(int index) {
    return values[index];
  }

  @Override
  public int size() {
    return values.length;
  }
}
