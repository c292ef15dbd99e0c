package guildhall.attack;

import guildhall.attribution.Attribution.Weight;
import guildhall.attribution.influence.Examples;
import guildhall.attribution.influence.HeadTraining;
import guildhall.attribution.influence.InfluenceMethod;
import guildhall.attribution.influence.Row;
import guildhall.attribution.influence.SoftmaxHead;
import guildhall.attribution.influence.TrainingRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Training rows thrown far out, so that a head seems to depend on them (arXiv 2409.05657), against
/// influence with its gate. The same contributor's rows as they were are the honest return.
final class RowOutliers {

  private static final int CLASSES = 3;
  private static final int FEATURES = 10;
  private static final int OWN = 20;

  /// How large it is tried.
  record Size(int markets, int rows, int inputs) {}

  private RowOutliers() {}

  /// All features made larger.
  static Return scaled(Size size, double factor) {
    return of(
        size,
        "rows times " + (int) factor,
        row -> IntStream.range(0, row.length).mapToDouble(j -> row[j] * factor).toArray());
  }

  private static Return of(Size size, String what, UnaryOperator<double[]> change) {
    double honest = 0;
    double attacked = 0;
    for (int market = 0; market < size.markets(); market++) {
      Examples examples = new Examples(100 + market, CLASSES, FEATURES, 2 + market % 3);
      List<Row> rows = examples.rows(size.rows());
      double[][] inputs = examples.inputs(size.inputs());
      List<Row> changed = new ArrayList<>(rows);
      for (int i = 0; i < OWN; i++) {
        Row row = rows.get(i);
        changed.set(i, Row.of(row.key(), row.cluster(), change.apply(row.features()), row.label()));
      }
      honest += income(rows, inputs);
      attacked += income(changed, inputs);
    }
    return Return.atMost("outlier rows", what, attacked / honest, 1.05);
  }

  private static double income(List<Row> rows, double[][] inputs) {
    TrainingRows training = TrainingRows.of(CLASSES, rows);
    InfluenceMethod method =
        InfluenceMethod.of(
            training, SoftmaxHead.fit(training, HeadTraining.of(1e-2, training.size())));
    Set<String> own = rows.subList(0, OWN).stream().map(Row::key).collect(Collectors.toSet());
    SoftmaxHead head = method.influence().orElseThrow().head();
    long paid = 0;
    for (double[] input : inputs) {
      paid +=
          method.weigh(input, Examples.answer(head, input)).attribution().weights().stream()
              .filter(weight -> own.contains(weight.key()))
              .mapToLong(Weight::micros)
              .sum();
    }
    return paid;
  }
}
