package guildhall.attribution.use;

import guildhall.attribution.Draws;

/// A made-up game whose Shapley value is known: a few players that help by themselves, two of which
/// either is enough, two of which both are needed, and others that do nothing. Every scoring has
/// noise of its own, the same whenever it is asked again.
///
/// Worths are about a nat: by themselves 0.75 to 2.5 for five players (four of eight), the
/// redundant pair 1.2, the synergy 1.2. They are chosen so that leaving one out is as far from the
/// exact value here as in the study of such games that the limits of the estimate come from; its
/// order of sources is better here, so these games are somewhat easier.
public final class Game implements Utility {

  private static final int LEAST = 750_000;
  private static final int RANGE = 1_750_000;
  private static final int PAIR = 1_200_000;

  private final int players;
  private final double noise;
  private final long seed;
  private final int[] order;
  private final long[] alone;

  /// A game.
  ///
  /// @param players 8 to 64
  /// @param noise standard deviation of a scoring, in nats
  public Game(int players, double noise, long seed) {
    this.players = players;
    this.noise = noise;
    this.seed = seed;
    this.order = new int[players];
    this.alone = new long[Math.min(5, players - 4)];
    Draws draws = new Draws(seed);
    for (int i = 0; i < players; i++) {
      int at = (int) Long.remainderUnsigned(draws.next(), i + 1);
      order[i] = order[at];
      order[at] = i;
    }
    for (int i = 0; i < alone.length; i++) {
      alone[i] = LEAST + Long.remainderUnsigned(draws.next(), RANGE);
    }
  }

  /// How many play.
  public int players() {
    return players;
  }

  /// The value without noise.
  public long worth(long mask) {
    long sum = 0;
    for (int i = 0; i < alone.length; i++) {
      sum += has(mask, i) ? alone[i] : 0;
    }
    int next = alone.length;
    sum += has(mask, next) || has(mask, next + 1) ? PAIR : 0;
    return sum + (has(mask, next + 2) && has(mask, next + 3) ? PAIR : 0);
  }

  private boolean has(long mask, int role) {
    return (mask >>> order[role] & 1) == 1;
  }

  /// The Shapley value without noise.
  public long[] shapley() {
    long[] values = new long[players];
    for (int i = 0; i < alone.length; i++) {
      values[order[i]] = alone[i];
    }
    for (int i = alone.length; i < alone.length + 4; i++) {
      values[order[i]] = PAIR / 2;
    }
    return values;
  }

  @Override
  public long microNats(long mask) {
    Draws draws = new Draws(seed * 31 + mask);
    double sum = -6; // twelve uniform numbers have a variance of 1
    for (int i = 0; i < 12; i++) {
      sum += (draws.next() >>> 11) * 0x1p-53;
    }
    return worth(mask) + Utility.micros(noise * sum);
  }

  /// What all gain together, by noisy scorings.
  public long gain() {
    return microNats(-1L >>> (Long.SIZE - players)) - microNats(0);
  }

  /// Credits by the linear model.
  public long[] lasso(int masks) {
    return Estimate.lasso(players, masks, gain(), seed, this::microNats).credits();
  }

  /// Credits as the method gives them.
  public long[] estimate() {
    return Estimate.of(players, gain(), seed, this::microNats).credits();
  }

  /// Credits by what is lost without each player.
  public long[] leaveOneOut() {
    long all = -1L >>> (Long.SIZE - players);
    long[] values = new long[players];
    for (int i = 0; i < players; i++) {
      values[i] = microNats(all) - microNats(all & ~(1L << i));
    }
    return Estimate.spread(gain(), values);
  }

  /// Half the sum of the differences of what two vectors give each player of their sums: 0 to 1.
  public static double totalVariation(long[] one, long[] other) {
    double sumOfOne = sum(one);
    double sumOfOther = sum(other);
    double distance = 0;
    for (int i = 0; i < one.length; i++) {
      distance += Math.abs(one[i] / sumOfOne - other[i] / sumOfOther);
    }
    return distance / 2;
  }

  private static double sum(long[] values) {
    double sum = 0;
    for (long value : values) {
      sum += value;
    }
    return sum;
  }

  /// How well credits foretell the values of random coalitions, each player in or out with
  /// probability 1/2: the rank correlation of both over so many of them.
  public double foretells(long[] credits, int coalitions) {
    Draws draws = new Draws(seed ^ 0x5DEECE66DL);
    double[] said = new double[coalitions];
    double[] was = new double[coalitions];
    for (int i = 0; i < coalitions; i++) {
      long mask = draws.next() & (-1L >>> (Long.SIZE - players));
      was[i] = microNats(mask);
      for (int player = 0; player < players; player++) {
        said[i] += (mask >>> player & 1) == 1 ? credits[player] : 0;
      }
    }
    return Ranks.correlation(said, was);
  }
}
