package guildhall.attribution.use;

import guildhall.attribution.Attribution;
import guildhall.attribution.Attribution.Weight;
import guildhall.attribution.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/// Method *use*: what was read **and** used, never what was merely fetched. Credit goes to clusters
/// of near duplicates, and of a cluster to its earliest registered member, so that copies earn
/// nothing and take nothing.
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
/// Which words a coalition accounts for is said in [Coverage]. A quote of a text that was not used
/// as a whole has at least [#STRETCH_WORDS] words, so that popular phrases and headings put into a
/// text are no use of it. A word counts at each of its places, and is worth its rarity only up to
/// what three quarters of them are worth, so that rare and invented ones earn no more than others.
///
/// Weights are parts of the whole answer, so that weak evidence is not paid as if it were strong.
/// The method abstains if it explains less than 2 % of the whole, or if an estimate explains less
/// than half of the variance it saw. Confidence is the explained part times that fit.
///
/// Sources: Shapley value of weighted coverage games; attribution of context by leaving parts of it
/// out as in ContextCite (2024).
public final class UseMethod {

  /// Id and version, kept on every receipt. What weighs anything otherwise is a new version.
  public static final String ID = "use@4";

  /// Words in a row that are use of a text of which less than a third was repeated.
  static final int STRETCH_WORDS = 12;

  /// Most players if a model scores.
  public static final int SCORED_PLAYERS_MAX = Estimate.PLAYERS_MAX;

  private static final int ABSTAIN_BELOW_PERMILLE = 20;
  private static final int FIT_AT_LEAST_PERMILLE = 500;
  private static final int USED_PERMILLE_OF_GAIN = 10;

  private UseMethod() {}

  /// Weighs by the words of the answer.
  ///
  /// @param reads what was read, in any order
  /// @param answer all text of the answer
  /// @param rarity worth of a word, 1 or more, higher for rarer words; must be deterministic
  /// @return weights by key in ascending order, in units of word worth
  public static Attribution weigh(List<Read> reads, String answer, ToIntFunction<String> rarity) {
    List<Player> players = Player.of(reads);
    List<String> words = Words.inOrder(answer);
    Coverage coverage = new Coverage(players, words, worth(words, rarity));
    return result(players, coverage.shapley(), 1, coverage.whole(), 1000);
  }

  private static int[] worth(List<String> words, ToIntFunction<String> rarity) {
    Map<String, Integer> known = new HashMap<>();
    int[] worth =
        words.stream().mapToInt(word -> known.computeIfAbsent(word, rarity::applyAsInt)).toArray();
    int[] sorted = worth.clone();
    Arrays.sort(sorted);
    return Arrays.stream(worth).map(each -> Math.min(each, sorted[sorted.length / 4])).toArray();
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
    List<Player> players = Player.of(reads);
    if (players.size() > SCORED_PLAYERS_MAX || wholeMicroNats < 1) {
      throw new IllegalArgumentException(
          players.size() + " clusters, a whole of " + wholeMicroNats);
    }
    if (players.isEmpty()) {
      return Attribution.abstain(ID, wholeMicroNats);
    }
    Scores scores = new Scores(utility, Estimate.SCORINGS_MAX);
    long gain = scores.value(-1L >>> (Long.SIZE - players.size())) - scores.value(0);
    if (gain <= 0) {
      return Attribution.abstain(ID, wholeMicroNats);
    }
    Estimate estimate = Estimate.of(players.size(), gain, seed, scores::value);
    long least = Math.max(1, gain / 1000 * USED_PERMILLE_OF_GAIN);
    return result(
        players, estimate.credits(), least, Math.max(wholeMicroNats, gain), estimate.fitPermille());
  }

  private static Attribution result(
      List<Player> players, long[] credits, long least, long whole, int fit) {
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
      return Attribution.abstain(ID, whole);
    }
    return new Attribution(ID, weights, whole, false, 0, permille * fit / 1000);
  }
}
