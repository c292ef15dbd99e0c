package guildhall.bench.attribution;

import guildhall.attribution.influence.Correlation;
import guildhall.attribution.influence.Examples;
import guildhall.attribution.influence.HeadFit;
import guildhall.attribution.influence.HeadInfluence;
import guildhall.attribution.influence.HeadTraining;
import guildhall.attribution.influence.InfluenceMethod;
import guildhall.attribution.influence.Row;
import guildhall.attribution.influence.RowInfluence;
import guildhall.attribution.influence.SoftmaxHead;
import guildhall.attribution.influence.TrainingRows;
import guildhall.bench.attribution.InfluenceHalves.Halves;
import guildhall.bench.report.Report;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/// Influence of the rows of a softmax head against training it again without them, and how long an
/// inference takes; DataInf's closed form beside it.
///
/// 3000 generated rows of 4 classes and 64 features (260 parameters), a twentieth of the labels by
/// lot, lambda 1e-3; 150 rows left out one by one, 30 groups of 100, each trained to the end; 200
/// inputs. LDS for five such sets, 40 halves of the rows and 40 of the groups each. A correlation
/// is over rows, groups or halves, for one input; its mean over the inputs is reported.
public final class InfluencePart {

  static final int ROWS = 3000;
  static final int CLASSES = 4;
  private static final int FEATURES = 64;
  private static final double APART = 3;
  static final double LAMBDA = 1e-3;
  static final int INPUTS = 200;
  private static final int SINGLE = 150;
  static final int GROUPS = 30;
  private static final int SETS = 5;
  private static final double ERROR_MAX_SINGLE = 0.01;
  private static final double ERROR_MAX_GROUP = 0.02;
  private static final double ERROR_MAX_HALVES = 0.05;

  private final Report report;
  private final Examples examples = examples(1);
  private final List<Row> rows = examples.rows(ROWS);
  private final TrainingRows training = TrainingRows.of(CLASSES, rows);
  private final HeadTraining settings = HeadTraining.of(LAMBDA, ROWS);
  private final double[][] inputs = examples.inputs(INPUTS);
  private final int[] labels = new int[INPUTS];
  private final SoftmaxHead head;
  private final HeadInfluence influence;
  private final InfluenceMethod method;
  private final double[][] first = new double[INPUTS][];
  private final double[][] oneStep = new double[INPUTS][];
  private final double[][] dataInf = new double[INPUTS][];

  private InfluencePart(Report report) {
    this.report = report;
    long start = System.nanoTime();
    HeadFit fit = SoftmaxHead.fit(training, settings);
    report.figure(
        "influence: fit of a head, 3000 rows, p=260, first in a process", "ms", ms(start));
    head = Examples.fitted(fit);
    start = System.nanoTime();
    method = InfluenceMethod.of(training, fit);
    report.figure("influence: Hessian, Cholesky, deletions, once per model", "ms", ms(start));
    influence = method.influence().orElseThrow();
  }

  /// Which influence of a row.
  interface Kind {
    double of(RowInfluence found, int row);
  }

  /// Where rows and inputs come from.
  static Examples examples(long seed) {
    return new Examples(seed, CLASSES, FEATURES, APART);
  }

  /// Measures; takes some minutes, most of them for leaving out every row.
  public static void run(Report report) {
    InfluencePart part = new InfluencePart(report);
    part.infer();
    part.singles();
    part.groups();
    part.halves();
  }

  private static double ms(long start) {
    return (System.nanoTime() - start) / 1e6;
  }

