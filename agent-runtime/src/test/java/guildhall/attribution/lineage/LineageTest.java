package guildhall.attribution.lineage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import guildhall.attribution.lineage.Artefact.Parent;
import guildhall.attribution.lineage.Lineage.Registration.Accepted;
import guildhall.attribution.lineage.Lineage.Registration.Refused;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What was made from what, and that an amount goes up along it to the unit.
class LineageTest {

  private static final int CASES = 100_000;

  static Artefact made(String id, Object... parents) {
    List<Parent> all = new ArrayList<>();
    for (int i = 0; i < parents.length; i += 2) {
      all.add(new Parent((String) parents[i], (int) parents[i + 1]));
    }
    return new Artefact(id, all);
  }

  static Lineage lineage(Artefact... artefacts) {
    return ((Accepted) Lineage.of(List.of(artefacts))).lineage();
  }

  private static void refused(String because, Artefact... artefacts) {
    assertThat(Lineage.of(List.of(artefacts))).isEqualTo(new Refused(because));
    List<Artefact> other = new ArrayList<>(List.of(artefacts));
    Collections.reverse(other);
    assertThat(Lineage.of(other)).as("in another order").isEqualTo(new Refused(because));
  }

  @Test
  void propagate_adapterOnBaseFromDatanets_paysAllOfThem() {
    Lineage lineage =
        lineage(
            made("adapter", "base", 300_000, "net@2", 500_000),
            made("base", "net@1", 100_000),
            made("net@1"),
            made("net@2", "net@1", 250_000));
    assertThat(lineage.propagate(Map.of("adapter", 1000L)))
        .isEqualTo(Map.of("adapter", 200L, "base", 270L, "net@1", 30L + 125, "net@2", 375L));
    assertThat(lineage.propagate(Map.of("base", 10L, "net@1", 5L)))
        .isEqualTo(Map.of("base", 9L, "net@1", 6L));
    assertThat(lineage.contains("base")).isTrue();
    assertThat(lineage.contains("other")).isFalse();
  }

  @Test
  void propagate_ties_goToTheFirstById() {
    Lineage lineage = lineage(made("c", "b", 500_000, "a", 500_000), made("a"), made("b"));
    assertThat(lineage.propagate(Map.of("c", 3L))).isEqualTo(Map.of("a", 2L, "b", 1L));
    assertThat(lineage(made("a", "b", 500_000), made("b")).propagate(Map.of("a", 1L)))
        .isEqualTo(Map.of("a", 1L));
  }

  @Test
  void merged_parents_shareByTheirWeightsInTheMerge() {
    Artefact merged = Artefact.merged("m", 900_000, Map.of("x", 2L, "y", 1L, "z", 0L));
    assertThat(merged.parents())
        .containsExactly(new Parent("x", 600_000), new Parent("y", 300_000));
    assertThat(Artefact.merged("m", 1_000_000, Map.of("x", 1L, "y", 1L, "z", 1L)).parents())
        .extracting(Parent::millionths)
        .containsExactly(333_334, 333_333, 333_333);
    assertThatThrownBy(() -> Artefact.merged("m", 1, Map.of("x", -1L))).hasMessageContaining("-1");
  }

  @Test
  void of_whatIsNoLineage_isRefusedInASentence() {
    refused("a is registered twice.", made("a"), made("a"));
    refused("a was made from b, which is not registered.", made("a", "b", 1));
    refused("a owes b 0 millionths; a share is at least 1.", made("a", "b", 0), made("b"));
    refused("a names its parent b twice.", made("a", "b", 1, "b", 2), made("b"));
    refused(
        "a owes its parents 1000001 millionths, more than all of it.",
        made("a", "b", 1_000_000, "c", 1),
        made("b"),
        made("c"));
    refused(
        "a owes its parents 4294967294 millionths, more than all of it.",
        made("a", "b", Integer.MAX_VALUE, "c", Integer.MAX_VALUE),
        made("b"),
        made("c"));
  }

