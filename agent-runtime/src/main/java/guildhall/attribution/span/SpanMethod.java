package guildhall.attribution.span;

import guildhall.attribution.Attribution;
import guildhall.attribution.Attribution.Weight;
import guildhall.attribution.span.SpanMatches.Holder;
import guildhall.attribution.span.SpanMatches.Run;
import guildhall.attribution.span.SpanMatches.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Method *span*: each token of an answer pays its worth to the earliest holder of what it repeats.
///
/// - Weights are parts of the whole answer's worth, so an answer that repeats little pays little.
/// - A copy registered later changes nothing for the original, and what an owner earns does not
///   depend on how many identities the documents are spread over: each token is paid once, to one
///   document.
/// - A phrase is common not only in more than 3,000 places but also if several contributions have
///   it, see [#ownersMax], so that whoever fills a text with popular phrases earns nothing by them,
///   not even as the first. The commons are part of the payout, for the account of the commons.
/// - A token is worth its surprisal only up to what three quarters of all running words are worth,
///   so that rare and invented words are worth no more than others.
///
/// Passages that a text has from earlier ones are registered for those, however they were changed:
/// that is decided when it is admitted and not here.
///
/// Says nothing about cause: a model may have known by heart what it also read, and a paraphrase is
/// not seen.
public final class SpanMethod {

  /// Id and version, kept on every receipt. A new rule for tokens or for their worth is a new
  /// version.
  public static final String ID = "span@3";

  private static final int OWNERS_MAX = 4;
  private static final int PHRASE_TOKENS = 12;

  private static final int ABSTAIN_BELOW_PERMILLE = 20;
  private static final long WORTH_MAX = 100_000_000;
  private static final int NONE = -1;

  private SpanMethod() {}

  /// How many contributions may have a match before it is everybody's: what matches are to be asked
  /// for with. Four may have twelve tokens in a row. Fewer tokens are too few to be told for a
  /// passage that one has from another, so if two have them neither can be said to be its source.
  ///
  /// @param tokens of the match
  public static int ownersMax(int tokens) {
    return tokens < PHRASE_TOKENS ? 1 : OWNERS_MAX;
  }

  /// Weighs owners.
  ///
  /// @param matches where phrases of more than [#ownersMax] owners are common
  /// @param worth of each token of the answer in micro-nats, shape `[matches.tokens()]`, each 0 to
  ///   100,000,000: [Unigrams#boundedWorth] for a payout; an explanation says more by
  ///   [Unigrams#worth]
  /// @return weights in micro-nats, in the order in which the answer first repeats each owner;
  ///   payout and explanation each abstain if what is found is under 2 % of the whole
  /// @throws IllegalArgumentException if the worth has another shape or is out of range
  public static SpanCredit weigh(SpanMatches matches, long[] worth) {
    long whole = whole(matches, worth);
    Map<String, Long> earliest = new LinkedHashMap<>();
    long commons = earliest(matches, worth, earliest);
    return new SpanCredit(
        attribution(earliest, whole, commons),
        attribution(shared(matches, worth), whole, 0),
        commons);
  }

  /// Adds up what the runs are worth, by owner.
  ///
  /// @return what belongs to nobody in particular
  private static long earliest(SpanMatches matches, long[] worth, Map<String, Long> owners) {
    long commons = 0;
    for (Run run : matches.runs()) {
      long part = sum(worth, run.from(), run.to());
      if (run.common()) {
        commons += part;
      } else {
        owners.merge(run.holder().getFirst().owner(), part, Long::sum);
      }
    }
    return commons;
  }

  private static long whole(SpanMatches matches, long[] worth) {
    if (worth.length != matches.tokens()) {
      throw new IllegalArgumentException(
          worth.length + " worths for " + matches.tokens() + " tokens");
    }
    for (int i = 0; i < worth.length; i++) {
      if (worth[i] < 0 || worth[i] > WORTH_MAX) {
        throw new IllegalArgumentException("token " + i + " cannot be worth " + worth[i]);
      }
    }
    return sum(worth, 0, worth.length);
  }

  private static long sum(long[] worth, int from, int to) {
    long sum = 0;
    for (int i = from; i < to; i++) {
      sum += worth[i];
    }
    return sum;
  }

  /// What a span's tokens are worth goes in equal parts to its documents; what is left over by
  /// whole division goes to nobody.
  private static Map<String, Long> shared(SpanMatches matches, long[] worth) {
    long[] ofSpan = new long[matches.spans().size()];
    int[] longest = longest(matches);
    for (int t = 0; t < longest.length; t++) {
      if (longest[t] != NONE) {
        ofSpan[longest[t]] += worth[t];
      }
    }
    Map<String, Long> shares = new LinkedHashMap<>();
    for (int i = 0; i < ofSpan.length; i++) {
      List<Holder> holders = matches.spans().get(i).holders();
      for (Holder holder : holders) {
        shares.merge(holder.owner(), ofSpan[i] / holders.size(), Long::sum);
      }
    }
    return shares;
  }

  /// Per token the index of the longest span over it, of equal ones the first.
  private static int[] longest(SpanMatches matches) {
    int[] longest = new int[matches.tokens()];
    int[] length = new int[matches.tokens()];
    Arrays.fill(longest, NONE);
    for (int i = 0; i < matches.spans().size(); i++) {
      Span span = matches.spans().get(i);
      for (int t = span.from(); t < span.to(); t++) {
        if (span.length() > length[t]) {
          longest[t] = i;
          length[t] = span.length();
        }
      }
    }
    return longest;
  }

  /// A result; it abstains if all it found is less than 2 % of the whole.
  private static Attribution attribution(Map<String, Long> owners, long whole, long commons) {
    List<Weight> weights = new ArrayList<>();
    long covered = 0;
    for (var owner : owners.entrySet()) {
      if (owner.getValue() > 0) {
        weights.add(new Weight(owner.getKey(), owner.getValue()));
        covered += owner.getValue();
      }
    }
    long found = covered + commons;
    return found == 0 || found * 1000 < whole * ABSTAIN_BELOW_PERMILLE
        ? Attribution.abstain(ID, whole)
        : new Attribution(ID, weights, whole, false, commons, Attribution.permille(covered, whole));
  }
}
