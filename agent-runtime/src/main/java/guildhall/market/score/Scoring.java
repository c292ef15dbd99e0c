package guildhall.market.score;

import guildhall.governance.Policy.ScoreWeights;
import guildhall.ledger.Id;
import guildhall.sdk.Amount;
import guildhall.settlement.BidScore;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/// The score of bids: each attribute in permille, weighted, summed, in whole numbers.
public final class Scoring {

  private Scoring() {}

  /// Under what conditions bids are compared.
  ///
  /// @param request identity of the request, for breaking ties in an order nobody can arrange
  /// @param weights what counts how much
  /// @param atMost bids above it lose
  /// @param qualityFloor bids that promise less lose, in permille
  /// @param timeMillis what is left until the deadline; bids that promise more lose
  /// @param buyer owner of the agent that buys, empty for a task: its own agents may not bid
  /// @param failedBefore agents this request was tried with already
  public record Conditions(
      String request,
      ScoreWeights weights,
      Amount atMost,
      int qualityFloor,
      long timeMillis,
      String buyer,
      Set<String> failedBefore) {}

  /// Ranks bids: those in the running first, best first, marked `won` or `runner-up`; then the
  /// others with why they are not.
  public static List<BidScore> rank(List<Bid> bids, Conditions conditions) {
    List<BidScore> running = new ArrayList<>();
    List<BidScore> out = new ArrayList<>();
    for (Bid bid : bids) {
      String verdict = exclusion(bid, conditions);
      BidScore score = score(bid, conditions, verdict.isEmpty() ? "runner-up" : verdict);
      (verdict.isEmpty() ? running : out).add(score);
    }
    running.sort(best(conditions.request()));
    out.sort(best(conditions.request()));
    List<BidScore> all = new ArrayList<>();
    for (BidScore score : running) {
      all.add(all.isEmpty() ? withVerdict(score, "won") : score);
    }
    all.addAll(out);
    return all;
  }

  private static String exclusion(Bid bid, Conditions conditions) {
    if (conditions.failedBefore().contains(bid.agent())) {
      return "failed_before";
    }
    if (bid.owner().equals(conditions.buyer())) {
      return "related_party";
    }
    if (bid.terms().quality() < conditions.qualityFloor()) {
      return "below_quality_floor";
    }
    if (bid.terms().ceiling().compareTo(conditions.atMost()) > 0) {
      return "above_ceiling";
    }
    return withinMillis(bid) > conditions.timeMillis() ? "too_slow" : "";
  }

  private static BidScore score(Bid bid, Conditions conditions, String verdict) {
    ScoreWeights weights = conditions.weights();
    int price = 1000 - permille(bid.terms().ceiling().micros(), conditions.atMost().micros());
    int time = 1000 - permille(withinMillis(bid), conditions.timeMillis());
    int quality = bid.terms().quality();
    int record = TrackRecord.lowerBoundPermille(bid.delivered(), bid.failed());
    int load = 1000 - Math.clamp(bid.loadPermille(), 0, 1000);
    int total =
        (price * weights.price()
                + time * weights.time()
                + quality * weights.quality()
                + record * weights.record()
                + load * weights.load())
            / 1000;
    return new BidScore(
        bid.agent(),
        bid.terms().fee().micros(),
        bid.terms().expensesUpTo().micros(),
        withinMillis(bid),
        price,
        time,
        quality,
        record,
        load,
        total,
        verdict,
        "",
        bid.terms().perThousand().micros());
  }

  /// The promised time, at least a millisecond; what an agent promises may be more than can be
  /// counted.
  private static long withinMillis(Bid bid) {
    Duration within = bid.terms().within();
    return within.compareTo(Duration.ofMillis(Long.MAX_VALUE)) >= 0
        ? Long.MAX_VALUE
        : Math.max(1, within.toMillis());
  }

  /// `part` of `whole` in permille, at most 1000; 1000 of nothing.
  private static int permille(long part, long whole) {
    if (part >= whole) {
      return 1000;
    }
    return BigInteger.valueOf(part)
        .multiply(BigInteger.valueOf(1000))
        .divide(BigInteger.valueOf(whole))
        .intValueExact();
  }

  private static Comparator<BidScore> best(String request) {
    return Comparator.comparingInt(BidScore::total)
        .reversed()
        .thenComparingLong(score -> score.feeMicros() + score.expensesMicros())
        .thenComparing(score -> Id.hash(request, score.agent()));
  }

  private static BidScore withVerdict(BidScore score, String verdict) {
    return new BidScore(
        score.agent(),
        score.feeMicros(),
        score.expensesMicros(),
        score.withinMillis(),
        score.price(),
        score.time(),
        score.quality(),
        score.record(),
        score.load(),
        score.total(),
        verdict,
        score.note(),
        score.perThousandMicros());
  }
}
