package guildhall.settlement;

/// What became of a contributor's royalties so far, in micro-credits, each 0 or more.
///
/// @param vestingMicros distributed, and not paid yet
/// @param paidMicros paid, to the account or its successor
/// @param reversedMicros taken back while it vested
/// @param unclaimedMicros due, but nobody could be paid: it waits in `@unclaimed`
public record RoyaltyFigures(
    long vestingMicros, long paidMicros, long reversedMicros, long unclaimedMicros) {

  /// Of an account that never earned any.
  public static final RoyaltyFigures NONE = new RoyaltyFigures(0, 0, 0, 0);
}