  /// Every influence on every input, and the time each takes, after a round to warm up.
  private void infer() {
    DataInf baseline = new DataInf(head, rows);
    double[] ours = new double[INPUTS];
    double[] theirs = new double[INPUTS];
    double[] weighed = new double[INPUTS];
    double[] confidences = new double[INPUTS];
    for (int round = 0; round < 2; round++) {
      for (int t = 0; t < INPUTS; t++) {
        labels[t] = Examples.answer(head, inputs[t]);
        long start = System.nanoTime();
        RowInfluence found = influence.at(inputs[t], labels[t]);
        ours[t] = ms(start);
        start = System.nanoTime();
        dataInf[t] = baseline.at(inputs[t], labels[t]);
        theirs[t] = ms(start);
        start = System.nanoTime();
        confidences[t] = method.weigh(inputs[t], labels[t]).confidence().permille();
        weighed[t] = ms(start);
        first[t] = values(ROWS, found::first);
        oneStep[t] = values(ROWS, found::oneStep);
      }
    }
    report.ratio(
        "influence: all rows on one inference, against DataInf",
        "ms",
        ours,
        theirs,
        Optional.empty());
    report.figure("influence: all rows on one inference, weights of influence@1", "ms", weighed);
    report.figure("influence: confidence", "o/oo", confidences);
  }

  private static double[] values(int count, IntToDoubleFunction value) {
    return IntStream.range(0, count).mapToDouble(value).toArray();
  }

  private SoftmaxHead retrained(IntPredicate kept, HeadTraining how) {
    boolean[] flags = new boolean[ROWS];
    for (int i = 0; i < ROWS; i++) {
      flags[i] = kept.test(i);
    }
    return Examples.fitted(head.refit(training.only(flags), how));
  }

  private double[] rises(List<SoftmaxHead> heads, int input) {
    double before = head.loss(inputs[input], labels[input]);
    return values(heads.size(), i -> heads.get(i).loss(inputs[input], labels[input]) - before);
  }

  private void singles() {
    int[] left = IntStream.range(0, SINGLE).map(i -> i * (ROWS / SINGLE)).toArray();
    List<SoftmaxHead> exact =
        Arrays.stream(left).mapToObj(each -> retrained(i -> i != each, settings)).toList();
    double[][] spearman = new double[3][INPUTS];
    double[][] pearson = new double[3][INPUTS];
    double[][] errors = new double[2][INPUTS];
    for (int t = 0; t < INPUTS; t++) {
      double[] rises = rises(exact, t);
      double[][] all = {first[t], oneStep[t], dataInf[t]};
      for (int m = 0; m < all.length; m++) {
        double[] source = all[m];
        double[] found = values(SINGLE, i -> source[left[i]]);
        spearman[m][t] = Correlation.spearman(found, rises);
        pearson[m][t] = Correlation.pearson(found, rises);
        if (m < errors.length) {
          errors[m][t] = error(found, rises);
        }
      }
    }
    against("one row, Spearman of first order", spearman[0], spearman[2], ERROR_MAX_SINGLE);
    against("one row, Spearman of one step", spearman[1], spearman[2], ERROR_MAX_SINGLE);
    against("one row, Pearson of first order", pearson[0], pearson[2], ERROR_MAX_SINGLE);
    against("one row, Pearson of one step", pearson[1], pearson[2], ERROR_MAX_SINGLE);
    report.figure(
        "influence: one row, error of first order", "%", 100 * Correlation.mean(errors[0]));
    report.figure("influence: one row, error of one step", "%", 100 * Correlation.mean(errors[1]));
  }

  /// The sum of all distances by the sum of all sizes.
  private static double error(double[] found, double[] exact) {
    double apart = 0;
    double size = 0;
    for (int i = 0; i < exact.length; i++) {
      apart += Math.abs(found[i] - exact[i]);
      size += Math.abs(exact[i]);
    }
    return apart / size;
  }

  private void groups() {
    List<SoftmaxHead> exact = new ArrayList<>();
    List<SoftmaxHead> newton = new ArrayList<>();
    double[] times = new double[GROUPS];
    for (int g = 0; g < GROUPS; g++) {
      int group = g;
      exact.add(retrained(i -> i % GROUPS != group, settings));
      long start = System.nanoTime();
      newton.add(
          influence
              .without(IntStream.range(0, ROWS).filter(i -> i % GROUPS == group).toArray())
              .orElseThrow());
      times[g] = ms(start);
    }
    double[][] spearman = new double[3][INPUTS];
    double[][] pearson = new double[3][INPUTS];
    for (int t = 0; t < INPUTS; t++) {
      double[] rises = rises(exact, t);
      double[][] all = {sums(first[t]), rises(newton, t), sums(dataInf[t])};
      for (int m = 0; m < all.length; m++) {
        spearman[m][t] = Correlation.spearman(all[m], rises);
        pearson[m][t] = Correlation.pearson(all[m], rises);
      }
    }
    against("group, Spearman of first order", spearman[0], spearman[2], ERROR_MAX_GROUP);
    against("group, Spearman of a Newton step", spearman[1], spearman[2], ERROR_MAX_GROUP);
    against("group, Pearson of a Newton step", pearson[1], pearson[2], ERROR_MAX_GROUP);
    report.figure("influence: Newton step of a group of 100 rows, once per model", "ms", times);
  }

