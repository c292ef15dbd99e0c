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
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// How the royalty part of a fee is split by an attribution, pure.
final class RoyaltySplit {

  /// Contributors one receipt pays at most: a transfer has 256 payees, and two are the commons and
  /// the residual account.
  static final int MOST_PAYEES = 254;

  private static final int NOTES_CHARS = 24_000;

  private RoyaltySplit() {}

  /// The lines of a royalty part: one per contributor, what belongs to everybody, and what nobody
  /// can be found for.
  ///
  /// The pool is split over contributions and only then added up by owner, so that owning under two
  /// names moves not a micro-credit; who is left out when there are too many is the exception.
  ///
  /// @param call the receipt, for breaking ties
  /// @param pool micro-credits to split, more than 0
  /// @param attribution weights per contribution
  /// @param rootPayer the principal at the root, who earns nothing by its own questions; nobody
  ///   else earns that part either
  /// @param contributor owner of a contribution by its key; empty if it is not known
  /// @return lines that sum to the pool
  static List<Line> lines(
      String call,
      long pool,
      Attribution attribution,
      String rootPayer,
      Function<String, Optional<String>> contributor) {
    Map<String, String> owners = new LinkedHashMap<>();
    Map<String, Long> weights = new LinkedHashMap<>();
    for (Weight weight : attribution.weights()) {
      Optional<String> owner = contributor.apply(weight.key());
      if (owner.isPresent() && !owner.get().equals(rootPayer)) {
        owners.put(weight.key(), owner.get());
        weights.merge(weight.key(), weight.micros(), Long::sum);
      }
    }
    dropWeakest(weights, owners);
    owners.put(SystemAccounts.COMMONS, SystemAccounts.COMMONS);
    weights.put(SystemAccounts.COMMONS, attribution.commonsMicros());
    long rest = attribution.wholeMicros() - sum(weights);
    owners.put(SystemAccounts.RESIDUAL, SystemAccounts.RESIDUAL);
    weights.put(SystemAccounts.RESIDUAL, sum(weights) == 0 ? Math.max(1, rest) : rest);
    return lines(pool, weights, owners, call);
  }

  private static long sum(Map<String, Long> weights) {
    return weights.values().stream().mapToLong(Long::longValue).sum();
  }

  private static List<Line> lines(
      long pool, Map<String, Long> weights, Map<String, String> owners, String call) {
    List<String> keys = List.copyOf(weights.keySet());
    long[] parts = Apportionment.split(pool, List.copyOf(weights.values()), keys, call);
    Map<String, Long> amounts = new LinkedHashMap<>();
    Map<String, List<String>> used = new LinkedHashMap<>();
    for (int i = 0; i < parts.length; i++) {
      String owner = owners.getOrDefault(keys.get(i), SystemAccounts.RESIDUAL);
      amounts.merge(owner, parts[i], Long::sum);
      used.computeIfAbsent(owner, _ -> new ArrayList<>()).add(keys.get(i));
    }
    List<Line> lines = new ArrayList<>();
    amounts.forEach((owner, micros) -> {
      if (micros > 0) {
        lines.add(line(owner, micros, used.getOrDefault(owner, List.of()), amounts.size()));
      }
    });
    return lines;
  }

  private static Line line(String owner, long micros, List<String> keys, int lines) {
    Amount amount = Amount.micros(micros);
    return switch (owner) {
      case SystemAccounts.COMMONS -> new Line(owner, "commons", amount, "belongs to everybody");
      case SystemAccounts.RESIDUAL -> new Line(owner, "residual", amount, "not attributable");
      default -> new Line(owner, "royalty", amount, note(keys, lines));
    };
  }

  /// Keeps the contributions of as many contributors as the entries have room for, those with the
  /// highest weights. What the others would have goes to the residual account.
  private static void dropWeakest(Map<String, Long> weights, Map<String, String> owners) {
    Map<String, Long> byOwner = new LinkedHashMap<>();
    weights.forEach(
        (key, weight) -> byOwner.merge(owners.getOrDefault(key, ""), weight, Long::sum));
    Set<String> kept =
        byOwner.entrySet().stream()
            .sorted(
                Map.Entry.<String, Long>comparingByValue()
                    .reversed()
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(MOST_PAYEES)
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    owners.values().retainAll(kept);
    weights.keySet().retainAll(owners.keySet());
  }

  /// The contributions of a line, cut to its part of the room for all notes.
  private static String note(List<String> keys, int lines) {
    String all = String.join(" ", keys);
    int most = NOTES_CHARS / lines;
    return all.length() <= most ? all : all.substring(0, most - 1) + "…";
  }
}
