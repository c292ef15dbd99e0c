package guildhall.attribution.span;

import static org.assertj.core.api.Assertions.assertThat;

import guildhall.attribution.Attribution;
import guildhall.attribution.Attribution.Weight;
import guildhall.attribution.span.SpanMatches.Holder;
import guildhall.attribution.span.SpanMatches.Run;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What the second version of *span* does otherwise than the first.
final class SpanMethod2Test {

  private static final Holder A = new Holder(0, "net#a");

  private static long[] worth(int tokens) {
    long[] worth = new long[tokens];
    Arrays.fill(worth, 10);
    return worth;
  }

  @Test
  void weigh_commonPhrase_isPartOfThePayout() {
    Run common = new Run(0, 6, List.of(), 9);
    Run own = new Run(10, 16, List.of(A), 1);
    SpanMatches matches = new SpanMatches(20, true, List.of(common, own), List.of());
    assertThat(SpanMethod2.weigh(matches, worth(20)).payout())
        .isEqualTo(
            new Attribution("span@2", List.of(new Weight("net#a", 60)), 200, false, 60, 300));
  }

  @Test
  void weigh_commonPhraseOnly_paysTheCommonsAndNobodyElse() {
    Run common = new Run(0, 6, List.of(), 9);
    SpanMatches matches = new SpanMatches(20, true, List.of(common), List.of());
    assertThat(SpanMethod2.weigh(matches, worth(20)).payout())
        .isEqualTo(new Attribution("span@2", List.of(), 200, false, 60, 0));
  }

  @Test
  void weigh_underTwoPercent_abstains() {
    Run run = new Run(0, 1, List.of(A), 1);
    SpanMatches matches = new SpanMatches(100, true, List.of(run), List.of());
    assertThat(SpanMethod2.weigh(matches, worth(100)).payout())
        .isEqualTo(Attribution.abstain("span@2", 1000));
  }

  /// Of twelve running words three are a 1; the other nine are worth the same.
  @Test
  void boundedWorth_rareAndUnknownTokens_areWorthNoMoreThanMostOthers() {
    Unigrams unigrams = new Unigrams(new int[] {1, 2, 3, 4, 5, 6}, new int[] {3, 2, 2, 2, 2, 1});
    int[] answer = {1, 2, 6, 7};
    long[] worth = unigrams.worth(answer);
    assertThat(unigrams.boundedWorth(answer))
        .containsExactly(worth[0], worth[1], worth[1], worth[1]);
    assertThat(worth[0]).isLessThan(worth[1]);
    assertThat(new Unigrams(new int[0], new int[0]).boundedWorth(answer)).containsOnly(0);
  }
}
