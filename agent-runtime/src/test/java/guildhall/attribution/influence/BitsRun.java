package guildhall.attribution.influence;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/// A whole run and the hash of the raw bits of all its figures; a process of its own for
/// [BitsTest].
final class BitsRun {

  private static final int ROWS = 90;
  private static final int CLASSES = 3;
  private static final int FEATURES = 4;
  private static final int INPUTS = 4;

  private BitsRun() {}

  /// Prints the hash of a run.
  ///
  /// @param args how many times to run, and on how many threads; all must agree
  public static void main(String[] args) throws Exception {
    int times = Integer.parseInt(args[0]);
    try (ExecutorService threads = Executors.newFixedThreadPool(Integer.parseInt(args[1]))) {
      List<Callable<String>> runs =
          Stream.generate(() -> (Callable<String>) BitsRun::hash).limit(times).toList();
      String first = "";
      for (Future<String> each : threads.invokeAll(runs)) {
        first = first.isEmpty() ? each.get() : first;
        if (!each.get().equals(first)) {
          throw new IllegalStateException("two runs of one process differ");
        }
      }
      System.out.println(first);
    }
  }

  /// One run.
  static String hash() throws NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    Examples examples = new Examples(77, CLASSES, FEATURES, 2);
    TrainingRows rows = TrainingRows.of(CLASSES, examples.rows(ROWS));
    HeadFit fit = SoftmaxHead.fit(rows, HeadTraining.of(1e-2, ROWS));
    InfluenceMethod method = InfluenceMethod.of(rows, fit);
    HeadInfluence influence = method.influence().orElseThrow();
    SoftmaxHead without = influence.without(1, 5, 9, 40).orElseThrow();
    KnnShapley nearest = KnnShapley.of(rows);
    add(digest, influence.medianLeverage());
    for (double[] input : examples.inputs(INPUTS)) {
      int answer = Examples.answer(influence.head(), input);
      add(digest, influence.head().probabilities(input));
      add(digest, without.loss(input, answer));
      RowInfluence found = influence.at(input, answer);
      add(digest, found.first);
      add(digest, found.oneStep);
      add(digest, found.bounded);
      digest.update(method.weigh(input, answer).toString().getBytes(StandardCharsets.UTF_8));
      KnnValues values = nearest.values(input, answer, 5, ROWS);
      for (int i = 0; i < values.size(); i++) {
        add(digest, values.value(i));
      }
    }
    ridge(digest, examples);
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void ridge(MessageDigest digest, Examples examples) {
    double[] targets = examples.noise(ROWS, 1);
    RidgeHead head = RidgeHead.fit(examples.inputs(ROWS), targets, 0.1).head().orElseThrow();
    for (int i = 0; i < ROWS; i++) {
      add(digest, head.leaveOneOutResidual(i));
    }
  }

  private static void add(MessageDigest digest, double... values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Double.BYTES);
    for (double value : values) {
      bytes.putLong(Double.doubleToRawLongBits(value));
    }
    digest.update(bytes.array());
  }
}
