package guildhall.settlement;

import guildhall.attribution.Attribution;
import guildhall.attribution.Attribution.Weight;
import guildhall.sdk.Amount;
import guildhall.sdk.Receipt.Line;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// How the royalty part of a fee is split by an attribution, pure.
final class RoyaltySplit {

  /// Contributors one receipt pays at most, so that the entries about it stay within their size.
  static final int MOST_PAYEES = 255;

  private static final int NOTES_CHARS = 24_000;

  private RoyaltySplit() {}

  /// The lines of a royalty part: one per contributor, and what nobody can be found for.
  ///
  /// @param call the receipt, for breaking ties
  /// @param pool micro-credits to split, more than 0
  /// @param attribution weights per contribution
  /// @param rootPayer the principal at the root, who earns nothing by its own questions
  /// @param contributor owner of a contribution by its key; empty if it is not known
  /// @return lines that sum to the pool
  static List<Line> lines(
      String call,
      long pool,
      Attribution attribution,
      String rootPayer,
      Function<String, Optional<String>> contributor) {
    Map<String, Long> weights = new LinkedHashMap<>();
    Map<String, List<String>> keys = new LinkedHashMap<>();
    long attributed = 0;
    for (Weight weight : attribution.weights()) {
      Optional<String> owner = contributor.apply(weight.key());
      if (owner.isPresent() && !owner.get().equals(rootPayer) && weight.micros() > 0) {
        weights.merge(owner.get(), weight.micros(), Long::sum);
        keys.computeIfAbsent(owner.get(), _ -> new ArrayList<>()).add(weight.key());
        attributed += weight.micros();
      }
    }
    attributed -= dropWeakest(weights);
    long rest = Math.max(0, attribution.wholeMicros() - attributed);
    if (rest > 0 || weights.isEmpty()) {
      weights.put(SystemAccounts.RESIDUAL, Math.max(1, rest));
    }
    List<String> payees = List.copyOf(weights.keySet());
    long[] parts = Apportionment.split(pool, List.copyOf(weights.values()), payees, call);
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < parts.length; i++) {
      if (parts[i] > 0) {
        String payee = payees.get(i);
        lines.add(
            payee.equals(SystemAccounts.RESIDUAL)
                ? new Line(payee, "residual", Amount.micros(parts[i]), "not attributable")
                : new Line(
                    payee,
                    "royalty",
                    Amount.micros(parts[i]),
                    note(keys.getOrDefault(payee, List.of()), payees.size())));
      }
    }
    return lines;
  }

  /// Keeps as many contributors as the entries have room for, those with the highest weights.
  ///
  /// @return the weight of the others; it goes to the residual account
  private static long dropWeakest(Map<String, Long> weights) {
    List<Map.Entry<String, Long>> weakest =
        weights.entrySet().stream()
            .sorted(
                Map.Entry.<String, Long>comparingByValue()
                    .reversed()
                    .thenComparing(Map.Entry.comparingByKey()))
            .skip(MOST_PAYEES)
            .toList();
    weakest.forEach(each -> weights.remove(each.getKey()));
    return weakest.stream().mapToLong(Map.Entry::getValue).sum();
  }

  /// The contributions of a line, cut to its part of the room for all notes.
  private static String note(List<String> keys, int lines) {
    String all = String.join(" ", keys);
    int most = NOTES_CHARS / lines;
    return all.length() <= most ? all : all.substring(0, most - 1) + "…";
  }
}
