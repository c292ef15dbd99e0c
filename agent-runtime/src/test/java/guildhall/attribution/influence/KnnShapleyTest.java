package guildhall.attribution.influence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Values of nearest neighbours against the definition, and what they are good for.
class KnnShapleyTest {

  private static final int PLAYERS = 12;

  @Test
  void values_twelveRows_areThoseOfAllSubsets() {
    Random random = new Random(4);
    for (int neighbours : new int[] {1, 3, 5, 20}) {
      List<Row> rows = new ArrayList<>();
      for (int i = 0; i < PLAYERS; i++) { // some equally far, with keys against their order
        double[] features = {random.nextInt(4), random.nextInt(2)};
        rows.add(Row.of("d#" + (char) ('z' - i), i, features, random.nextInt(2)));
      }
      TrainingRows training = TrainingRows.of(2, rows);
      double[] query = {1, 1};
      KnnValues found = KnnShapley.of(training).values(query, 1, neighbours, 100);
      double[] exact = enumerated(rows, query, neighbours);
      assertThat(found.errorMax()).isZero();
      for (int i = 0; i < PLAYERS; i++) {
        assertThat(found.value(i)).isCloseTo(exact[i], within(1e-12));
      }
    }
  }

  /// The definition: what each adds, over all subsets of the others.
  private static double[] enumerated(List<Row> rows, double[] query, int neighbours) {
    List<Integer> order =
        IntStream.range(0, PLAYERS)
            .boxed()
            .sorted(
                Comparator.comparingDouble((Integer i) -> distance(rows.get(i), query))
                    .thenComparing(i -> rows.get(i).key()))
            .toList();
    double[] values = new double[PLAYERS];
    for (int set = 0; set < 1 << PLAYERS; set++) {
      for (int i = 0; i < PLAYERS; i++) {
        if ((set >> i & 1) == 0) {
          double added =
              worth(rows, order, set | 1 << i, neighbours) - worth(rows, order, set, neighbours);
          values[i] += added / (PLAYERS * choose(PLAYERS - 1, Integer.bitCount(set)));
        }
      }
    }
    return values;
  }

  private static double distance(Row row, double[] query) {
    double[] features = row.withBias();
    return Math.pow(features[0] - query[0], 2) + Math.pow(features[1] - query[1], 2);
  }

  private static double worth(List<Row> rows, List<Integer> order, int set, int neighbours) {
    return (double)
            order.stream()
                .filter(i -> (set >> i & 1) == 1)
                .limit(neighbours)
                .filter(i -> rows.get(i).label() == 1)
                .count()
        / neighbours;
  }

  private static double choose(int all, int some) {
    double ways = 1;
    for (int i = 0; i < some; i++) {
      ways = ways * (all - i) / (i + 1);
    }
    return ways;
  }

  @Test
  void values_truncated_areOffByNoMoreThanStated() {
    Examples examples = new Examples(8, 3, 6, 2);
    KnnShapley shapley = KnnShapley.of(TrainingRows.of(3, examples.rows(500)));
    for (int rankMax : new int[] {5, 20, 100, 499}) {
      double[] query = examples.draw(1);
      KnnValues exact = shapley.values(query, 1, 5, 500);
      KnnValues some = shapley.values(query, 1, 5, rankMax);
      assertThat(some.errorMax()).isEqualTo(1.0 / rankMax);
      for (int i = 0; i < 500; i++) {
        assertThat(some.value(i)).isCloseTo(exact.value(i), within(some.errorMax()));
      }
    }
  }

  @Test
  void values_ofAllRows_sumToTheWorthOfAll() {
    Examples examples = new Examples(9, 2, 3, 1);
    List<Row> rows = examples.rows(100);
    KnnValues found = KnnShapley.of(TrainingRows.of(2, rows)).values(examples.draw(0), 0, 100, 100);
    double hits = rows.stream().filter(row -> row.label() == 0).count();
    assertThat(IntStream.range(0, 100).mapToDouble(found::value).sum())
        .isCloseTo(hits / 100, within(1e-12));
  }

