package guildhall.samples.risk;

import java.util.SplittableRandom;

/// Standard normal numbers, cut off at three standard deviations, the same on every machine.
///
/// Marsaglia's polar method on [StrictMath]; the library's own generators may use intrinsics whose
/// last bit differs between processors.
final class Normals {

  /// No draw is further from the mean.
  static final double BOUND = 3;

  private final SplittableRandom random;

  Normals(SplittableRandom random) {
    this.random = random;
  }

  /// Fills `draws` with independent numbers.
  void fill(double[] draws) {
    for (int i = 0; i < draws.length; i++) {
      draws[i] = next();
    }
  }

  private double next() {
    while (true) {
      double u = 2 * random.nextDouble() - 1;
      double v = 2 * random.nextDouble() - 1;
      double square = u * u + v * v;
      if (square > 0 && square < 1) {
        double normal = u * StrictMath.sqrt(-2 * StrictMath.log(square) / square);
        if (normal >= -BOUND && normal <= BOUND) {
          return normal;
        }
      }
    }
  }
}
