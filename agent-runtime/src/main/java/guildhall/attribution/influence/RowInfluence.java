package guildhall.attribution.influence;

/// Influence of every row on the loss of one example: by how much the loss rises when the row is
/// left out. More than 0 means that the row helped. Indices are those of the [TrainingRows].
public final class RowInfluence {

  final double[] first;
  final double[] oneStep;
  final double[] bounded;

  RowInfluence(int rows) {
    first = new double[rows];
    oneStep = new double[rows];
    bounded = new double[rows];
  }

  /// First order, `g' H^-1 g_i`: what explanations of influence usually show.
  public double first(int index) {
    return first[index];
  }

  /// One Newton step and the loss at its end: the closest to leaving the row out and fitting again.
  public double oneStep(int index) {
    return oneStep[index];
  }

  /// Like [#oneStep], but with the step shortened to the bound that [Deletions] explains: what is
  /// paid for.
  public double bounded(int index) {
    return bounded[index];
  }
}