  @Test
  void values_mislabelledRows_areTheLowest() {
    Examples examples = new Examples(12, 3, 8, 6);
    Random random = new Random(13);
    Set<Integer> wrong = new HashSet<>();
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      int label = examples.label();
      boolean flip = random.nextInt(10) == 0;
      rows.add(Row.of("d#" + i, i, examples.draw(label), flip ? (label + 1) % 3 : label));
      if (flip) {
        wrong.add(i);
      }
    }
    KnnShapley shapley = KnnShapley.of(TrainingRows.of(3, rows));
    double[] sums = new double[600];
    for (int t = 0; t < 400; t++) {
      int label = examples.label();
      KnnValues values = shapley.values(examples.draw(label), label, 10, 600);
      IntStream.range(0, 600).forEach(i -> sums[i] += values.value(i));
    }
    long found =
        IntStream.range(0, 600)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> sums[i]))
            .limit(120)
            .filter(wrong::contains)
            .count();
    assertThat((double) found / wrong.size()).isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void values_farthestOfAnotherLabel_isZero() {
    List<Row> rows = List.of(point("d#1", 1, 0, 1), point("d#2", 2, 1, 0), point("d#3", 3, 9, 0));
    KnnValues found = KnnShapley.of(TrainingRows.of(2, rows)).values(new double[] {0}, 1, 1, 3);
    assertThat(found.value(2)).isZero();
    assertThat(found.value(0)).isPositive();
  }

  @Test
  void values_copiesOfARow_changeNothing() {
    Row first = point("d#1", 1, 0, 1);
    Row other = point("d#2", 2, 1, 1);
    KnnValues alone =
        KnnShapley.of(TrainingRows.of(2, List.of(first, other))).values(new double[1], 1, 1, 9);
    TrainingRows copied =
        TrainingRows.of(2, List.of(first, other, point("t#1", 1, 0, 1), point("t#2", 1, 0, 1)));
    KnnValues among = KnnShapley.of(copied).values(new double[1], 1, 1, 9);
    assertThat(among.size()).isEqualTo(2);
    assertThat(copied.key(0)).isEqualTo("d#1");
    assertThat(among.value(0)).isEqualTo(alone.value(0));
    assertThat(among.value(1)).isEqualTo(alone.value(1));
  }

  @Test
  void values_hostileInput_givesAStatus() {
    KnnShapley none = KnnShapley.of(TrainingRows.of(2, List.of()));
    assertThat(none.values(new double[0], 0, 1, 1).status()).isEqualTo(KnnValues.Status.EMPTY);
    KnnShapley one = KnnShapley.of(TrainingRows.of(2, List.of(point("d#1", 1, 0, 1))));
    assertThat(one.values(new double[] {0}, 0, 1, 1).status()).isEqualTo(KnnValues.Status.VALUED);
    assertThat(one.values(new double[] {0}, 7, 1, 1).value(0)).isZero();
    for (double hostile : new double[] {Double.NaN, Double.POSITIVE_INFINITY, 1e300}) {
      assertThat(one.values(new double[] {hostile}, 0, 1, 1).status())
          .isEqualTo(KnnValues.Status.OUT_OF_RANGE);
      assertThat(
              KnnShapley.of(TrainingRows.of(2, List.of(point("d#1", 1, hostile, 1))))
                  .values(new double[] {0}, 0, 1, 1)
                  .status())
          .isEqualTo(KnnValues.Status.OUT_OF_RANGE);
    }
    assertThat(one.values(new double[2], 0, 1, 1).status())
        .isEqualTo(KnnValues.Status.OUT_OF_RANGE);
    assertThatThrownBy(() -> one.values(new double[1], 0, 3, 2)).hasMessageContaining("3, 2");
  }

  private static Row point(String key, int cluster, double at, int label) {
    return Row.of(key, cluster, new double[] {at}, label);
  }
}
