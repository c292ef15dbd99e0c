package guildhall.model.head;

import guildhall.datanet.text.Tokenizer;
import java.util.Arrays;

/// What a head sees of a text: which of the words that it knows are there. Each counts once,
/// whatever its place and number; then the length of the whole is made 1, so that a long text says
/// no more than a short one.
final class TextFeatures {

  /// Of these rules. Grows when any text gets other features.
  static final int VERSION = 1;

  private TextFeatures() {}

  /// The distinct tokens of a text in ascending order: texts that have the same have the same
  /// features.
  static int[] words(String text) {
    return Arrays.stream(Tokenizer.tokens(text)).sorted().distinct().toArray();
  }

  /// The features of a text, shape `[n]`; all 0 if it has none of the words.
  ///
  /// @param known tokens in ascending order, shape `[n]`
  static double[] of(String text, int[] known) {
    double[] features = new double[known.length];
    int found = 0;
    for (int word : words(text)) {
      int at = Arrays.binarySearch(known, word);
      if (at >= 0) {
        features[at] = 1;
        found++;
      }
    }
    double length = StrictMath.sqrt(Math.max(1, found));
    for (int i = 0; i < known.length; i++) {
      features[i] /= length;
    }
    return features;
  }
}
