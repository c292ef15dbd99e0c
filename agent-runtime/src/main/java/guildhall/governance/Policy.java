package guildhall.governance;

/// One version of the rules. An engagement keeps the version it was awarded under to its end.
///
/// @param version 1, 2, ...
/// @param platformBasisPoints the operator's part of a fee, in hundredths of a percent
/// @param royaltyBasisPoints the part of a fee for those whose data the answer was made from, if it
///   was made from any; the agent's owner gets the rest
/// @param challengeWindowMicros how long distributed royalties may be challenged before they are
///   paid and the receipt is final; 0 pays them at once
/// @param weights how bids are compared
public record Policy(
    int version,
    int platformBasisPoints,
    int royaltyBasisPoints,
    long challengeWindowMicros,
    ScoreWeights weights) {

  /// @throws IllegalArgumentException if a part is negative or both together exceed the whole
  public Policy {
    if (platformBasisPoints < 0
        || royaltyBasisPoints < 0
        || platformBasisPoints + royaltyBasisPoints > 10_000) {
      throw new IllegalArgumentException(
          "parts of a fee: " + platformBasisPoints + " + " + royaltyBasisPoints);
    }
  }

  /// What counts how much when bids are scored; permille, summing to 1000.
  ///
  /// @param price a low price
  /// @param time a short promised time
  /// @param quality the promised quality
  /// @param record the lower bound of the agent's success so far
  /// @param load little to do at the moment
  public record ScoreWeights(int price, int time, int quality, int record, int load) {

    /// @throws IllegalArgumentException if one is negative or the sum is not 1000
    public ScoreWeights {
      if (Math.min(Math.min(price, time), Math.min(quality, Math.min(record, load))) < 0
          || price + time + quality + record + load != 1000) {
        throw new IllegalArgumentException("weights are permille and sum to 1000");
      }
    }
  }
}