  private static double[] sums(double[] influence) {
    double[] sums = new double[GROUPS];
    for (int i = 0; i < influence.length; i++) {
      sums[i % GROUPS] += influence[i];
    }
    return sums;
  }

  private void halves() {
    List<InfluenceHalves> sets =
        IntStream.rangeClosed(1, SETS).mapToObj(InfluenceHalves::new).toList();
    halvesOfRows(sets);
    halvesOfGroups(sets);
  }

  private void halvesOfRows(List<InfluenceHalves> sets) {
    double[] firsts = new double[SETS];
    double[] steps = new double[SETS];
    double[] stepsPerRow = new double[SETS];
    double[] theirs = new double[SETS];
    double[] theirsPerRow = new double[SETS];
    for (int set = 0; set < SETS; set++) {
      InfluenceHalves each = sets.get(set);
      Halves same = each.ofRows(1);
      Halves perRow = each.ofRows(0.5);
      firsts[set] = InfluenceHalves.linear(each.influences(RowInfluence::first), same);
      steps[set] = InfluenceHalves.linear(each.influences(RowInfluence::oneStep), same);
      stepsPerRow[set] = InfluenceHalves.linear(each.influences(RowInfluence::oneStep), perRow);
      theirs[set] = InfluenceHalves.linear(each.dataInf(), same);
      theirsPerRow[set] = InfluenceHalves.linear(each.dataInf(), perRow);
      if (set == 0) {
        double most = InfluenceHalves.linear(each.exactRows(), same);
        report.figure("influence: LDS of leaving each row out itself, first set", "", most);
      }
    }
    sets("LDS of first order", firsts, theirs);
    sets("LDS of one step", steps, theirs);
    sets("LDS of one step, half the penalty too", stepsPerRow, theirsPerRow);
  }

  private void halvesOfGroups(List<InfluenceHalves> sets) {
    double[] steps = new double[SETS];
    double[] theirs = new double[SETS];
    double[] most = new double[SETS];
    for (int set = 0; set < SETS; set++) {
      InfluenceHalves each = sets.get(set);
      Halves halves = each.ofGroups();
      double[][] sums =
          Arrays.stream(each.dataInf()).map(InfluencePart::sums).toArray(double[][]::new);
      steps[set] = InfluenceHalves.linear(each.newtonGroups(), halves);
      theirs[set] = InfluenceHalves.linear(sums, halves);
      most[set] = InfluenceHalves.linear(each.exactGroups(), halves);
    }
    sets("LDS of a Newton step of a group", steps, theirs);
    report.figure("influence: LDS of leaving each group out itself", "", most);
  }

  /// Correlations of several sets of rows beside DataInf's, and what they lack to 1.
  private void sets(String what, double[] ours, double[] theirs) {
    report.ratio("influence: " + what + ", against DataInf", "", ours, theirs, Optional.empty());
    report.figure("influence: " + what + ", each set", "", ours);
    report.atMost(
        "influence: " + what + ", mean, lack to 1",
        "",
        ERROR_MAX_HALVES,
        1 - Correlation.mean(ours));
  }

  /// A mean correlation beside DataInf's, and what it lacks to 1.
  private void against(String what, double[] ours, double[] theirs, double lackMax) {
    double mean = Correlation.mean(ours);
    report.ratio(
        "influence: " + what + ", against DataInf",
        "",
        new double[] {mean},
        new double[] {Correlation.mean(theirs)},
        Optional.empty());
    report.atMost("influence: " + what + ", lack to 1", "", lackMax, 1 - mean);
  }
}
