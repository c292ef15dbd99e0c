package guildhall.attribution.influence;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What a head is trained on: of each cluster of near duplicates the row that was registered first.
///
/// Later rows of a cluster are no players. They are neither trained on nor valued, so that copying
/// a row changes nothing, for nobody. Immutable; safe on any thread.
public final class TrainingRows {

  private final int classes;
  private final List<Row> roots;
  private final double[][] values;

  private TrainingRows(int classes, List<Row> roots, double[][] values) {
    this.classes = classes;
    this.roots = roots;
    this.values = values;
  }

  /// Keeps the first row of each cluster.
  ///
  /// @param classes how many there are, 1 or more; labels are below it
  /// @param rows in the order they were registered; all with equally many features
  /// @throws IllegalArgumentException if a label is no class, a key is there twice or a row has
  ///   another number of features than the first
  public static TrainingRows of(int classes, List<Row> rows) {
    List<Row> roots = new ArrayList<>();
    Set<Integer> clusters = new HashSet<>();
    Set<String> keys = new HashSet<>();
    for (Row row : rows) {
      check(row, rows.getFirst(), classes);
      if (!keys.add(row.key())) {
        throw new IllegalArgumentException("two rows have the key " + row.key());
      }
      if (clusters.add(row.cluster())) {
        roots.add(row);
      }
    }
    return new TrainingRows(
        classes, List.copyOf(roots), roots.stream().map(Row::withBias).toArray(double[][]::new));
  }

  private static void check(Row row, Row first, int classes) {
    if (row.label() >= classes) {
      throw new IllegalArgumentException(row + ", but there are only " + classes + " classes");
    }
    if (row.length() != first.length()) {
      throw new IllegalArgumentException(
          row + " has " + row.length() + " features and not " + first.length());
    }
  }

  /// Those of these rows that are marked, with their keys and in their order.
  ///
  /// @param kept one flag per row
  public TrainingRows only(boolean[] kept) {
    List<Row> some = new ArrayList<>();
    List<double[]> someValues = new ArrayList<>();
    for (int i = 0; i < size(); i++) {
      if (kept[i]) {
        some.add(roots.get(i));
        someValues.add(values[i]);
      }
    }
    return new TrainingRows(classes, List.copyOf(some), someValues.toArray(double[][]::new));
  }

  /// How many rows are trained on: one per cluster.
  public int size() {
    return roots.size();
  }

  /// How many classes there are.
  public int classes() {
    return classes;
  }

  /// The row's key.
  ///
  /// @param index from 0, in the order of registration
  public String key(int index) {
    return roots.get(index).key();
  }

  /// The row's class.
  public int label(int index) {
    return roots.get(index).label();
  }

  /// Features and the bias; 1 if there are no rows.
  int width() {
    return values.length == 0 ? 1 : values[0].length;
  }

  /// How many parameters a softmax head of these rows has.
  long parameters() {
    return (long) classes * width();
  }

  /// The largest feature by its absolute value, 1 or more.
  double largest() {
    double largest = 1;
    for (double[] row : values) {
      largest = StrictMath.max(largest, Dense.largest(row));
    }
    return largest;
  }

  /// The row's features and its bias; not to be written to.
  double[] values(int index) {
    return values[index];
  }
}
