package guildhall.attribution.influence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import guildhall.attribution.Attribution.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// From rows and one inference to weights: who is paid, who is not, and when nobody is.
class InfluenceMethodTest {

  private static final int CLASSES = 3;
  private static final int ROWS = 200;
  private static final long WHOLE = InfluenceMethod.WHOLE_MICROS;

  private final Examples examples = new Examples(21, CLASSES, 4, 3);
  private final List<Row> rows = examples.rows(ROWS);
  private final InfluenceMethod method = method(rows);
  private final SoftmaxHead head = method.influence().orElseThrow().head();
  private final double[] input = examples.draw(1);
  private final int answer = Examples.answer(head, input);

  private static InfluenceMethod method(List<Row> rows) {
    return method(rows, 1e-2);
  }

  private static InfluenceMethod method(List<Row> rows, double lambda) {
    TrainingRows training = TrainingRows.of(CLASSES, rows);
    return InfluenceMethod.of(
        training, SoftmaxHead.fit(training, HeadTraining.of(lambda, training.size())));
  }

  private static Map<String, Long> byKey(List<Weight> weights) {
    return weights.stream().collect(Collectors.toMap(Weight::key, Weight::micros));
  }

  private static long sum(List<Weight> weights) {
    return weights.stream().mapToLong(Weight::micros).sum();
  }

  @Test
  void weigh_anInference_paysThoseThatHelpedInProportion() {
    InfluenceResult result = method.weigh(input, answer);
    RowInfluence found = method.influence().orElseThrow().at(input, answer);
    double learned = 1 - head.loss(input, answer) / Math.log(CLASSES);
    double all = 0;
    for (double each : found.bounded) {
      all += Math.abs(each);
    }
    assertThat(result.status()).isEqualTo(InfluenceStatus.WEIGHED);
    assertThat(result.attribution().method()).isEqualTo("influence@1");
    assertThat(result.attribution().abstained()).isFalse();
    assertThat(result.attribution().wholeMicros()).isEqualTo(WHOLE);
    Map<String, Long> help = byKey(result.attribution().weights());
    Map<String, Long> harm = byKey(result.harm());
    for (int i = 0; i < ROWS; i++) {
      double share = WHOLE * learned * found.bounded[i] / all;
      String key = rows.get(i).key();
      assertThat((double) help.getOrDefault(key, 0L)).isCloseTo(Math.max(0, share), within(1.0));
      assertThat((double) harm.getOrDefault(key, 0L)).isCloseTo(Math.max(0, -share), within(1.0));
    }
    assertThat(sum(result.attribution().weights()) + sum(result.harm()))
        .isCloseTo((long) (WHOLE * learned), within((long) ROWS));
  }

  @Test
  void weigh_copiesInACluster_changeNothing() {
    List<Row> copied = new ArrayList<>(rows);
    for (int i = 0; i < 50; i++) {
      Row row = rows.get(i);
      copied.add(Row.of("thief#" + i, row.cluster(), row.features(), row.label()));
      copied.add(Row.of("noisy#" + i, row.cluster(), examples.draw(0), 2));
    }
    assertThat(method(copied).weigh(input, answer)).isEqualTo(method.weigh(input, answer));
  }

  @Test
  void weigh_copyRegisteredFirst_isPaidAlone() {
    Row first = rows.get(3);
    List<Row> turned = new ArrayList<>(rows);
    turned.set(3, Row.of("early#1", first.cluster(), first.features(), first.label()));
    turned.add(first);
    InfluenceResult before = method.weigh(input, answer);
    InfluenceResult after = method(turned).weigh(input, answer);
    assertThat(keys(before)).contains(first.key());
    assertThat(keys(after)).contains("early#1").doesNotContain(first.key());
    assertThat(sum(after.attribution().weights())).isEqualTo(sum(before.attribution().weights()));
  }

  private static List<String> keys(InfluenceResult result) {
    List<String> keys = new ArrayList<>();
    result.attribution().weights().forEach(weight -> keys.add(weight.key()));
    result.harm().forEach(weight -> keys.add(weight.key()));
    return keys;
  }

