package guildhall.model.head;

import guildhall.attribution.influence.HeadFit;
import guildhall.attribution.influence.HeadStatus;
import guildhall.attribution.influence.HeadTraining;
import guildhall.attribution.influence.Row;
import guildhall.attribution.influence.SoftmaxHead;
import guildhall.attribution.influence.TrainingRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How heads are trained: the same for all, so that a head is a function of its examples. Pure.
///
/// A head knows as many words as its examples can carry: two parameters for ten of them and no
/// more, since with many more nobody could tell which example did what, see
/// [guildhall.attribution.influence.InfluenceMethod].
final class Recipe {

  /// Examples there have to be for one parameter.
  private static final int EXAMPLES_PER_PARAMETER = 5;

  /// Penalty by example.
  private static final double LAMBDA = 1e-3;

  private static final int WORDS_MIN = 8;
  private static final int PARAMETERS_MAX = 512;

  private Recipe() {}

  /// An example with its text.
  ///
  /// @param key `datanet#id`
  /// @param text what is classified
  /// @param label its class
  record Sample(String key, String text, int label) {}

  /// How many words a head of so many examples may know; 0 if they are too few for any.
  ///
  /// @param examples of different texts
  /// @param classes two or more
  static int wordsMax(int examples, int classes) {
    int parameters = Math.min(PARAMETERS_MAX, examples / EXAMPLES_PER_PARAMETER);
    int words = parameters / classes - 1; // the bias is one
    return words < WORDS_MIN ? 0 : words;
  }

  /// Rows of examples that do not repeat each other, in the order in which they were registered.
  ///
  /// @param words that the head knows, in ascending order
  static TrainingRows rows(List<Sample> samples, int classes, int[] words) {
    List<Row> rows = new ArrayList<>();
    for (Sample each : samples) {
      rows.add(Row.of(each.key(), rows.size(), TextFeatures.of(each.text(), words), each.label()));
    }
    return TrainingRows.of(classes, rows);
  }

  static HeadFit fit(TrainingRows rows) {
    return SoftmaxHead.fit(rows, HeadTraining.of(LAMBDA, rows.size()));
  }

  /// What fitting has given before.
  static HeadFit fitted(SoftmaxHead head) {
    return new HeadFit(HeadStatus.FITTED, Optional.of(head), 0, -1);
  }
}
