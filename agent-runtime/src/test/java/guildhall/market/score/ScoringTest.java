package guildhall.market.score;

import static org.assertj.core.api.Assertions.assertThat;

import guildhall.governance.Policy.ScoreWeights;
import guildhall.ledger.Id;
import guildhall.market.score.Scoring.Conditions;
import guildhall.sdk.Amount;
import guildhall.sdk.Terms;
import guildhall.settlement.BidScore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Rankings in tables: who wins, and why the others do not.
class ScoringTest {

  private static final ScoreWeights WEIGHTS = new ScoreWeights(350, 150, 300, 150, 50);

  private static Conditions conditions(ScoreWeights weights) {
    return new Conditions(
        "req", weights, Amount.micros(1000), 500, 10_000, "buyer", Set.of("burnt"));
  }

  private static Bid bid(String agent, long fee, long expenses, long millis, int quality) {
    return bid(agent, agent, fee, expenses, millis, quality, 0);
  }

  private static Bid bid(
      String agent, String owner, long fee, long expenses, long millis, int quality, int load) {
    return new Bid(
        agent,
        owner,
        new Terms(
            Amount.micros(fee),
            Amount.micros(expenses),
            Duration.ofMillis(millis),
            quality,
            Amount.ZERO),
        0,
        0,
        load);
  }

  private static List<String> verdicts(List<BidScore> scores) {
    return scores.stream().map(score -> score.agent() + " " + score.verdict()).toList();
  }

  @ParameterizedTest
  @CsvSource({
    // owner, fee, expenses, millis, quality, agent -> verdict
    "ann,    500,  0,    1000,  900, ann,   won",
    "ann,    1000, 0,    10000, 500, ann,   won",
    "ann,    500,  0,    1000,  499, ann,   below_quality_floor",
    "ann,    1001, 0,    1000,  900, ann,   above_ceiling",
    "ann,    500,  501,  1000,  900, ann,   above_ceiling",
    "ann,    500,  0,    10001, 900, ann,   too_slow",
    "buyer,  500,  0,    1000,  900, ann,   related_party",
    "ann,    500,  0,    1000,  900, burnt, failed_before",
    // several apply: the first of failed_before, related_party, quality, ceiling, time is given
    "buyer,  5000, 0,    99999, 0,   burnt, failed_before",
    "buyer,  5000, 0,    99999, 0,   ann,   related_party",
    "ann,    5000, 0,    99999, 0,   ann,   below_quality_floor",
    "ann,    5000, 0,    99999, 900, ann,   above_ceiling",
  })
  void rank_oneBid_givesItsVerdict(
      String owner,
      long fee,
      long expenses,
      long millis,
      int quality,
      String agent,
      String verdict) {
    List<BidScore> scores =
        Scoring.rank(
            List.of(bid(agent, owner, fee, expenses, millis, quality, 0)), conditions(WEIGHTS));
    assertThat(scores).singleElement().extracting(BidScore::verdict).isEqualTo(verdict);
  }

  @Test
  void rank_several_putsTheRunningFirstThenTheOthersBothBestFirst() {
    assertThat(
            verdicts(
                Scoring.rank(
                    List.of(
                        bid("slow", 100, 0, 20_000, 1000),
                        bid("dear", 900, 0, 1000, 900),
                        bid("cheap", 100, 0, 1000, 900),
                        bid("poor", 1, 0, 1000, 100),
                        bid("middle", 500, 0, 1000, 900)),
                    conditions(WEIGHTS))))
        .containsExactly(
            "cheap won",
            "middle runner-up",
            "dear runner-up",
            "slow too_slow",
            "poor below_quality_floor");
  }

  @ParameterizedTest
  @CsvSource({
    "1000, 0, 0, 0, 0, cheap",
    "0, 1000, 0, 0, 0, quick",
    "0, 0, 1000, 0, 0, good",
    "0, 0, 0, 1000, 0, proven",
    "0, 0, 0, 0, 1000, idle",
  })
  void rank_oneWeightIsAll_itsBestBidWins(
      int price, int time, int quality, int record, int load, String winner) {
    List<Bid> bids =
        List.of(
            bid("cheap", "cheap", 1, 0, 5000, 600, 500),
            bid("quick", "quick", 500, 0, 1, 600, 500),
            bid("good", "good", 500, 0, 5000, 1000, 500),
            new Bid("proven", "proven", Terms.fee(Amount.micros(500)).withQuality(600), 9, 0, 500),
            bid("idle", "idle", 500, 0, 5000, 600, 0));
    assertThat(
            Scoring.rank(bids, conditions(new ScoreWeights(price, time, quality, record, load)))
                .getFirst()
                .agent())
        .isEqualTo(winner);
  }

