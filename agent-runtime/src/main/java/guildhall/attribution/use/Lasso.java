package guildhall.attribution.use;

import guildhall.attribution.Draws;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongUnaryOperator;

/// What each of many players adds, from a few random coalitions: a sparse linear model of the
/// values.
///
/// Half the masks are drawn, each player in or out with probability 1/2; the other half are their
/// complements, and the first pair is nobody and everybody. So every player is in exactly half of
/// them, which makes its column standardised as it stands (+1 and -1), and what two players do
/// together cancels out of what each does alone. Values are standardised too, so alpha means the
/// same for every answer.
///
/// The model minimises `|y - X b|^2 / 2m + alpha |b|_1` by cyclic coordinate descent in the order
/// of the players, from 0, until a sweep changes no coefficient by more than 1e-10, or after 1000
/// sweeps. Sums run in the order of the masks. A player is worth `2 b` in units of the values: the
/// step from out to in.
///
/// Sources: Tibshirani, "Regression shrinkage and selection via the lasso" (1996); Cohen-Wang et
/// al., "ContextCite" (2024), for masks, keep probability and alpha.
final class Lasso {

  static final double ALPHA = 0.01;

  private static final double STOP = 1e-10;
  private static final int SWEEPS_MAX = 1000;

  private final long[] values;
  private final int fitPermille;

  private Lasso(long[] values, int fitPermille) {
    this.values = values;
    this.fitPermille = fitPermille;
  }

  /// What each player adds, of either sign, in the unit of the game, rounded to whole numbers.
  long[] values() {
    return values.clone();
  }

  /// How much of the variance of the values the model explains, corrected for the number of
  /// coefficients that are not 0; 0 to 1000.
  int fitPermille() {
    return fitPermille;
  }

  /// Fits.
  ///
  /// @param players 6 to 64, so that there are enough coalitions
  /// @param masks how many values are asked for, even, 4 to 2^(players-1)
  /// @param seed decides the masks
  static Lasso fit(int players, int masks, long seed, LongUnaryOperator value) {
    long[] drawn = masks(players, masks, seed);
    double[] y = new double[masks];
    long sum = 0;
    for (int i = 0; i < masks; i++) {
      long each = value.applyAsLong(drawn[i]);
      sum += each;
      y[i] = each;
    }
    double mean = (double) sum / masks;
    double squares = 0;
    for (int i = 0; i < masks; i++) {
      y[i] -= mean;
      squares += y[i] * y[i];
    }
    double deviation = StrictMath.sqrt(squares / masks);
    if (deviation == 0) {
      return new Lasso(new long[players], 0);
    }
    for (int i = 0; i < masks; i++) {
      y[i] /= deviation;
    }
    return descend(drawn, y, players, deviation);
  }

  /// Nobody, everybody, then pairs of a mask and its complement, no pair twice.
  static long[] masks(int players, int masks, long seed) {
    long everybody = -1L >>> (Long.SIZE - players);
    long[] drawn = new long[masks];
    drawn[1] = everybody;
    Draws draws = new Draws(seed);
    Set<Long> seen = new HashSet<>(Set.of(0L, everybody));
    for (int i = 2; i < masks; ) {
      long mask = draws.next() & everybody;
      if (seen.add(mask)) {
        seen.add(mask ^ everybody);
        drawn[i++] = mask;
        drawn[i++] = mask ^ everybody;
      }
    }
    return drawn;
  }

  /// Descends; afterwards `rest` holds what the model does not explain.
  private static Lasso descend(long[] masks, double[] rest, int players, double deviation) {
    double[] coefficients = new double[players];
    double change = 1;
    for (int sweep = 0; sweep < SWEEPS_MAX && change > STOP; sweep++) {
      change = 0;
      for (int player = 0; player < players; player++) {
        double before = coefficients[player];
        double after = shrink(before + correlation(masks, rest, player));
        if (after != before) {
          move(masks, rest, player, after - before);
          coefficients[player] = after;
          change = StrictMath.max(change, StrictMath.abs(after - before));
        }
      }
    }
    long[] values = new long[players];
    Arrays.setAll(values, i -> (long) StrictMath.rint(2 * coefficients[i] * deviation));
    return new Lasso(values, fit(rest, coefficients));
  }

  private static double correlation(long[] masks, double[] rest, int player) {
    double sum = 0;
    for (int i = 0; i < masks.length; i++) {
      sum += (masks[i] >>> player & 1) == 1 ? rest[i] : -rest[i];
    }
    return sum / masks.length;
  }

  private static double shrink(double value) {
    return value > ALPHA ? value - ALPHA : value < -ALPHA ? value + ALPHA : 0;
  }

  private static void move(long[] masks, double[] rest, int player, double by) {
    for (int i = 0; i < masks.length; i++) {
      rest[i] -= (masks[i] >>> player & 1) == 1 ? by : -by;
    }
  }

  private static int fit(double[] rest, double[] coefficients) {
    int used = 0;
    for (double coefficient : coefficients) {
      used += coefficient == 0 ? 0 : 1;
    }
    double squares = 0;
    for (double each : rest) {
      squares += each * each;
    }
    int free = rest.length - used - 1;
    if (free < 1) {
      return 0;
    }
    double unexplained = squares / free * (rest.length - 1) / rest.length;
    return (int) StrictMath.max(0, StrictMath.floor(1000 * (1 - unexplained)));
  }
}
