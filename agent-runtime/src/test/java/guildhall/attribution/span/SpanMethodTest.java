package guildhall.attribution.span;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import guildhall.attribution.Attribution;
import guildhall.attribution.Attribution.Weight;
import guildhall.attribution.span.SpanMatches.Holder;
import guildhall.attribution.span.SpanMatches.Run;
import guildhall.attribution.span.SpanMatches.Span;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// From matches to weights: what is paid, what is shown, and what is due to nobody.
final class SpanMethodTest {

  private static final Holder A = new Holder(0, "net#a");
  private static final Holder B = new Holder(1, "net#b");
  private static final Holder C = new Holder(2, "net#c");

  @Test
  void weigh_runsOfTwoOwners_paysEachItsTokens() {
    SpanMatches matches =
        new SpanMatches(20, true, List.of(run(1, 7, B), run(7, 9, A), run(12, 18, B)), List.of());

    SpanCredit credit = SpanMethod.weigh(matches, worth(20, 10));

    assertThat(credit.payout())
        .isEqualTo(
            new Attribution(
                SpanMethod.ID,
                List.of(new Weight("net#b", 120), new Weight("net#a", 20)),
                200,
                false));
    assertThat(credit.commonsMicros()).isZero();
    assertThat(credit.explanation().abstained()).isTrue();
  }

  @Test
  void weigh_commonPhrase_isPartOfThePayoutForTheCommons() {
    Run common = new Run(0, 6, List.of(), 9);
    SpanMatches matches = new SpanMatches(20, true, List.of(common, run(10, 16, A)), List.of());

    SpanCredit credit = SpanMethod.weigh(matches, worth(20, 10));

    assertThat(credit.commonsMicros()).isEqualTo(60);
    assertThat(credit.payout())
        .isEqualTo(
            new Attribution(SpanMethod.ID, List.of(new Weight("net#a", 60)), 200, false, 60, 300));
  }

  @Test
  void weigh_commonPhraseOnly_paysTheCommonsAndNobodyElse() {
    Run common = new Run(0, 6, List.of(), 9);
    SpanMatches matches = new SpanMatches(20, true, List.of(common), List.of());

    assertThat(SpanMethod.weigh(matches, worth(20, 10)).payout())
        .isEqualTo(new Attribution(SpanMethod.ID, List.of(), 200, false, 60, 0));
  }

  /// From twelve tokens on admission tells passages from phrases.
  @Test
  void ownersMax_shortPhrase_isEverybodysIfTwoHaveIt() {
    assertThat(SpanMethod.ownersMax(6)).isEqualTo(1);
    assertThat(SpanMethod.ownersMax(11)).isEqualTo(1);
    assertThat(SpanMethod.ownersMax(12)).isEqualTo(4);
    assertThat(SpanMethod.ownersMax(1000)).isEqualTo(4);
  }

  @Test
  void weigh_longestSpan_isSharedEquallyByItsDocuments() {
    Span twice = new Span(0, 8, List.of(A, B));
    Span longer = new Span(5, 15, List.of(A, B, C));
    Span common = new Span(14, 21, List.of());
    SpanMatches matches = new SpanMatches(30, true, List.of(), List.of(twice, longer, common));

    Attribution shown = SpanMethod.weigh(matches, worth(30, 10)).explanation();

    assertThat(shown.weights())
        .containsExactly(
            new Weight("net#a", 50 / 2 + 100 / 3),
            new Weight("net#b", 50 / 2 + 100 / 3),
            new Weight("net#c", 100 / 3));
    assertThat(shown.wholeMicros()).isEqualTo(300);
  }

  @Test
  void weigh_underTwoPercent_abstains() {
    SpanMatches matches = new SpanMatches(1000, true, List.of(run(0, 19, A)), List.of());
    SpanMatches enough = new SpanMatches(1000, true, List.of(run(0, 20, A)), List.of());

    assertThat(SpanMethod.weigh(matches, worth(1000, 7)).payout())
        .isEqualTo(new Attribution(SpanMethod.ID, List.of(), 7000, true));
    assertThat(SpanMethod.weigh(enough, worth(1000, 7)).payout().abstained()).isFalse();
    assertThat(SpanMethod.weigh(new SpanMatches(0, true, List.of(), List.of()), new long[0]))
        .isEqualTo(
            new SpanCredit(
                new Attribution(SpanMethod.ID, List.of(), 0, true),
                new Attribution(SpanMethod.ID, List.of(), 0, true),
                0));
  }

  @Test
  void weigh_worthOfAnotherShapeOrOutOfRange_isRefused() {
    SpanMatches matches = new SpanMatches(2, true, List.of(), List.of());

    assertThatThrownBy(() -> SpanMethod.weigh(matches, worth(3, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 worths for 2 tokens");
    assertThatThrownBy(() -> SpanMethod.weigh(matches, new long[] {1, -1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("token 1");
    assertThatThrownBy(() -> SpanMethod.weigh(matches, new long[] {100_000_001, 1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("token 0");
  }

  @Test
  void matches_runsOrSpansOutOfOrder_areRefused() {
    assertThatThrownBy(
            () -> new SpanMatches(9, true, List.of(run(3, 6, A), run(5, 7, A)), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SpanMatches(9, true, List.of(run(3, 10, A)), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    Span outer = new Span(0, 8, List.of(A));
    Span inner = new Span(1, 8, List.of(A));
    assertThatThrownBy(() -> new SpanMatches(9, true, List.of(), List.of(outer, inner)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Run(0, 6, List.of(A, B), 2))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /// Frozen: a worth that changes by a micro-nat is a new version of the method.
  @Test
  void worth_rareAndCommonTokens_areTheseMicroNats() {
    Unigrams unigrams = new Unigrams(new int[] {-5, 1, 9}, new int[] {1, 98, 900});

    assertThat(unigrams.total()).isEqualTo(999);
    assertThat(unigrams.worth(new int[] {9, 1, -5, 4}))
        .containsExactly(104_250, 2_312_635, 6_214_608, 6_907_755);
    assertThatThrownBy(() -> new Unigrams(new int[] {2, 2}, new int[] {1, 1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("index 1");
    assertThatThrownBy(() -> new Unigrams(new int[] {2}, new int[] {0}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("index 0");
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

  private static Run run(int from, int to, Holder holder) {
    return new Run(from, to, List.of(holder), 1);
  }

  private static long[] worth(int tokens, long each) {
    long[] worth = new long[tokens];
    Arrays.fill(worth, each);
    return worth;
  }
}
