package guildhall.settlement;

import guildhall.attribution.Attribution;
import guildhall.sdk.Receipt.Line;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The real split of royalties, for tests in other packages.
public final class Lines {

  private Lines() {}

  /// See [RoyaltySplit#lines].
  public static List<Line> of(
      String call,
      long pool,
      Attribution attribution,
      String rootPayer,
      Function<String, Optional<String>> contributor) {
    return RoyaltySplit.lines(call, pool, attribution, rootPayer, contributor);
  }
}
