package guildhall.attribution.use;

import guildhall.attribution.Proportion;
import guildhall.attribution.Shapley;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;

/// What each player is worth in a game whose values only a model can tell.
///
/// | players | how | values asked for |
/// |---|---|---|
/// | up to 8 | the exact Shapley value | `2^n`, at most 256 |
/// | up to 20 | [Lasso] | 64 |
/// | up to 64 | in groups | at most 384 |
///
/// The groups are 20 of neighbours in the order of keys. [Lasso] tells their worth; of the ten best
/// the members share it by the exact Shapley value inside the group, which is played once with all
/// other groups and once with none.
///
/// Harm is clipped: the worths of those who help are scaled to sum to what all gain together. What
/// the groups after the tenth would have stays unattributed.
final class Estimate {

  /// Most values that are asked for.
  static final int SCORINGS_MAX = 384;

  static final int EXACT_MAX = 8;
  static final int LASSO_MAX = 20;
  static final int PLAYERS_MAX = 64;
  static final int MASKS = 64;

  private static final int GROUPS = 20;
  private static final int BEST_GROUPS = 10;
  private static final int EXACT = 1000;

  private final long[] credits;
  private final int fitPermille;

  private Estimate(long[] credits, int fitPermille) {
    this.credits = credits;
    this.fitPermille = fitPermille;
  }

  /// By player, 0 or more, summing to at most the gain.
  long[] credits() {
    return credits.clone();
  }

  /// How well the estimate explains the values it saw, 0 to 1000; 1000 if it is exact.
  int fitPermille() {
    return fitPermille;
  }

  /// Estimates.
  ///
  /// @param players 1 to 64
  /// @param gain what all gain together, more than 0
  /// @param seed decides which coalitions are looked at, if not all are
  static Estimate of(int players, long gain, long seed, LongUnaryOperator value) {
    if (players <= EXACT_MAX) {
      return new Estimate(spread(gain, Shapley.timesFactorial(players, value)), EXACT);
    }
    if (players <= LASSO_MAX) {
      return lasso(players, MASKS, gain, seed, value);
    }
    return hierarchical(players, gain, seed, value);
  }

  /// The linear model with so many values.
  static Estimate lasso(int players, int masks, long gain, long seed, LongUnaryOperator value) {
    Lasso model = Lasso.fit(players, masks, seed, value);
    return new Estimate(spread(gain, model.values()), model.fitPermille());
  }

  private static Estimate hierarchical(int players, long gain, long seed, LongUnaryOperator value) {
    long[] members = new long[GROUPS];
    for (int player = 0; player < players; player++) {
      members[player * GROUPS / players] |= 1L << player;
    }
    Estimate groups =
        lasso(GROUPS, MASKS, gain, seed, mask -> value.applyAsLong(union(members, mask)));
    List<Integer> best =
        IntStream.range(0, GROUPS)
            .boxed()
            .sorted(Comparator.comparingLong((Integer group) -> -groups.credits[group]))
            .limit(BEST_GROUPS)
            .toList();
    long[] credits = new long[players];
    for (int group : best) {
      if (groups.credits[group] > 0) {
        inside(members[group], -1L >>> (Long.SIZE - players), groups.credits[group], value)
            .into(members[group], credits);
      }
    }
    return new Estimate(credits, groups.fitPermille);
  }

  private static long union(long[] members, long mask) {
    long union = 0;
    for (int group = 0; group < members.length; group++) {
      union |= (mask >>> group & 1) == 1 ? members[group] : 0;
    }
    return union;
  }

  private static Estimate inside(long members, long all, long credit, LongUnaryOperator value) {
    int size = Long.bitCount(members);
    if (size == 1) {
      return new Estimate(new long[] {credit}, EXACT);
    }
    long others = all & ~members;
    long[] worth =
        Shapley.timesFactorial(
            size,
            mask -> {
              long chosen = Long.expand(mask, members);
              return value.applyAsLong(others | chosen) + value.applyAsLong(chosen);
            });
    return new Estimate(spread(credit, worth), EXACT);
  }

  private void into(long members, long[] all) {
    int next = 0;
    for (int player = 0; player < all.length; player++) {
      if ((members >>> player & 1) == 1) {
        all[player] = credits[next++];
      }
    }
  }

  /// The helpful parts, scaled to sum to an amount, each rounded down.
  static long[] spread(long amount, long[] values) {
    long[] helpful = new long[values.length];
    Arrays.setAll(helpful, i -> Math.max(0, values[i]));
    long sum = 0;
    for (long each : helpful) {
      sum = Math.addExact(sum, each);
    }
    long whole = Math.max(1, sum);
    Arrays.setAll(helpful, i -> Proportion.of(amount, helpful[i], whole));
    return helpful;
  }
}
