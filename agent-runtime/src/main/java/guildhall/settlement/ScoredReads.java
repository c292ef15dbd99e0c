package guildhall.settlement;

import guildhall.attribution.Attribution;
import guildhall.attribution.Source;
import guildhall.attribution.use.Player;
import guildhall.attribution.use.Read;
import guildhall.attribution.use.UseMethod;
import guildhall.book.ContentId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a model said of an answer, coalition by coalition: with it the answer is weighed again
/// without the model, and without the texts. Kept as a content; keys and numbers only.
///
/// @param form of the prompts, see [ScoringPrompt#FORM]
/// @param model which one was asked
/// @param output the answer it was asked about
/// @param clusters keys of those that were read, ascending: bit `i` of a mask is the i-th
/// @param scores by mask, ascending, a mask once
public record ScoredReads(
    int form, String model, ContentId output, List<String> clusters, List<Score> scores) {

  /// Copies the lists.
  public ScoredReads {
    clusters = List.copyOf(clusters);
    scores = List.copyOf(scores);
  }

  /// What it said of one coalition.
  ///
  /// @param mask who was read
  /// @param microNats log-probability of the answer then, in millionths of a nat
  public record Score(long mask, long microNats) {}

  /// Weighs by it.
  ///
  /// @param of the answer that is to be weighed
  /// @param reads what was read for it and is there still
  /// @param erased whether something is not there any more
  /// @param wholeMicroNats surprisal of the answer's words by their frequencies alone, more than 0
  /// @return empty if this was said of something else: another answer, other reads, other
  ///   coalitions
  Optional<Attribution> weigh(ContentId of, List<Read> reads, boolean erased, long wholeMicroNats) {
    List<String> now = Player.of(reads).stream().map(Player::key).toList();
    boolean fits =
        of.equals(output)
            && (erased ? new HashSet<>(clusters).containsAll(now) : clusters.equals(now));
    return fits ? weigh(wholeMicroNats) : Optional.empty();
  }

  private Optional<Attribution> weigh(long wholeMicroNats) {
    Map<Long, Long> said = new HashMap<>();
    scores.forEach(score -> said.put(score.mask(), score.microNats()));
    try {
      return Optional.of(
          UseMethod.weigh(
              clusters.stream().map(key -> Read.alone(new Source(key, ""))).toList(),
              mask -> said(said, mask),
              wholeMicroNats,
              seed(output)));
    } catch (IllegalArgumentException _) { // other coalitions, or no log-probabilities
      return Optional.empty();
    }
  }

  private static long said(Map<Long, Long> said, long mask) {
    @Nullable Long value = said.get(mask);
    if (value == null) {
      throw new IllegalArgumentException("mask " + mask + " was not scored");
    }
    return value;
  }

  /// Decides which coalitions are scored where not all are. The name of an answer's content has a
  /// secret of the store in it, so nobody can look for an answer with a seed to their liking.
  static long seed(ContentId output) {
    return Long.parseUnsignedLong(output.hex().substring(0, 16), 16);
  }
}
