package guildhall.attribution.influence;

import static org.assertj.core.api.Assertions.assertThat;

import guildhall.attribution.Attribution.Weight;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A contributor who makes own rows look influential, against one who leaves them as they are.
class OutlierTest {

  private static final int CLASSES = 3;
  private static final int FEATURES = 10;
  private static final int ROWS = 400;
  private static final int OWN = 20; // of the rows, the first ones
  private static final int INPUTS = 80;
  private static final int MARKETS = 6;
  private static final double RETURN_MAX = 1.05;

  /// A way to change a row.
  private interface Attack {
    double[] change(double[] features, int label, SoftmaxHead head, Examples examples);
  }

  private static final Map<String, Attack> ATTACKS = attacks();

  private static Map<String, Attack> attacks() {
    Map<String, Attack> attacks = new LinkedHashMap<>();
    for (double factor : new double[] {2, 5, 30}) {
      attacks.put("features times " + factor, (row, _, _, _) -> scaled(row, factor));
    }
    for (double deviation : new double[] {3, 10, 100}) {
      attacks.put(
          "noise of " + deviation, (_, _, _, examples) -> examples.noise(FEATURES, deviation));
    }
    for (double far : new double[] {0.5, 1, 2, 4, 8}) {
      attacks.put(
          "harder for the head by " + far, (row, label, head, _) -> harder(row, label, head, far));
    }
    return attacks;
  }

  private static double[] scaled(double[] row, double factor) {
    return IntStream.range(0, row.length).mapToDouble(j -> row[j] * factor).toArray();
  }

  /// Goes up the loss of the row's own label, as an adversarial example does.
  private static double[] harder(double[] row, int label, SoftmaxHead head, double far) {
    double[] moved = row.clone();
    for (int step = 0; step < 10; step++) {
      double[] slope = new double[row.length];
      double length = 0;
      for (int j = 0; j < row.length; j++) {
        double[] next = moved.clone();
        next[j] += 1e-5;
        slope[j] = head.loss(next, label) - head.loss(moved, label);
        length += slope[j] * slope[j];
      }
      for (int j = 0; j < row.length && length > 0; j++) {
        moved[j] += far / 10 * slope[j] / Math.sqrt(length);
      }
    }
    return moved;
  }

  /// What the attacker gets, as paid and as it would be without a bound.
  private record Income(double paid, double unbounded) {
    Income plus(Income other) {
      return new Income(paid + other.paid, unbounded + other.unbounded);
    }
  }

  @Test
  void weigh_rowsMadeToLookInfluential_earnNoMoreThanHonestOnes() {
    Income honest = new Income(0, 0);
    Map<String, Income> attacked = new LinkedHashMap<>();
    for (int market = 0; market < MARKETS; market++) {
      Examples examples = new Examples(100 + market, CLASSES, FEATURES, 2 + market % 3);
      List<Row> rows = examples.rows(ROWS);
      double[][] inputs = examples.inputs(INPUTS);
      SoftmaxHead head = method(rows).influence().orElseThrow().head();
      honest = honest.plus(income(rows, inputs));
      for (var attack : ATTACKS.entrySet()) {
        List<Row> changed = new ArrayList<>(rows);
        for (int i = 0; i < OWN; i++) {
          Row row = rows.get(i);
          double[] features = row.features();
          features = attack.getValue().change(features, row.label(), head, examples);
          changed.set(i, Row.of(row.key(), row.cluster(), features, row.label()));
        }
        attacked.merge(attack.getKey(), income(changed, inputs), Income::plus);
      }
    }
    double paid = honest.paid();
    double unbounded = honest.unbounded();
    assertThat(attacked)
        .allSatisfy((name, income) ->
            assertThat(income.paid() / paid).as(name).isLessThanOrEqualTo(RETURN_MAX));
    assertThat(attacked.values()).anyMatch(income -> income.unbounded() / unbounded > 3);
  }

  private static InfluenceMethod method(List<Row> rows) {
    TrainingRows training = TrainingRows.of(CLASSES, rows);
    return InfluenceMethod.of(
        training, SoftmaxHead.fit(training, HeadTraining.of(1e-2, training.size())));
  }

  private static Income income(List<Row> rows, double[][] inputs) {
    InfluenceMethod method = method(rows);
    HeadInfluence influence = method.influence().orElseThrow();
    List<String> own = rows.subList(0, OWN).stream().map(Row::key).toList();
    Income income = new Income(0, 0);
    for (double[] input : inputs) {
      int answer = Examples.answer(influence.head(), input);
      long paid =
          method.weigh(input, answer).attribution().weights().stream()
              .filter(weight -> own.contains(weight.key()))
              .mapToLong(Weight::micros)
              .sum();
      double learned = 1 - influence.head().loss(input, answer) / Math.log(CLASSES);
      double share = share(influence.at(input, answer).oneStep);
      income = income.plus(new Income(paid, learned * share));
    }
    return income;
  }

  private static double share(double[] rises) {
    double own = 0;
    double all = 0;
    for (int i = 0; i < rises.length; i++) {
      own += i < OWN ? Math.max(0, rises[i]) : 0;
      all += Math.abs(rises[i]);
    }
    return own / all;
  }
}
