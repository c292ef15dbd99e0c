package guildhall.datanet;

/// How a contributor has fared, in all datanets.
///
/// @param contributor the principal
/// @param accepted how many of its offers
/// @param rejected how many were judged and not accepted
/// @param declined how many did not pass the checks
/// @param withdrawn how many were taken out later by somebody else
public record Standing(
    String contributor, int accepted, int rejected, int declined, int withdrawn) {

  Standing plus(int moreAccepted, int moreRejected, int moreDeclined, int moreWithdrawn) {
    return new Standing(
        contributor,
        accepted + moreAccepted,
        rejected + moreRejected,
        declined + moreDeclined,
        withdrawn + moreWithdrawn);
  }

  /// Of all that has been decided, how much was accepted and stayed, 0 to 1000; 0 before anything
  /// was.
  public int acceptedPermille() {
    int decided = accepted + rejected + declined;
    return decided == 0 ? 0 : (int) (Math.max(0L, accepted - withdrawn) * 1000 / decided);
  }
}
