package guildhall.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import guildhall.attribution.Attribution.Weight;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// One vector of several: parts of the whole answer, never more than was found.
class CombinedTest {

  private static final int CASES = 100_000;
  private static final int MANY = 25_000;
  private static final long SEED = 7;
  private static final long PRIZE_MAX = Combined.WHOLE / 5_000;
  private static final long MILLIONTH = Combined.WHOLE / 1_000_000;
  private static final Attribution NONE = Attribution.abstain("none@1", 0);

  private static Attribution found(long whole, long commons, Weight... weights) {
    return new Attribution("m@1", List.of(weights), whole, false, commons, 500);
  }

  private static Map<String, Long> millionths(Attribution combined) {
    return combined.weights().stream()
        .collect(Collectors.toMap(Weight::key, weight -> weight.micros() / MILLIONTH));
  }

  @Test
  void of_threeVectors_addsSharesOfTheAnswer() {
    Attribution combined =
        Combined.of(
            new Shares(500_000, 300_000, 200_000),
            found(100, 0, new Weight("a", 60), new Weight("b", 40)),
            found(10, 0, new Weight("b", 5)),
            found(4, 2, new Weight("c", 1)),
            SEED);
    assertThat(millionths(combined)).isEqualTo(Map.of("a", 300_000L, "b", 350_000L, "c", 50_000L));
    assertThat(combined.commonsMicros()).isEqualTo(100_000 * MILLIONTH);
    assertThat(combined.wholeMicros()).isEqualTo(Combined.WHOLE);
    assertThat(combined.method()).isEqualTo("combined@2[m@1 m@1 m@1]");
    assertThat(combined.confidencePermille()).isEqualTo(500);
  }

  @Test
  void of_contextThatCoversLess_getsWhatItCovers() {
    Attribution context = found(100, 0, new Weight("a", 20), new Weight("b", 10));
    assertThat(millionths(Combined.of(new Shares(500_000, 0, 0), context, NONE, NONE, SEED)))
        .as("it covers 30 %, no more than that is paid")
        .isEqualTo(Map.of("a", 200_000L, "b", 100_000L));
    assertThat(millionths(Combined.of(new Shares(150_000, 0, 0), context, NONE, NONE, SEED)))
        .as("its share is less than what it covers")
        .isEqualTo(Map.of("a", 100_000L, "b", 50_000L));
  }

  @Test
  void of_abstainedMethods_leaveTheirShares() {
    Attribution combined =
        Combined.of(
            new Shares(400_000, 300_000, 300_000),
            NONE,
            found(1, 0, new Weight("a", 1)),
            NONE,
            SEED);
    assertThat(millionths(combined)).isEqualTo(Map.of("a", 300_000L));
    assertThat(combined.method()).isEqualTo("combined@2[- m@1 -]");
    assertThat(combined.confidencePermille()).isEqualTo(150);
    Attribution nothing =
        Combined.of(new Shares(400_000, 300_000, 300_000), NONE, NONE, NONE, SEED);
    assertThat(nothing.abstained()).isTrue();
    assertThat(nothing.confidencePermille()).isZero();
  }

  @Test
  void of_atLeastATenThousandth_isPaidAndLessThanOnePrizeIsNot() {
    Shares base = new Shares(0, 0, 1_000_000);
    assertThat(Combined.of(base, NONE, NONE, found(10_000, 0, new Weight("a", 1)), SEED).weights())
        .hasSize(1);
    for (int seed = 0; seed < 100; seed++) {
      assertThat(
              Combined.of(base, NONE, NONE, found(10_001, 0, new Weight("a", 1)), seed).weights())
          .isEmpty();
    }
  }

