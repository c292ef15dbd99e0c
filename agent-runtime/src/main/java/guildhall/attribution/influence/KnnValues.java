package guildhall.attribution.influence;

/// Values of rows for one query.
public final class KnnValues {

  /// How valuing ended; of several the first that applies.
  public enum Status {
    /// There are no rows.
    EMPTY,
    /// A feature is NaN, infinite or beyond [SoftmaxHead#FEATURE_MAX], or the query has another
    /// number of them.
    OUT_OF_RANGE,
    /// There are values.
    VALUED
  }

  private final Status status;
  private final double[] values;
  private final double errorMax;

  KnnValues(Status status, double[] values, double errorMax) {
    this.status = status;
    this.values = values;
    this.errorMax = errorMax;
  }

  static KnnValues without(Status status) {
    return new KnnValues(status, new double[0], 0);
  }

  /// How it ended.
  public Status status() {
    return status;
  }

  /// How many rows are valued: all, or none.
  public int size() {
    return values.length;
  }

  /// The row's Shapley value: below 0 if it stood in the way of others.
  ///
  /// @param index that of the [TrainingRows]
  public double value(int index) {
    return values[index];
  }

  /// No value is further off than this; 0 if all rows were ranked, up to rounding.
  public double errorMax() {
    return errorMax;
  }
}
