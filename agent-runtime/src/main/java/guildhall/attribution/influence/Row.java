package guildhall.attribution.influence;

/// A labelled example that a head was trained on. Immutable.
public final class Row {

  private final String key;
  private final int cluster;
  private final double[] features;
  private final int label;

  private Row(String key, int cluster, double[] features, int label) {
    this.key = key;
    this.cluster = cluster;
    this.features = features;
    this.label = label;
  }

  /// A row.
  ///
  /// @param key names it: `datanet#id`
  /// @param cluster rows with the same number are near duplicates of one another
  /// @param features copied; any values, those a head cannot be fitted to give a status there
  /// @param label its class, 0 or more
  /// @throws IllegalArgumentException if the label is negative
  public static Row of(String key, int cluster, double[] features, int label) {
    if (label < 0) {
      throw new IllegalArgumentException("label must be >= 0: " + label);
    }
    return new Row(key, cluster, features.clone(), label);
  }

  /// Names it: `datanet#id`.
  public String key() {
    return key;
  }

  /// The number of its cluster of near duplicates.
  public int cluster() {
    return cluster;
  }

  /// Its class, from 0.
  public int label() {
    return label;
  }

  /// A copy of its features.
  public double[] features() {
    return features.clone();
  }

  /// How many features it has.
  int length() {
    return features.length;
  }

  /// A copy of its features, and a 1 for the bias.
  double[] withBias() {
    return Dense.withBias(features);
  }

  @Override
  public String toString() {
    return key + " of class " + label;
  }
}
