package guildhall.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// The parts sum to the whole, each within a micro-credit of its due, and nobody can arrange to be
/// first.
class ApportionmentTest {

  private static List<String> payees(int n) {
    return IntStream.range(0, n).mapToObj(i -> "p" + i).toList();
  }

  @Test
  void split_randomWeights_sumsExactlyAndIsFairWithinOneMicro() {
    Random random = new Random(20261120);
    for (int round = 0; round < 3000; round++) {
      int n = 1 + random.nextInt(12);
      List<Long> weights = new ArrayList<>();
      for (int i = 0; i < n; i++) {
        weights.add(random.nextInt(4) == 0 ? 0 : random.nextLong() >>> (1 + random.nextInt(62)));
      }
      weights.set(random.nextInt(n), 1 + (random.nextLong() >>> 1) / 2);
      long amount = random.nextLong() >>> (1 + random.nextInt(62));
      long[] parts = Apportionment.split(amount, weights, payees(n), "r" + round);
      assertThat(LongStream.of(parts).sum()).as("round %d", round).isEqualTo(amount);
      assertFair(amount, weights, parts);
    }
  }

  private static void assertFair(long amount, List<Long> weights, long[] parts) {
    BigInteger sum =
        weights.stream().map(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add);
    for (int i = 0; i < parts.length; i++) {
      BigInteger due = BigInteger.valueOf(amount).multiply(BigInteger.valueOf(weights.get(i)));
      BigInteger error = BigInteger.valueOf(parts[i]).multiply(sum).subtract(due).abs();
      assertThat(error).as("part %d", i).isLessThan(sum);
      if (weights.get(i) == 0) {
        assertThat(parts[i]).isZero();
      }
    }
  }

  @Test
  void split_remaindersDiffer_theLargestGetsTheMicro() {
    assertThat(Apportionment.split(10, List.of(65L, 30L, 5L), payees(3), "r"))
        .containsExactly(7, 3, 0);
    assertThat(Apportionment.split(101, List.of(1L, 2L), payees(2), "r")).containsExactly(34, 67);
  }

  @Test
  void split_ties_followPayeeAndReceiptAndNeverPosition() {
    List<Long> equal = List.of(1L, 1L, 1L, 1L, 1L);
    Map<String, Integer> wins = new HashMap<>();
    for (int receipt = 0; receipt < 500; receipt++) {
      List<String> payees = new ArrayList<>(payees(5));
      String winner = winner(equal, payees, "r" + receipt);
      Collections.shuffle(payees, new Random(receipt));
      assertThat(winner(equal, payees, "r" + receipt)).isEqualTo(winner);
      wins.merge(winner, 1, Integer::sum);
    }
    assertThat(wins).hasSize(5).allSatisfy((_, won) -> assertThat(won).isBetween(50, 160));
  }

  private static String winner(List<Long> weights, List<String> payees, String receipt) {
    long[] parts = Apportionment.split(1, weights, payees, receipt);
    return payees.get(
        IntStream.range(0, parts.length).filter(i -> parts[i] == 1).findAny().orElseThrow());
  }

  @Test
  void split_largestAmountAndWeights_doesNotOverflow() {
    long max = Long.MAX_VALUE;
    assertThat(Apportionment.split(max, List.of(max), payees(1), "r")).containsExactly(max);
    long[] halves = Apportionment.split(max, List.of(max, max), payees(2), "r");
    assertThat(halves[0] + halves[1]).isEqualTo(max);
    assertThat(Math.abs(halves[0] - halves[1])).isEqualTo(1);
    assertThat(Apportionment.split(max, List.of(max, 1L), payees(2), "r"))
        .containsExactly(max - 1, 1);
  }

  @Test
  void split_nothing_givesEverybodyNothing() {
    assertThat(Apportionment.split(0, List.of(1L, 2L), payees(2), "r")).containsExactly(0, 0);
  }

  @Test
  void split_badShapes_areRefused() {
    refused(-1, List.of(1L), payees(1), "-1");
    refused(1, List.of(), payees(0), "0 weights");
    refused(1, List.of(1L), payees(2), "2 payees");
    refused(1, List.of(1L, -5L), payees(2), "-5");
    refused(1, List.of(0L, 0L), payees(2), "all weights are 0");
  }

  private static void refused(
      long amount, List<Long> weights, List<String> payees, String because) {
    assertThatThrownBy(() -> Apportionment.split(amount, weights, payees, "r"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(because);
  }
}