  @Test
  void rank_scoreVector_isInPermille() {
    assertThat(
            Scoring.rank(List.of(bid("ann", "ann", 200, 50, 2500, 800, 250)), conditions(WEIGHTS)))
        .containsExactly(
            new BidScore("ann", 200, 50, 2500, 750, 750, 800, 212, 750, 684, "won", "", 0));
  }

  @Test
  void rank_equalTotals_cheaperFirstThenByHashOfRequestAndAgent() {
    ScoreWeights onlyQuality = new ScoreWeights(0, 0, 1000, 0, 0);
    assertThat(
            verdicts(
                Scoring.rank(
                    List.of(bid("dear", 2, 0, 10, 900), bid("cheap", 1, 0, 10, 900)),
                    conditions(onlyQuality))))
        .containsExactly("cheap won", "dear runner-up");
    List<String> byHash =
        List.of("a", "b", "c", "d").stream()
            .sorted(Comparator.comparing((String agent) -> Id.hash("req", agent)))
            .toList();
    assertThat(
            Scoring.rank(
                List.of("a", "b", "c", "d").stream()
                    .map(agent -> bid(agent, 1, 0, 10, 900))
                    .toList(),
                conditions(onlyQuality)))
        .extracting(BidScore::agent)
        .containsExactlyElementsOf(byHash);
  }

  @Test
  void rank_shuffledBids_ranksTheSame() {
    Random random = new Random(3);
    for (int round = 0; round < 200; round++) {
      List<Bid> bids = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        bids.add(
            bid(
                "a" + i,
                "o" + random.nextInt(9),
                random.nextInt(3) * 500L,
                random.nextInt(2) * 100L,
                1 + random.nextInt(3) * 6000L,
                random.nextInt(3) * 400,
                random.nextInt(3) * 500));
      }
      List<BidScore> scores = Scoring.rank(bids, conditions(WEIGHTS));
      Collections.shuffle(bids, random);
      assertThat(Scoring.rank(bids, conditions(WEIGHTS))).isEqualTo(scores);
      assertThat(scores.stream().filter(score -> score.verdict().equals("won")).count())
          .isLessThanOrEqualTo(1);
    }
  }

  @Test
  void rank_extremeTermsAndConditions_doNotOverflow() {
    long max = Long.MAX_VALUE;
    Bid forever =
        new Bid(
            "forever",
            "forever",
            Terms.fee(Amount.micros(max)).withTime(Duration.ofSeconds(max)),
            Integer.MAX_VALUE,
            Integer.MAX_VALUE,
            Integer.MAX_VALUE);
    Conditions wide = new Conditions("req", WEIGHTS, Amount.micros(max), 0, max, "buyer", Set.of());
    assertThat(Scoring.rank(List.of(forever, bid("ann", max / 2, max / 2, 1, 1)), wide))
        .allSatisfy(score ->
            assertThat(List.of(score.price(), score.time(), score.load(), score.total()))
                .allSatisfy(part -> assertThat(part).isBetween(0, 1000)));
    assertThat(Scoring.rank(List.of(forever), conditions(WEIGHTS)).getFirst().withinMillis())
        .isEqualTo(max);
    Conditions none = new Conditions("req", WEIGHTS, Amount.ZERO, 0, 0, "buyer", Set.of());
    assertThat(verdicts(Scoring.rank(List.of(bid("ann", 0, 0, 1, 1)), none)))
        .containsExactly("ann too_slow");
  }

  @Test
  void rank_promiseOfLessThanAMillisecond_countsAsOne() {
    Bid instant =
        new Bid("ann", "ann", Terms.fee(Amount.micros(1)).withTime(Duration.ofNanos(1)), 0, 0, 0);
    assertThat(Scoring.rank(List.of(instant), conditions(WEIGHTS)).getFirst().withinMillis())
        .isEqualTo(1);
  }

  @Test
  void rank_nobody_isNobody() {
    assertThat(Scoring.rank(List.of(), conditions(WEIGHTS))).isEmpty();
  }
}