  @Test
  void weigh_rowThatTaughtNothing_getsNothing() {
    double[] features = input.clone();
    for (int j = 0; j < features.length; j++) {
      features[j] *= 1e3;
    }
    List<Row> more = new ArrayList<>(rows);
    more.add(Row.of("null#1", ROWS, features, Examples.answer(head, features)));
    InfluenceMethod withNull = method(more);
    InfluenceResult result = withNull.weigh(input, answer);
    assertThat(result.status()).isEqualTo(InfluenceStatus.WEIGHED);
    assertThat(keys(result)).doesNotContain("null#1");
  }

  @Test
  void weigh_rowThatContradictsTheAnswer_isReportedAndNotPaid() {
    List<Row> more = new ArrayList<>(rows);
    more.add(Row.of("wrong#1", ROWS, input, (answer + 1) % CLASSES));
    InfluenceResult result = method(more).weigh(input, answer);
    assertThat(byKey(result.attribution().weights())).doesNotContainKey("wrong#1");
    assertThat(byKey(result.harm())).containsKey("wrong#1");
  }

  @Test
  void weigh_weakAnswer_isPaidLess() {
    double[] undecided = undecided();
    int best = Examples.answer(head, undecided);
    assertThat(head.probabilities(undecided)[best]).isLessThan(0.5);
    InfluenceResult weak = method.weigh(undecided, best);
    assertThat(weak.status()).isEqualTo(InfluenceStatus.WEIGHED);
    double learned = 1 - head.loss(undecided, best) / Math.log(CLASSES);
    assertThat(sum(weak.attribution().weights())).isLessThan((long) (WHOLE * learned));
    assertThat(sum(weak.attribution().weights()))
        .isLessThan(sum(method.weigh(input, answer).attribution().weights()) / 2);
  }

  /// Of many inputs the one whose answer is least likely.
  private double[] undecided() {
    double[] found = input;
    for (double[] each : examples.inputs(2000)) {
      if (likeliest(each) < likeliest(found)) {
        found = each;
      }
    }
    return found;
  }

  private double likeliest(double[] features) {
    return head.probabilities(features)[Examples.answer(head, features)];
  }

  @Test
  void weigh_answerNoLikelierThanByLot_abstains() {
    int worst = (answer + 1) % CLASSES;
    InfluenceResult result = method.weigh(input, worst);
    assertThat(result.status()).isEqualTo(InfluenceStatus.NOT_LEARNED);
    assertNobodyIsPaid(result);
    assertThat(result.confidence().permille()).isPositive();
  }

  @Test
  void weigh_hugePenalty_hasNothingThatHelps() {
    InfluenceMethod flat = method(rows, 1e14);
    SoftmaxHead same = flat.influence().orElseThrow().head();
    InfluenceResult result = flat.weigh(input, Examples.answer(same, input));
    assertThat(result.status()).isIn(InfluenceStatus.NOTHING_HELPS, InfluenceStatus.NOT_LEARNED);
    assertNobodyIsPaid(result);
  }

  @Test
  void weigh_fewRows_abstains() {
    InfluenceResult result = method(rows.subList(0, 49)).weigh(input, answer);
    assertThat(result.status()).isEqualTo(InfluenceStatus.TOO_FEW_ROWS); // 15 parameters
    assertNobodyIsPaid(result);
    assertThat(method(rows.subList(0, 50)).weigh(input, answer).status())
        .isEqualTo(InfluenceStatus.WEIGHED);
    assertThat(method(rows.subList(0, 10)).weigh(input, answer).status())
        .isEqualTo(InfluenceStatus.TOO_FEW_ROWS); // and fewer than parameters
  }

  @Test
  void gate_itsFigures_giveStatusAndConfidence() {
    assertThat(Gate.of(30, 100, 0.5)).isEqualTo(new Gate(InfluenceStatus.WEIGHED, 0, 0));
    assertThat(Gate.of(31, 100, 0.2).status()).isEqualTo(InfluenceStatus.TOO_FEW_ROWS);
    assertThat(Gate.of(30, 100, 0.51).status()).isEqualTo(InfluenceStatus.LEVERAGE_TOO_HIGH);
    assertThat(Gate.of(30, 100, Double.NaN).status()).isEqualTo(InfluenceStatus.LEVERAGE_TOO_HIGH);
    assertThat(Gate.of(10, 100, 0.1)).isEqualTo(new Gate(InfluenceStatus.WEIGHED, 1000, 1000));
    assertThat(Gate.of(8, 40, 0.3)).isEqualTo(new Gate(InfluenceStatus.WEIGHED, 499, 500));
  }