  @Test
  void of_cycles_areRefusedWithTheirPath() {
    refused("Made from itself: a from a.", made("a", "a", 1));
    refused(
        "Made from itself: b from c from d from b.",
        made("a", "b", 1),
        made("b", "c", 1),
        made("c", "d", 1),
        made("d", "b", 1, "e", 1),
        made("e"));
  }

  @Test
  void with_oneMore_isCheckedLikeAllOthers() {
    Lineage lineage = lineage(made("a"));
    assertThat(lineage.with(made("b", "a", 1))).isInstanceOf(Accepted.class);
    assertThat(lineage.with(made("b", "b", 1)))
        .isEqualTo(new Refused("Made from itself: b from b."));
    assertThat(lineage.with(made("a"))).isEqualTo(new Refused("a is registered twice."));
  }

  @Test
  void propagate_unknownOrNegative_isRefused() {
    Lineage lineage = lineage(made("a"));
    assertThatThrownBy(() -> lineage.propagate(Map.of("b", 1L))).hasMessageContaining("b, unknown");
    assertThatThrownBy(() -> lineage.propagate(Map.of("a", -1L))).hasMessageContaining("-1");
  }

  private static List<Artefact> random(Random random, int size) {
    List<Artefact> all = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      List<Parent> parents = new ArrayList<>();
      int left = Lineage.WHOLE;
      for (int parent = 0; parent < i && left > 0; parent++) {
        if (random.nextInt(3) == 0) {
          int share = 1 + random.nextInt(left);
          parents.add(new Parent("n" + parent, share));
          left -= share;
        }
      }
      all.add(new Artefact("n" + i, parents));
    }
    return all;
  }

  @Test
  void propagate_randomGraphs_conserveToTheUnitInAnyOrder() {
    Random random = new Random(9);
    for (int round = 0; round < CASES; round++) {
      List<Artefact> all = random(random, 1 + random.nextInt(6));
      Map<String, Long> amounts = new HashMap<>();
      all.forEach(each -> amounts.put(each.id(), (long) random.nextInt(1000)));
      Map<String, Long> kept = ((Accepted) Lineage.of(all)).lineage().propagate(amounts);
      assertThat(sum(kept)).isEqualTo(sum(amounts));
      assertThat(kept.values()).doesNotContain(0L);
      Collections.shuffle(all, random);
      assertThat(((Accepted) Lineage.of(all)).lineage().propagate(amounts)).isEqualTo(kept);
    }
  }

  private static long sum(Map<String, Long> amounts) {
    return amounts.values().stream().mapToLong(Long::longValue).sum();
  }

  @Test
  void propagate_largeAmounts_areWithinAUnitPerEdgeOfTheExactShares() {
    Random random = new Random(10);
    BigInteger whole = BigInteger.valueOf(Lineage.WHOLE);
    for (int round = 0; round < 500; round++) {
      List<Artefact> all = random(random, 8);
      long amount = Long.MAX_VALUE / (1 + random.nextInt(1000));
      Map<String, Long> kept =
          ((Accepted) Lineage.of(all)).lineage().propagate(Map.of("n7", amount));
      BigInteger scale = whole.pow(8);
      BigInteger[] exact = new BigInteger[8];
      Arrays.fill(exact, BigInteger.ZERO);
      exact[7] = BigInteger.valueOf(amount).multiply(scale);
      for (int i = 7; i >= 0; i--) {
        BigInteger reached = exact[i];
        for (Parent parent : all.get(i).parents()) {
          int index = parent.id().charAt(1) - '0';
          BigInteger part = reached.multiply(BigInteger.valueOf(parent.millionths())).divide(whole);
          exact[index] = exact[index].add(part);
          exact[i] = exact[i].subtract(part);
        }
        BigInteger error =
            BigInteger.valueOf(kept.getOrDefault("n" + i, 0L))
                .multiply(scale)
                .subtract(exact[i])
                .abs();
        assertThat(error.divide(scale)).isLessThan(BigInteger.valueOf(28));
      }
    }
  }
}
