package guildhall.attribution.use;

import static org.assertj.core.api.Assertions.assertThat;

import guildhall.attribution.Attribution;
import guildhall.attribution.Attribution.Weight;
import guildhall.attribution.Source;
import guildhall.attribution.Words;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Who earned what of an answer: what was used and not what was fetched, and nobody by splitting
/// up.
class UseMethod1Test {

  private static final long UNIT = 720_720;

  private static Map<String, Long> weigh(
      String answer, ToIntFunction<String> rarity, Source... sources) {
    return UseMethod1.weigh(List.of(sources), answer, rarity).weights().stream()
        .collect(Collectors.toMap(Weight::key, Weight::micros));
  }

  @Test
  void weigh_sharedWords_areSharedEqually() {
    assertThat(
            weigh(
                "alpha beta gamma delta",
                UseMethod1Test::alike,
                new Source("d#1", "alpha beta"),
                new Source("d#2", "beta gamma")))
        .isEqualTo(Map.of("d#1", UNIT + UNIT / 2, "d#2", UNIT + UNIT / 2));
  }

  @Test
  void weigh_rareWords_areWorthMore() {
    assertThat(
            weigh(
                "market 19.5",
                word -> word.equals("19.5") ? 7 : 1,
                new Source("d#1", "market"),
                new Source("d#2", "19.5")))
        .isEqualTo(Map.of("d#1", UNIT, "d#2", 7 * UNIT));
  }

  @Test
  void weigh_fetchedButNotUsed_earnsNothing() {
    assertThat(
            weigh(
                "alpha bravo charlie delta echo",
                UseMethod1Test::alike,
                new Source("d#used", "alpha bravo charlie delta foxtrot"),
                new Source("d#same-words", "delta alpha golf charlie bravo echo"),
                new Source("d#fetched", "alpha one two three four five six"),
                new Source("d#empty", "")))
        .containsOnlyKeys("d#used");
  }

  @Test
  void weigh_thirdOfASourcesRuns_isTheLeastThatCounts() {
    String answer = "alpha bravo charlie delta";
    assertThat(weigh(answer, UseMethod1Test::alike, new Source("d#1", answer + " echo foxtrot")))
        .hasSize(1);
    assertThat(
            weigh(answer, UseMethod1Test::alike, new Source("d#1", answer + " echo foxtrot golf")))
        .isEmpty();
  }

  @Test
  void weigh_uncoveredWords_stayUnattributed() {
    Attribution attribution =
        UseMethod1.weigh(
            List.of(new Source("d#1", "alpha")), "alpha beta gamma delta", UseMethod1Test::alike);
    assertThat(attribution.wholeMicros()).isEqualTo(4 * UNIT);
    assertThat(attribution.weights()).containsExactly(new Weight("d#1", UNIT));
    assertThat(attribution.abstained()).isFalse();
  }

  @Test
  void weigh_nothingUsedOrUnderTwoPercent_abstains() {
    assertThat(UseMethod1.weigh(List.of(), "alpha", UseMethod1Test::alike).abstained()).isTrue();
    assertThat(
            UseMethod1.weigh(List.of(new Source("d#1", "beta")), "alpha", UseMethod1Test::alike)
                .abstained())
        .isTrue();
    assertThat(
            UseMethod1.weigh(List.of(new Source("d#1", "beta")), "", UseMethod1Test::alike)
                .abstained())
        .isTrue();
    assertThat(sharesOfOneWordIn(50).abstained()).isFalse();
    assertThat(sharesOfOneWordIn(51).abstained()).isTrue();
    assertThat(sharesOfOneWordIn(51).weights()).isEmpty();
  }

  private static Attribution sharesOfOneWordIn(int words) {
    String answer =
        IntStream.range(100, 100 + words).mapToObj(i -> i + " ").collect(Collectors.joining());
    return UseMethod1.weigh(List.of(new Source("d#1", "100")), answer, UseMethod1Test::alike);
  }

