package guildhall.attribution.use;

import guildhall.attribution.Attribution;
import guildhall.attribution.Attribution.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/// Method *use*, second version: what was read **and** used, never what was merely fetched. Credit
/// goes to clusters of near duplicates, and of a cluster to its earliest registered member, so that
/// copies earn nothing and take nothing.
///
/// It weighs in one of two ways:
///
/// | | by the words of the answer | by a model's log-probabilities |
/// |---|---|---|
/// | needs | the texts | someone who can score the answer |
/// | coalition's value | worth of the words it accounts for | log-probability after reading it |
/// | credit | the Shapley value in its closed form, for any number of players | by [Estimate] |
/// | used is | what the answer repeats in runs | what brings a hundredth of all gain |
/// | whole | worth of all words of the answer | what the caller says the answer is worth |
///
/// Which words a coalition accounts for is said in [Coverage].
///
/// Weights are parts of the whole answer, so that weak evidence is not paid as if it were strong.
/// The method abstains if it explains less than 2 % of the whole, or if an estimate explains less
/// than half of the variance it saw. Confidence is the explained part times that fit.
///
/// Sources: Shapley value of weighted coverage games; attribution of context by leaving parts of it
/// out as in ContextCite (2024).
///
/// It must not change; what is better is in [UseMethod3].
public final class UseMethod2 {

  /// Id and version, kept on every receipt.
  public static final String ID = "use@2";

  /// Most players if a model scores.
  public static final int SCORED_PLAYERS_MAX = Estimate.PLAYERS_MAX;

  private static final int STRETCH_WORDS = 8;
  private static final int ABSTAIN_BELOW_PERMILLE = 20;
  private static final int FIT_AT_LEAST_PERMILLE = 500;
  private static final int USED_PERMILLE_OF_GAIN = 10;

  private UseMethod2() {}

  /// Weighs by the words of the answer.
  ///
  /// @param reads what was read, in any order
  /// @param answer all text of the answer
  /// @param rarity worth of a word, 1 or more, higher for rarer words; must be deterministic
  /// @return weights by key in ascending order, in units of word worth
  public static Attribution weigh(List<Read> reads, String answer, ToIntFunction<String> rarity) {
    return weigh(ID, reads, answer, rarity, STRETCH_WORDS);
  }

  static Attribution weigh(
      String id, List<Read> reads, String answer, ToIntFunction<String> rarity, int stretchWords) {
    List<Player> players = Player.of(reads);
    Coverage coverage = new Coverage(players, answer, rarity, stretchWords);
    return result(id, players, coverage.shapley(), 1, coverage.whole(), 1000);
  }

  /// Weighs by a model's log-probabilities.
  ///
  /// @param reads what was read, of at most [#SCORED_PLAYERS_MAX] clusters, in any order
  /// @param utility log-probability of the answer by mask over the players of [Player#of]; asked
  ///   only if there are any
  /// @param wholeMicroNats what the whole answer is worth: the surprisal of its words by their
  ///   frequencies alone, more than 0; if reading gains more than that, the gain is the whole
  /// @param seed decides which coalitions are scored where not all are; what is weighed again needs
  ///   the same
  /// @return weights by key in ascending order, in millionths of a nat
  /// @throws IllegalArgumentException if there are more clusters, the whole is not more than 0, or
  ///   a value is out of its range
  public static Attribution weigh(
      List<Read> reads, Utility utility, long wholeMicroNats, long seed) {
    return weigh(ID, reads, utility, wholeMicroNats, seed);
  }

  static Attribution weigh(
      String id, List<Read> reads, Utility utility, long wholeMicroNats, long seed) {
    List<Player> players = Player.of(reads);
    if (players.size() > SCORED_PLAYERS_MAX || wholeMicroNats < 1) {
      throw new IllegalArgumentException(
          players.size() + " clusters, a whole of " + wholeMicroNats);
    }
    if (players.isEmpty()) {
      return Attribution.abstain(id, wholeMicroNats);
    }
    Scores scores = new Scores(utility, Estimate.SCORINGS_MAX);
    long gain = scores.value(-1L >>> (Long.SIZE - players.size())) - scores.value(0);
    if (gain <= 0) {
      return Attribution.abstain(id, wholeMicroNats);
    }
    Estimate estimate = Estimate.of(players.size(), gain, seed, scores::value);
    long least = Math.max(1, gain / 1000 * USED_PERMILLE_OF_GAIN);
    return result(
        id,
        players,
        estimate.credits(),
        least,
        Math.max(wholeMicroNats, gain),
        estimate.fitPermille());
  }

  private static Attribution result(
      String id, List<Player> players, long[] credits, long least, long whole, int fit) {
    List<Weight> weights = new ArrayList<>();
    long explained = 0;
    for (int i = 0; i < credits.length; i++) {
      if (credits[i] >= least) {
        weights.add(new Weight(players.get(i).key(), credits[i]));
        explained += credits[i];
      }
    }
    int permille = Attribution.permille(explained, whole);
    if (permille < ABSTAIN_BELOW_PERMILLE || fit < FIT_AT_LEAST_PERMILLE) {
      return Attribution.abstain(id, whole);
    }
    return new Attribution(id, weights, whole, false, 0, permille * fit / 1000);
  }
}
