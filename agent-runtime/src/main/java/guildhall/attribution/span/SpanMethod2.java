package guildhall.attribution.span;

import java.util.LinkedHashMap;
import java.util.Map;

/// Method *span*, second version: like [SpanMethod], each token of an answer pays its worth to the
/// earliest holder of what it repeats, and two ways to earn by what is not one's own are closed.
///
/// - A phrase is common not only in more than 3,000 places but also if more than [#OWNERS_MAX]
///   contributions have it, so that whoever fills a text with popular phrases earns nothing by
///   them.
/// - A token is worth its surprisal only up to what three quarters of all running words are worth,
///   so that rare and invented words are worth no more than others.
/// - The commons are part of the payout, for the account of the commons.
///
/// Passages that a text has from earlier ones are registered for those, however they were changed:
/// that is decided when it is admitted and not here.
public final class SpanMethod2 {

  /// Id and version, kept on every receipt.
  public static final String ID = "span@2";

  /// Contributions that may have a phrase before it is everybody's: what matches are to be asked
  /// for with.
  public static final int OWNERS_MAX = 4;

  private SpanMethod2() {}

  /// Weighs owners.
  ///
  /// @param matches where phrases of more than [#OWNERS_MAX] owners are common
  /// @param worth of each token of the answer in micro-nats, shape `[matches.tokens()]`, each 0 to
  ///   100,000,000; see [Unigrams#boundedWorth]
  /// @return weights in micro-nats, in the order in which the answer first repeats each owner;
  ///   payout and explanation each abstain if what is found is under 2 % of the whole
  /// @throws IllegalArgumentException if the worth has another shape or is out of range
  public static SpanCredit weigh(SpanMatches matches, long[] worth) {
    long whole = SpanMethod.whole(matches, worth);
    Map<String, Long> earliest = new LinkedHashMap<>();
    long commons = SpanMethod.earliest(matches, worth, earliest);
    return new SpanCredit(
        SpanMethod.attribution(ID, earliest, whole, commons),
        SpanMethod.attribution(ID, SpanMethod.shared(matches, worth), whole, 0),
        commons);
  }
}