  /// Two thirds of them are due a part in 25,000, the others twice that: some of them, each once,
  /// get what all are due.
  @Test
  void of_manyThatAreDueLittle_getPrizesThatSumToTheirDue() {
    Attribution many = many();
    Attribution combined = Combined.of(new Shares(0, 0, 1_000_000), NONE, NONE, many, SEED);
    assertThat(combined.attributedMicros()).isBetween(Combined.WHOLE - MANY, Combined.WHOLE);
    assertThat(combined.weights()).hasSizeBetween(MANY / 4, MANY / 2);
    assertThat(combined.weights()).extracting(Weight::key).doesNotHaveDuplicates().isSorted();
    assertThat(combined.weights()).extracting(Weight::micros).containsOnly(prize(combined));
    assertThat(Combined.of(new Shares(0, 0, 1_000_000), NONE, NONE, many, SEED + 1).weights())
        .isNotEqualTo(combined.weights());
  }

  /// Over many answers each gets what it is due: whoever is due twice as much, twice as much.
  @Test
  void of_manyThatAreDueLittle_getTheirDueOverManyAnswers() {
    Attribution many = many();
    Map<String, Long> paid = new HashMap<>();
    int answers = 400;
    for (int seed = 0; seed < answers; seed++) {
      Combined.of(new Shares(0, 0, 1_000_000), NONE, NONE, many, seed)
          .weights()
          .forEach(each -> paid.merge(each.key(), each.micros(), Long::sum));
    }
    for (Weight each : many.weights()) {
      double due = (double) each.micros() * Combined.WHOLE / MANY * answers;
      assertThat(paid.getOrDefault(each.key(), 0L) / due).as(each.key()).isBetween(0.5, 1.5);
    }
  }

