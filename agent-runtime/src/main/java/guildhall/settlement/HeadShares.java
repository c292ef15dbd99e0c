package guildhall.settlement;

import guildhall.attribution.Attribution;
import guildhall.attribution.Shares;
import guildhall.book.ContentReader;
import guildhall.model.ArtefactRegister;
import guildhall.model.head.HeadWeighing;
import guildhall.model.head.HeadWeighing.Found;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is due to heads and other artefacts that had a part in an answer: between them by tokens,
/// and inside a head by what its examples did.
final class HeadShares {

  /// An answer that only heads had a part in is due to them.
  private static final Shares HEADS_ONLY = new Shares(0, Shares.WHOLE, 0);

  /// No model knew anything, so its four tenths are the heads'.
  private static final Shares READ_TOO = new Shares(600_000, 400_000, 0);

  private final HeadWeighing heads;

  HeadShares(ContentReader contents) {
    this.heads = new HeadWeighing(contents);
  }

  /// The shares of an answer that no model had a part in; none of heads if it used none.
  static Shares withoutModel(Evidence from) {
    return from.heads().isEmpty()
        ? new Shares(Shares.WHOLE, 0, 0)
        : from.reads().isEmpty() ? HEADS_ONLY : READ_TOO;
  }

  /// What artefacts of an answer are due.
  ///
  /// @param models tokens that each model has read and written
  /// @param erased takes the keys of what is missing
  /// @return empty if none of them is registered
  Optional<Attribution> weigh(
      Evidence from, Map<String, Long> models, ArtefactRegister.View by, List<String> erased) {
    Found found =
        heads.weigh(
            from.heads().orElse(List.of()).stream()
                .map(each ->
                    new HeadWeighing.Use(each.head(), each.trained(), each.text(), each.label()))
                .toList(),
            by);
    erased.addAll(found.erased());
    Map<String, Long> tokens = new HashMap<>(models);
    found.tokens().forEach((head, count) -> tokens.merge(head, count, Long::sum));
    boolean registered =
        tokens.entrySet().stream().anyMatch(use -> use.getValue() > 0 && by.contains(use.getKey()));
    return registered ? Optional.of(by.weigh(tokens, found.measured())) : Optional.empty();
  }
}