  @Test
  void weigh_duplicates_shareWhatOneWouldHaveEarned() {
    Source[] copies =
        IntStream.range(0, 5)
            .mapToObj(i -> new Source("d#" + i, "Alpha, BETA gamma!"))
            .toArray(Source[]::new);
    assertThat(weigh("alpha beta gamma", UseMethod1Test::alike, copies))
        .hasSize(5)
        .allSatisfy((_, micros) -> assertThat(micros).isEqualTo(3 * UNIT / 5));
  }

  @Test
  void weigh_repeatedWords_countOnce() {
    assertThat(weigh("alpha alpha Alpha", UseMethod1Test::alike, new Source("d#1", "alpha alpha")))
        .isEqualTo(Map.of("d#1", UNIT));
  }

  @Test
  void weigh_shuffledSources_weighsTheSame() {
    Random random = new Random(11);
    for (int round = 0; round < 200; round++) {
      List<Source> sources = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        sources.add(new Source("d#" + i, words(random, 6)));
      }
      String answer = words(random, 15);
      Map<String, Long> weights =
          weigh(answer, UseMethod1Test::alike, sources.toArray(Source[]::new));
      Attribution whole = UseMethod1.weigh(sources, answer, UseMethod1Test::alike);
      assertThat(UseMethod1.weigh(sources, answer, UseMethod1Test::alike)).isEqualTo(whole);
      assertThat(weights.values().stream().mapToLong(Long::longValue).sum())
          .isLessThanOrEqualTo(whole.wholeMicros());
      Collections.shuffle(sources, random);
      assertThat(weigh(answer, UseMethod1Test::alike, sources.toArray(Source[]::new)))
          .isEqualTo(weights);
    }
  }

  private static String words(Random random, int count) {
    return IntStream.range(0, count)
        .mapToObj(_ -> Integer.toString(100 + random.nextInt(20)))
        .collect(Collectors.joining(" "));
  }

  @Test
  void weigh_contributionSplitInTwo_earnsTheSameInSum() {
    String answer = "alpha beta gamma delta epsilon";
    long whole =
        sum(
            weigh(
                answer,
                UseMethod1Test::alike,
                new Source("d#1", "alpha beta gamma delta"),
                new Source("d#other", "delta epsilon")));
    Map<String, Long> split =
        weigh(
            answer,
            UseMethod1Test::alike,
            new Source("d#1a", "alpha beta"),
            new Source("d#1b", "gamma delta"),
            new Source("d#other", "delta epsilon"));
    assertThat(sum(split)).isEqualTo(whole);
    assertThat(split.getOrDefault("d#1a", 0L) + split.getOrDefault("d#1b", 0L))
        .isEqualTo(3 * UNIT + UNIT / 2);
  }

  private static long sum(Map<String, Long> weights) {
    return weights.values().stream().mapToLong(Long::longValue).sum();
  }

  @Test
  void weigh_veryLongTexts_doesNotOverflow() {
    String answer =
        IntStream.range(0, 400_000).mapToObj(Integer::toString).collect(Collectors.joining(" "));
    Attribution attribution =
        UseMethod1.weigh(
            List.of(new Source("d#1", answer), new Source("d#2", answer)), answer, _ -> 32);
    assertThat(attribution.wholeMicros()).isEqualTo(400_000 * 32 * UNIT);
    assertThat(attribution.weights().stream().mapToLong(Weight::micros).sum())
        .isEqualTo(attribution.wholeMicros());
  }

  @Test
  void words_numbersWholeAndLettersInLowerCase() {
    assertThat(Words.of("The GDP of Österreich grew 1,234.5 % in 2024; a-b, it's 7."))
        .containsExactly("the", "gdp", "österreich", "grew", "1,234.5", "2024", "7");
  }

  /// Every word is worth the same.
  private static int alike(String word) {
    return word.isEmpty() ? 0 : 1;
  }
}
