package guildhall.attribution.influence;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// Generated classes: a normal distribution around a centre each, with some labels wrong. From one
/// seed always the same.
public final class Examples {

  private final Random random;
  private final double[][] centres;

  /// Draws the centres.
  ///
  /// @param apart how far they are from one another, in standard deviations
  public Examples(long seed, int classes, int features, double apart) {
    random = new Random(seed);
    centres = new double[classes][];
    for (int c = 0; c < classes; c++) {
      centres[c] = noise(features, apart / Math.sqrt(2.0 * features));
    }
  }

  /// A draw from a class.
  public double[] draw(int label) {
    double[] features = noise(centres[label].length, 1);
    for (int j = 0; j < features.length; j++) {
      features[j] += centres[label][j];
    }
    return features;
  }

  /// Normal noise.
  public double[] noise(int features, double deviation) {
    double[] noise = new double[features];
    for (int j = 0; j < features; j++) {
      noise[j] = deviation * random.nextGaussian();
    }
    return noise;
  }

  /// A class by lot.
  public int label() {
    return random.nextInt(centres.length);
  }

  /// Draws of all classes, each of a cluster of its own, one of twenty with a label by lot.
  public List<Row> rows(int count) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int drawn = label();
      int label = random.nextInt(20) == 0 ? label() : drawn;
      rows.add(Row.of("d" + i % 7 + "#" + i, i, draw(drawn), label));
    }
    return rows;
  }

  /// Inputs of all classes.
  public double[][] inputs(int count) {
    return IntStream.range(0, count).mapToObj(_ -> draw(label())).toArray(double[][]::new);
  }

  /// A random half.
  public boolean[] half(int size) {
    boolean[] half = new boolean[size];
    for (int left = size / 2; left > 0; ) {
      int i = random.nextInt(size);
      if (!half[i]) {
        half[i] = true;
        left--;
      }
    }
    return half;
  }

  /// The class that the head finds likeliest.
  public static int answer(SoftmaxHead head, double[] features) {
    double[] probabilities = head.probabilities(features);
    int best = 0;
    for (int c = 1; c < probabilities.length; c++) {
      best = probabilities[c] > probabilities[best] ? c : best;
    }
    return best;
  }

  /// A head that must come out.
  public static SoftmaxHead fitted(HeadFit fit) {
    return fit.head().orElseThrow(() -> new IllegalStateException(fit.toString()));
  }
}
