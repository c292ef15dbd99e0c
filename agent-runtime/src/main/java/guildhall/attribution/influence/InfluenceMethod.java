package guildhall.attribution.influence;

import guildhall.attribution.Attribution;
import guildhall.attribution.Attribution.Weight;
import guildhall.attribution.influence.InfluenceResult.Confidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Method *influence*: which training rows made a head give this answer.
///
/// A row is worth by how much the loss of the answer would rise without it, by one Newton step that
/// is shortened to the bound of [Deletions], so that outliers earn no more than others. Only rows
/// that helped are paid; harm is reported. A cluster of near duplicates is one row, that of whoever
/// registered first.
///
/// The whole is fixed, [#WHOLE_MICROS]. Of it a row that helped gets
///
/// ```
/// its help / (all help + all harm) * (1 - loss / ln(classes))
/// ```
///
/// rounded down to a whole number; the rest could not be attributed. The first factor keeps for
/// nobody what rows took back from one another: if help and harm are equal, nothing speaks for the
/// helpers, and half is paid at most. The second is the part of ignorance that training removed: it
/// is 1 for an answer that is certain and 0 for one no likelier than by lot. Neither is normalised
/// away.
///
/// Built once per model; immutable; safe on any thread.
public final class InfluenceMethod {

  /// Id and version, kept on every receipt.
  public static final String ID = "influence@1";

  /// What weights are parts of.
  public static final long WHOLE_MICROS = 1_000_000_000;

  /// A head is taken for one of these rows if its gradient is at most this by row and feature.
  private static final double GRADIENT_MAX = 1e-7;

  private final Gate gate;
  private final Optional<HeadInfluence> influence;

  private InfluenceMethod(Gate gate, Optional<HeadInfluence> influence) {
    this.gate = gate;
    this.influence = influence;
  }

  /// Makes ready for the inferences of one model.
  ///
  /// @param rows those the head was fitted to
  /// @param fit whatever it gave; without a head every inference abstains
  /// @throws IllegalArgumentException if head and rows differ in classes or features
  public static InfluenceMethod of(TrainingRows rows, HeadFit fit) {
    if (fit.head().isEmpty()) {
      return new InfluenceMethod(Gate.shut(InfluenceStatus.NO_HEAD), Optional.empty());
    }
    SoftmaxHead head = fit.head().get();
    Optional<HeadInfluence> influence = HeadInfluence.of(head, rows);
    return new InfluenceMethod(gate(head, rows, influence), influence);
  }

  private static Gate gate(SoftmaxHead head, TrainingRows rows, Optional<HeadInfluence> influence) {
    double gradient = Dense.largest(head.gradient(rows));
    if (!(gradient <= GRADIENT_MAX * rows.size() * rows.largest())) {
      return Gate.shut(InfluenceStatus.OTHER_ROWS);
    }
    return influence
        .map(each -> Gate.of(rows.parameters(), rows.size(), each.medianLeverage()))
        .orElseGet(() -> Gate.shut(InfluenceStatus.ILL_CONDITIONED));
  }

  /// The influence of each row, for explanations; empty if there is no head or no factor.
  public Optional<HeadInfluence> influence() {
    return influence;
  }

  /// Weighs the rows for one inference.
  ///
  /// @param features of the input
  /// @param answer the class that was answered
  /// @return weights in the order of registration, or why there are none
  public InfluenceResult weigh(double[] features, int answer) {
    if (gate.status() != InfluenceStatus.WEIGHED) {
      return abstain(gate.status(), Confidence.NONE);
    }
    HeadInfluence model = influence.orElseThrow();
    if (features.length != model.head().features()
        || !Dense.within(features, SoftmaxHead.FEATURE_MAX)) {
      return abstain(InfluenceStatus.INFERENCE_OUT_OF_RANGE, Confidence.NONE);
    }
    if (answer < 0 || answer >= model.head().classes()) {
      return abstain(InfluenceStatus.UNKNOWN_ANSWER, Confidence.NONE);
    }
    double learned =
        1 - model.head().loss(features, answer) / StrictMath.log(model.head().classes());
    RowInfluence rows = model.at(features, answer);
    Confidence confidence =
        Confidence.of(gate.rowsPermille(), gate.leveragePermille(), agreement(rows));
    if (!(learned > 0)) {
      return abstain(InfluenceStatus.NOT_LEARNED, confidence);
    }
    return share(model.rows(), rows.bounded, learned, confidence);
  }

  private static InfluenceResult share(
      TrainingRows rows, double[] bounded, double learned, Confidence confidence) {
    double all = 0;
    for (double each : bounded) {
      all += StrictMath.abs(each);
    }
    double scale = all > 0 && all <= Double.MAX_VALUE ? WHOLE_MICROS * learned / all : 0;
    List<Weight> help = new ArrayList<>();
    List<Weight> harm = new ArrayList<>();
    for (int i = 0; i < bounded.length; i++) {
      long micros = (long) StrictMath.abs(bounded[i] * scale);
      if (micros > 0) {
        (bounded[i] > 0 ? help : harm).add(new Weight(rows.key(i), micros));
      }
    }
    if (help.isEmpty()) {
      return abstain(InfluenceStatus.NOTHING_HELPS, confidence);
    }
    return new InfluenceResult(
        InfluenceStatus.WEIGHED, new Attribution(ID, help, WHOLE_MICROS, false), harm, confidence);
  }

  private static InfluenceResult abstain(InfluenceStatus status, Confidence confidence) {
    return new InfluenceResult(
        status, new Attribution(ID, List.of(), WHOLE_MICROS, true), List.of(), confidence);
  }

  private static int agreement(RowInfluence rows) {
    double apart = 0;
    double sizes = 0;
    for (int i = 0; i < rows.first.length; i++) {
      apart += StrictMath.abs(rows.oneStep[i] - rows.first[i]);
      sizes += StrictMath.abs(rows.oneStep[i]) + StrictMath.abs(rows.first[i]);
    }
    return sizes > 0 && sizes <= Double.MAX_VALUE ? Gate.falling(apart / sizes, 0, 1) : 0;
  }
}
