package guildhall.attribution.use;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import guildhall.attribution.Attribution;
import guildhall.attribution.Attribution.Weight;
import guildhall.attribution.Draws;
import guildhall.attribution.Shapley;
import guildhall.attribution.Source;
import guildhall.attribution.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Who earned what of an answer by what was read and used.
class UseMethodTest {

  private static final long UNIT = Coverage.UNIT;
  private static final int NAT = 1_000_000;

  private static Read read(String key, String text) {
    return Read.alone(new Source(key, text));
  }

  private static Read copy(String key, String text, String of) {
    return new Read(new Source(key, text), of);
  }

  private static Map<String, Long> byKey(Attribution attribution) {
    return attribution.weights().stream().collect(Collectors.toMap(Weight::key, Weight::micros));
  }

  private static Map<String, Long> weigh(String answer, Read... reads) {
    return byKey(UseMethod.weigh(List.of(reads), answer, UseMethodTest::alike));
  }

  private static int alike(String word) {
    return word.isEmpty() ? 0 : 1;
  }

  private static String words(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> "" + (1000 + i))
        .collect(Collectors.joining(" "));
  }

  @Test
  void weigh_sharedRuns_areSharedEqually() {
    assertThat(weigh(words(0, 8), read("d#1", words(0, 6)), read("d#2", words(2, 8))))
        .isEqualTo(Map.of("d#1", 4 * UNIT, "d#2", 4 * UNIT));
  }

  @Test
  void weigh_fetchedButNotUsed_earnsNothing() {
    assertThat(
            weigh(
                "alpha bravo charlie delta echo",
                read("d#used", "alpha bravo charlie delta foxtrot"),
                read("d#same-words", "delta alpha golf charlie bravo echo"),
                read("d#fetched", "alpha one two three four five six"),
                read("d#empty", "")))
        .isEqualTo(Map.of("d#used", 4 * UNIT));
  }

  @Test
  void weigh_wordsOutsideTheRepeatedRuns_areNotCovered() {
    assertThat(weigh(words(0, 4) + " 7 " + words(9, 10), read("d#1", words(0, 4) + " 8 1009")))
        .as("1009 is in both, and in no run of both")
        .isEqualTo(Map.of("d#1", 4 * UNIT));
  }

  @Test
  void weigh_longQuoteOfALongText_countsAsUsed() {
    String text = words(0, 1000);
    assertThat(weigh(words(100, 112), read("d#1", text))).isEqualTo(Map.of("d#1", 12 * UNIT));
    assertThat(weigh(words(100, 111), read("d#1", text))).isEmpty();
    assertThat(weigh(words(100, 112) + " 1 " + words(300, 308), read("d#1", text)))
        .as("of a text that was not used as a whole only the long stretches count")
        .isEqualTo(Map.of("d#1", 12 * UNIT));
  }

  /// Three quarters of the answer's words are worth 3 and more, one of them 9.
  @Test
  void weigh_rareWord_isWorthNoMoreThanMostOthers() {
    Attribution attribution =
        UseMethod.weigh(
            List.of(read("d#1", words(0, 4))),
            words(0, 8),
            word -> word.equals("1000") ? 9 : word.compareTo("1007") < 0 ? 3 : 1);
    assertThat(byKey(attribution)).isEqualTo(Map.of("d#1", 12 * UNIT));
    assertThat(attribution.wholeMicros()).isEqualTo(22 * UNIT);
  }

  /// A text is worth no less for having words in common with others and with itself.
  @Test
  void weigh_wordsAtSeveralPlaces_countAtEachForWhoHasTheRun() {
    assertThat(
            weigh(
                "7 1 7 2 7 3 alpha 7 4 7 5 7 6",
                read("d#1", "7 1 7 2 7 3"),
                read("d#2", "7 4 7 5 7 6")))
        .isEqualTo(Map.of("d#1", 6 * UNIT, "d#2", 6 * UNIT));
    assertThat(
            UseMethod.weigh(
                    List.of(read("d#1", words(0, 4))),
                    words(0, 4) + " x1 " + words(0, 4) + " " + words(0, 4),
                    UseMethodTest::alike)
                .attributedMicros())
        .as("a run that the answer repeats three times")
        .isEqualTo(12 * UNIT);
  }

  @Test
  void weigh_copies_earnNothingAndTakeNothing() {
    String text = words(0, 20);
    Map<String, Long> alone = weigh(words(0, 30), read("d#1", text), read("d#2", words(10, 30)));
    Read[] reads = new Read[12];
    Arrays.setAll(reads, i -> copy("thief#" + i, text, "d#1"));
    reads[10] = read("d#1", text);
    reads[11] = read("d#2", words(10, 30));
    assertThat(weigh(words(0, 30), reads)).isEqualTo(alone);
    assertThat(weigh(words(0, 30), copy("thief#1", text, "d#1"), read("d#2", words(10, 30))))
        .as("also if only the copy was read")
        .isEqualTo(alone);
  }

  @Test
  void weigh_noisyCopies_addNothingButWhatTheyDoNotShare() {
    assertThat(
            weigh(
                words(0, 20),
                read("d#1", words(0, 10)),
                copy("d#1b", words(2, 12), "d#1"),
                read("d#2", words(10, 20))))
        .isEqualTo(Map.of("d#1", 11 * UNIT, "d#2", 9 * UNIT));
  }

  @Test
  void weigh_uncoveredOrTooLittle_staysUnattributedOrAbstains() {
    Attribution part =
        UseMethod.weigh(List.of(read("d#1", words(0, 4))), words(0, 16), UseMethodTest::alike);
    assertThat(part.wholeMicros()).isEqualTo(16 * UNIT);
    assertThat(part.attributedMicros()).isEqualTo(4 * UNIT);
    assertThat(part.confidencePermille()).isEqualTo(250);
    assertThat(part.method()).isEqualTo(UseMethod.ID);
    assertThat(coverOfOneIn(50).abstained()).isFalse();
    assertThat(coverOfOneIn(51)).isEqualTo(Attribution.abstain(UseMethod.ID, 51 * UNIT));
    assertThat(UseMethod.weigh(List.of(), "", UseMethodTest::alike).abstained()).isTrue();
  }

  private static Attribution coverOfOneIn(int words) {
    return UseMethod.weigh(
        List.of(read("d#1", words(0, 1))), words(0, words), UseMethodTest::alike);
  }

  @Test
  void weigh_randomTexts_isTheShapleyValueOfCoverageInAnyOrder() {
    Random random = new Random(12);
    for (int round = 0; round < 2000; round++) {
      List<Read> reads = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        int from = random.nextInt(20);
        reads.add(
            copy(
                "d#" + i,
                words(from, from + 1 + random.nextInt(12)),
                "d#" + random.nextInt(i + 1)));
      }
      String answer = words(0, 12) + " " + words(15, 15 + random.nextInt(15));
      List<Player> players = Player.of(reads);
      Coverage coverage = coverage(players, answer);
      long[] exact = Shapley.timesFactorial(players.size(), coverage::value);
      long[] closed = coverage.shapley();
      Arrays.setAll(closed, i -> closed[i] * Shapley.factorial(players.size()));
      assertThat(closed).isEqualTo(exact);
      Attribution before = UseMethod.weigh(reads, answer, UseMethodTest::alike);
      Collections.shuffle(reads, random);
      assertThat(UseMethod.weigh(reads, answer, UseMethodTest::alike)).isEqualTo(before);
    }
  }

  private static Coverage coverage(List<Player> players, String answer) {
    List<String> words = Words.inOrder(answer);
    return new Coverage(players, words, words.stream().mapToInt(UseMethodTest::alike).toArray());
  }

  private static List<Read> reads(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> read("d#%02d".formatted(i), "text " + i))
        .toList();
  }

  @Test
  void weighScored_threePlayers_shareTheGainByTheirShapleyValue() {
    Utility utility =
        mask ->
            -30 * NAT
                + ((mask & 1) != 0 ? 6 * NAT : 0)
                + ((mask & 2) != 0 ? 3 * NAT : 0)
                + ((mask & 3) == 3 ? 1 * NAT : 0);
    Attribution attribution = UseMethod.weigh(reads(3), utility, 40L * NAT, 1);
    assertThat(byKey(attribution)).isEqualTo(Map.of("d#00", 6_500_000L, "d#01", 3_500_000L));
    assertThat(attribution.wholeMicros()).isEqualTo(40L * NAT);
    assertThat(attribution.confidencePermille()).isEqualTo(250);
  }

  @Test
  void weighScored_harm_isClippedAndIsNobodysGain() {
    Utility utility = mask -> (mask & 1) * 8 * NAT - (mask >> 1 & 1) * 4 * NAT;
    Attribution attribution = UseMethod.weigh(reads(2), utility, 100L * NAT, 1);
    assertThat(byKey(attribution)).isEqualTo(Map.of("d#00", 4L * NAT));
    assertThat(UseMethod.weigh(reads(2), mask -> -mask, NAT, 1).abstained()).isTrue();
  }

  @Test
  void weighScored_lessThanAHundredthOfTheGain_isNotUsed() {
    Utility utility = mask -> (mask & 1) * 991_000L + (mask >> 1 & 1) * 9_000L;
    assertThat(byKey(UseMethod.weigh(reads(2), utility, NAT, 1)))
        .isEqualTo(Map.of("d#00", 991_000L));
  }

  @Test
  void weighScored_littleOfTheWhole_abstains() {
    assertThat(UseMethod.weigh(reads(1), mask -> mask * 19_999, NAT, 1).abstained()).isTrue();
    assertThat(UseMethod.weigh(reads(1), mask -> mask * 20_000, NAT, 1).abstained()).isFalse();
    assertThat(UseMethod.weigh(List.of(), _ -> 1, NAT, 1).abstained()).isTrue();
    assertThat(UseMethod.weigh(reads(1), mask -> mask * 3L * NAT, NAT, 1).wholeMicros())
        .as("the gain, if it is more than the whole")
        .isEqualTo(3L * NAT);
  }

  @Test
  void weighScored_pureNoise_abstains() {
    int abstained = 0;
    for (int seed = 0; seed < 100; seed++) {
      Utility noise = new Noise(seed)::microNats;
      abstained += UseMethod.weigh(reads(16), noise, 10L * NAT, seed).abstained() ? 1 : 0;
    }
    assertThat(abstained).isGreaterThanOrEqualTo(98);
  }

  private record Noise(long seed) {
    long microNats(long mask) {
      return mask == 0 ? 0 : new Draws(seed * 31 + mask).next() >>> 43;
    }
  }

  @Test
  void weighScored_manyPlayers_asksForAMaskOnceAndGivesTheSameAgain() {
    for (int players : new int[] {8, 16, 20, 40, 64}) {
      Game game = new Game(players, 0.1, players);
      List<Long> asked = new ArrayList<>();
      Utility utility =
          mask -> {
            asked.add(mask);
            return game.microNats(mask);
          };
      Attribution one = UseMethod.weigh(reads(players), utility, 100L * NAT, 5);
      assertThat(asked).doesNotHaveDuplicates().hasSizeLessThanOrEqualTo(384);
      List<Read> shuffled = new ArrayList<>(reads(players));
      Collections.shuffle(shuffled, new Random(1));
      assertThat(UseMethod.weigh(shuffled, utility, 100L * NAT, 5)).isEqualTo(one);
      assertThat(one.abstained()).isFalse();
      assertThat(one.attributedMicros()).isLessThanOrEqualTo(game.gain());
    }
  }

  @Test
  void weighScored_outOfRange_isRefused() {
    assertThatThrownBy(() -> UseMethod.weigh(reads(65), _ -> 1, NAT, 1))
        .hasMessageContaining("65 clusters");
    assertThatThrownBy(() -> UseMethod.weigh(reads(1), _ -> 1, 0, 1)).hasMessageContaining("0");
    assertThatThrownBy(() -> UseMethod.weigh(reads(1), _ -> Utility.MAX_MICRO_NATS + 1, NAT, 1))
        .hasMessageContaining("400000000001");
    assertThat(Utility.micros(-1.5)).isEqualTo(-1_500_000);
    assertThatThrownBy(() -> Utility.micros(Double.NaN)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> Utility.micros(-1e6)).hasMessageContaining("-1000000");
  }
}