  @Test
  void confidence_isTheLeastOfItsParts() {
    InfluenceResult.Confidence confidence = method.weigh(input, answer).confidence();
    assertThat(confidence.rows()).isEqualTo(1000); // 15 parameters, 200 rows
    assertThat(confidence.agreement()).isBetween(900, 1000);
    assertThat(confidence.permille())
        .isEqualTo(
            Math.min(confidence.rows(), Math.min(confidence.leverage(), confidence.agreement())));
    assertThat(method(rows.subList(0, 60)).weigh(input, answer).confidence().permille())
        .isLessThan(confidence.permille());
  }

  @Test
  void weigh_headOfOtherRows_abstains() {
    TrainingRows some = TrainingRows.of(CLASSES, rows.subList(0, 150));
    HeadFit fit = SoftmaxHead.fit(some, HeadTraining.of(1e-2, 150));
    InfluenceResult result =
        InfluenceMethod.of(TrainingRows.of(CLASSES, rows), fit).weigh(input, answer);
    assertThat(result.status()).isEqualTo(InfluenceStatus.OTHER_ROWS);
    assertNobodyIsPaid(result);
  }

  @Test
  void weigh_hostileRows_abstains() {
    for (double hostile : new double[] {Double.NaN, Double.POSITIVE_INFINITY, 1e300}) {
      List<Row> more = new ArrayList<>(rows);
      more.add(Row.of("hostile#1", ROWS, new double[] {1, hostile, 1, 1}, 0));
      InfluenceResult result = method(more).weigh(input, answer);
      assertThat(result.status()).isEqualTo(InfluenceStatus.NO_HEAD);
      assertNobodyIsPaid(result);
    }
    assertThat(method(List.of()).weigh(input, answer).status()).isEqualTo(InfluenceStatus.NO_HEAD);
    List<Row> oneClass = rows.stream().filter(row -> row.label() == 1).toList();
    assertThat(method(oneClass).weigh(input, answer).status()).isEqualTo(InfluenceStatus.NO_HEAD);
  }

  @Test
  void weigh_largestRowsThatAreAllowed_givesFiniteWeights() {
    List<Row> more = new ArrayList<>(rows);
    double most = SoftmaxHead.FEATURE_MAX;
    more.add(Row.of("large#1", ROWS, new double[] {most, -most, most, most}, 0));
    more.add(Row.of("large#2", ROWS + 1, new double[] {most, -most, most, most}, 2));
    InfluenceMethod large = method(more);
    InfluenceResult result = large.weigh(input, answer);
    assertThat(result.status()).isEqualTo(InfluenceStatus.WEIGHED);
    assertThat(sum(result.attribution().weights())).isBetween(1L, WHOLE);
    RowInfluence found = large.influence().orElseThrow().at(input, answer);
    for (int i = 0; i < ROWS + 2; i++) {
      assertThat(found.bounded(i)).isFinite();
      assertThat(found.oneStep(i)).isFinite();
    }
    assertThat(large.weigh(new double[] {most, most, most, most}, 0).status()).isNotNull();
  }

  @Test
  void weigh_hostileInference_abstains() {
    for (double hostile : new double[] {Double.NaN, Double.NEGATIVE_INFINITY, 1e300}) {
      InfluenceResult result = method.weigh(new double[] {0, 0, 0, hostile}, answer);
      assertThat(result.status()).isEqualTo(InfluenceStatus.INFERENCE_OUT_OF_RANGE);
      assertNobodyIsPaid(result);
    }
    assertThat(method.weigh(new double[2], answer).status())
        .isEqualTo(InfluenceStatus.INFERENCE_OUT_OF_RANGE);
    assertThat(method.weigh(input, CLASSES).status()).isEqualTo(InfluenceStatus.UNKNOWN_ANSWER);
    assertThat(method.weigh(input, -1).status()).isEqualTo(InfluenceStatus.UNKNOWN_ANSWER);
  }

  private static void assertNobodyIsPaid(InfluenceResult result) {
    assertThat(result.attribution().abstained()).isTrue();
    assertThat(result.attribution().weights()).isEmpty();
    assertThat(result.attribution().wholeMicros()).isEqualTo(WHOLE);
    assertThat(result.harm()).isEmpty();
  }
}
