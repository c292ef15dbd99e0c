package guildhall.settlement;

import guildhall.attribution.Attribution;
import guildhall.settlement.Grounds.Share;
import java.util.List;

/// An attribution and what was known when it was made.
///
/// @param attribution weights by contribution
/// @param basis the position up to which, itself not included, entries of datanets had been taken
///   into account
/// @param frequencies number of the table of frequencies, 0 for none
/// @param scored whether a model has scored the answer
public record Weighed(Attribution attribution, long basis, int frequencies, Scored scored) {

  /// An attribution for which nothing had to be known.
  public static Weighed plain(Attribution attribution) {
    return new Weighed(attribution, 0, 0, Scored.NOT_ASKED);
  }

  Grounds grounds(List<Share> shares) {
    return new Grounds(
        basis,
        frequencies,
        attribution.wholeMicros(),
        attribution.commonsMicros(),
        attribution.confidencePermille(),
        shares,
        scored);
  }
}
