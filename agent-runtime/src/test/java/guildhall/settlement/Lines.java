package guildhall.settlement;

import guildhall.attribution.Attribution;
import guildhall.datanet.Earner;
import guildhall.sdk.Receipt.Line;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The real split of royalties, for tests in other packages.
public final class Lines {

  private Lines() {}

  /// See [RoyaltySplit#of].
  public static List<Line> of(
      String call,
      long pool,
      Attribution attribution,
      String rootPayer,
      Function<String, Optional<String>> contributor) {
    return RoyaltySplit.of(
            call, pool, attribution, rootPayer, key -> contributor.apply(key).map(Earner::alone))
        .lines();
  }
}
