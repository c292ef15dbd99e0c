package guildhall.attribution.lineage;

import guildhall.attribution.Attribution;
import guildhall.attribution.Attribution.Weight;
import guildhall.attribution.LargestRemainder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/// Method *lineage*: what was agreed when an artefact was registered, for models and adapters, and
/// for datanets whose part in one answer cannot be told.
///
/// It estimates nothing: the shares are those of the registration, so the confidence is all of what
/// could be followed.
public final class LineageMethod {

  /// Id and version, kept on every receipt.
  public static final String ID = "lineage@1";

  /// What the weights are parts of.
  public static final long WHOLE = 1_000_000_000_000L;

  private LineageMethod() {}

  /// Weighs what artefacts were made from.
  ///
  /// @param uses artefacts that took part in an answer and how much, for example tokens, each 0 or
  ///   more; what belongs to one that is not registered stays unattributed
  /// @param inside how a datanet's part is split over its contributions: weights that were agreed
  ///   or measured, or those of [Novelty]; empty if the artefact itself earns it. Must be
  ///   deterministic
  /// @return weights by key in ascending order; abstains if nothing was used that is registered
  public static Attribution weigh(
      Lineage lineage, Map<String, Long> uses, Function<String, List<Weight>> inside) {
    Map<String, Long> byId = new TreeMap<>(uses);
    if (byId.values().stream().allMatch(use -> use == 0)) {
      return Attribution.abstain(ID, WHOLE);
    }
    long[] parts =
        LargestRemainder.split(WHOLE, List.copyOf(byId.values()), Comparator.naturalOrder());
    Map<String, Long> known = new TreeMap<>();
    int index = 0;
    for (String id : byId.keySet()) {
      long part = parts[index++];
      if (lineage.contains(id)) {
        known.put(id, part);
      }
    }
    Map<String, Long> weights = new TreeMap<>();
    lineage.propagate(known).forEach((id, kept) -> spread(id, kept, inside.apply(id), weights));
    return result(weights);
  }

  private static void spread(
      String id, long amount, List<Weight> inside, Map<String, Long> weights) {
    if (inside.isEmpty()) {
      weights.merge(id, amount, Long::sum);
      return;
    }
    long[] parts =
        LargestRemainder.split(
            amount,
            inside.stream().map(Weight::micros).toList(),
            Comparator.comparing(i -> inside.get(i).key()));
    for (int i = 0; i < parts.length; i++) {
      weights.merge(inside.get(i).key(), parts[i], Long::sum);
    }
  }

  private static Attribution result(Map<String, Long> weights) {
    List<Weight> all = new ArrayList<>();
    weights.forEach((key, amount) -> {
      if (amount > 0) {
        all.add(new Weight(key, amount));
      }
    });
    return new Attribution(ID, all, WHOLE, all.isEmpty());
  }
}
