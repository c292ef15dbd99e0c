package guildhall.attribution.influence;

/// Probabilities and losses of logits.
final class Softmax {

  /// Up to here a change of the loss is computed from the changes of the logits alone.
  private static final double SMALL = 0.5;

  private Softmax() {}

  /// The logarithm of the sum of the exponentials.
  static double logSum(double[] logits) {
    double most = logits[0];
    for (double logit : logits) {
      most = StrictMath.max(most, logit);
    }
    double sum = 0;
    for (double logit : logits) {
      sum += StrictMath.exp(logit - most);
    }
    return most + StrictMath.log(sum);
  }

  /// Probabilities, which sum to 1 within rounding.
  static double[] probabilities(double[] logits) {
    double most = logits[0];
    for (double logit : logits) {
      most = StrictMath.max(most, logit);
    }
    double[] probabilities = new double[logits.length];
    double sum = 0;
    for (int c = 0; c < logits.length; c++) {
      probabilities[c] = StrictMath.exp(logits[c] - most);
      sum += probabilities[c];
    }
    for (int c = 0; c < logits.length; c++) {
      probabilities[c] /= sum;
    }
    return probabilities;
  }

  /// By how much the loss of a label rises when its logits change, without the cancellation that a
  /// difference of two losses has.
  ///
  /// @param logits before
  /// @param probabilities of these logits
  /// @param change of each logit
  static double rise(double[] logits, double[] probabilities, double[] change, int label) {
    if (Dense.largest(change) > SMALL) {
      double[] moved = new double[logits.length];
      for (int c = 0; c < logits.length; c++) {
        moved[c] = logits[c] + change[c];
      }
      return logSum(moved) - logSum(logits) - change[label];
    }
    double sum = 0;
    for (int c = 0; c < logits.length; c++) {
      sum += probabilities[c] * StrictMath.expm1(change[c]);
    }
    return StrictMath.log1p(sum) - change[label];
  }
}