  private static Attribution many() {
    Weight[] weights = new Weight[MANY * 3 / 4];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = new Weight("k%05d".formatted(i), i % 3 == 0 ? 2 : 1);
    }
    return found(MANY, 0, weights);
  }

  private static long prize(Attribution combined) {
    return combined.weights().getFirst().micros();
  }

  /// A random vector over the keys a to h.
  private static Attribution random(Random random) {
    if (random.nextInt(5) == 0) {
      return NONE;
    }
    List<Weight> weights = new ArrayList<>();
    long sum = 0;
    for (char key = 'a'; key <= 'h'; key++) {
      if (random.nextBoolean()) {
        weights.add(new Weight("" + key, 1 + (random.nextLong() >>> (20 + random.nextInt(43)))));
        sum += weights.getLast().micros();
      }
    }
    long commons = random.nextInt(3) == 0 ? random.nextInt(1000) : 0;
    long rest = random.nextLong() >>> (20 + random.nextInt(43));
    return new Attribution("m@1", weights, sum + commons + rest, false, commons, 1000);
  }

  private static Shares randomShares(Random random) {
    int context = random.nextInt(1_000_001);
    int adapter = random.nextInt(1_000_001 - context);
    return new Shares(context, adapter, random.nextInt(1_000_001 - context - adapter));
  }

  private static Attribution moreFor(String key, long more, Attribution found) {
    List<Weight> weights = new ArrayList<>();
    for (Weight weight : found.weights()) {
      weights.add(weight.key().equals(key) ? new Weight(key, weight.micros() + more) : weight);
    }
    return new Attribution(
        found.method(), weights, found.wholeMicros(), false, found.commonsMicros(), 1000);
  }

  private static long of(String key, Attribution attribution) {
    return attribution.weights().stream()
        .filter(weight -> weight.key().equals(key))
        .mapToLong(Weight::micros)
        .sum();
  }

  @Test
  void of_randomVectors_isConservingAndTheSameAndRisesWithEvidence() {
    Random random = new Random(3);
    for (int i = 0; i < CASES; i++) {
      Shares shares = randomShares(random);
      Attribution[] found = {random(random), random(random), random(random)};
      Attribution combined = Combined.of(shares, found[0], found[1], found[2], SEED);
      long explained = combined.attributedMicros() + combined.commonsMicros();
      assertThat(explained)
          .isBetween(0L, ((long) shares.context() + shares.adapter() + shares.base()) * MILLIONTH);
      assertThat(Combined.of(shares, found[0], found[1], found[2], SEED)).isEqualTo(combined);
      assertThat(combined.weights().stream().map(Weight::key).filter(key -> isNull(key, found)))
          .as("null players")
          .isEmpty();
      assertRises(random, shares, found, combined);
    }
  }

  /// Whether no method found anything for it.
  private static boolean isNull(String key, Attribution... found) {
    return Stream.of(found).allMatch(each -> of(key, each) == 0);
  }

  /// More evidence for one contribution, taken from what was not attributed.
  private static void assertRises(
      Random random, Shares shares, Attribution[] found, Attribution combined) {
    int which = random.nextInt(3);
    Attribution one = found[which];
    long room = one.wholeMicros() - one.attributedMicros() - one.commonsMicros();
    if (room == 0 || one.weights().isEmpty()) {
      return;
    }
    String key = one.weights().get(random.nextInt(one.weights().size())).key();
    if (of(key, combined) < PRIZE_MAX) {
      return; // it may have been drawn, and then it has more on average only
    }
    found[which] = moreFor(key, 1 + random.nextLong(room), one);
    assertThat(of(key, Combined.of(shares, found[0], found[1], found[2], SEED)))
        .isGreaterThanOrEqualTo(of(key, combined));
  }

  @Test
  void shares_ofValues_areTheShapleyValueOfWhatIsGained() {
    long[] values = new long[Shares.COALITIONS];
    for (int mask = 0; mask < values.length; mask++) {
      values[mask] =
          -100L
              + ((mask & Shares.BASE) != 0 ? 50 : 0)
              + ((mask & Shares.ADAPTER) != 0 ? 20 : 0)
              + ((mask & Shares.CONTEXT) != 0 ? 30 : 0);
    }
    assertThat(Shares.ofValues(values, -100)).isEqualTo(new Shares(300_000, 200_000, 500_000));
    assertThat(Shares.ofValues(values, 0)).as("nothing gained").isEqualTo(new Shares(0, 0, 0));
  }

  @Test
  void shares_ofHarm_areNothingAndNobodyElsesGain() {
    long[] values = {0, -30, 0, -30, 100, 70, 100, 70};
    assertThat(Shares.ofValues(values, -1000))
        .as("100 of the 1070 that all three gain")
        .isEqualTo(new Shares(0, 0, 93_457));
    assertThat(Shares.ofValues(values, 0))
        .as("85 alone, of 70 together")
        .isEqualTo(new Shares(0, 0, 1_000_000));
  }

  @Test
  void shares_ofChain_areWhatEachAdds() {
    assertThat(Shares.ofChain(-100, -50, -30, 0, -100))
        .isEqualTo(new Shares(300_000, 200_000, 500_000));
    assertThat(Shares.ofChain(-100, -100, -100, -100, -100)).isEqualTo(new Shares(0, 0, 0));
  }

  @Test
  void shares_outOfRange_areRefused() {
    assertThatThrownBy(() -> new Shares(600_000, 300_000, 100_001)).hasMessageContaining("100001");
    assertThatThrownBy(() -> new Shares(-1, 0, 0)).hasMessageContaining("-1");
    assertThatThrownBy(() -> Shares.ofValues(new long[7], 0)).hasMessageContaining("7");
  }

  @Test
  void attribution_thatDoesNotAddUp_isRefused() {
    assertThatThrownBy(() -> found(10, 5, new Weight("a", 6))).hasMessageContaining("11");
    assertThatThrownBy(() -> found(10, -1, new Weight("a", 6))).hasMessageContaining("-1");
    assertThatThrownBy(() -> new Weight("a", 0)).hasMessageContaining("a");
    assertThatThrownBy(() -> new Attribution("m@1", List.of(), 1, false, 0, 1001))
        .hasMessageContaining("1001");
    assertThatThrownBy(() -> new Attribution("m@1", List.of(new Weight("a", 1)), 1, true))
        .hasMessageContaining("abstains");
    assertThat(new Attribution("m@1", List.of(new Weight("a", 1)), 3, false).confidencePermille())
        .isEqualTo(333);
  }
}
