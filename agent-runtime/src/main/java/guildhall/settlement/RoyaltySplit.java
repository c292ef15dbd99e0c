package guildhall.settlement;

import guildhall.attribution.Attribution;
import guildhall.attribution.Attribution.Weight;
import guildhall.attribution.Proportion;
import guildhall.datanet.Earner;
import guildhall.sdk.Amount;
import guildhall.sdk.Receipt.Line;
import guildhall.settlement.Grounds.Share;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// How the royalty part of a fee is split by an attribution, pure.
///
/// The pool is split over contributions and only then added up by owner, so that owning under two
/// names moves not a micro-credit; which are left out when there are too many is the exception. The
/// owner of a datanet has its part of what each contribution earned, rounded down.
///
/// @param lines one per contributor, one per owner of a datanet that has a part, what belongs to
///   everybody, and what nobody can be found for; they sum to the pool
/// @param shares what each contribution got
record RoyaltySplit(List<Line> lines, List<Share> shares) {

  /// Accounts one receipt pays at most: a transfer has 256 payees, and two are the commons and the
  /// residual account.
  static final int MOST_PAYEES = 254;

  /// Owners of datanets among them; the contributors of others share with nobody.
  static final int MOST_CURATORS = 54;

  static final String ROYALTY = "royalty";
  static final String CURATOR = "curator";
  static final String COMMONS = "commons";
  static final String RESIDUAL = "residual";

  private static final int NOTES_CHARS = 12_000;

  /// Room of an entry for shares; a key has ASCII characters only.
  private static final int SHARES_BYTES = 24_000;

  private static final int NUMBERS_BYTES = 24; // of one share, as they mostly are

  RoyaltySplit {
    lines = List.copyOf(lines);
    shares = List.copyOf(shares);
  }

  /// Splits.
  ///
  /// @param call the receipt, for breaking ties
  /// @param pool micro-credits to split, more than 0
  /// @param attribution weights per contribution
  /// @param rootPayer the principal at the root, who earns nothing by its own questions, neither as
  ///   contributor nor as owner of a datanet; nobody else earns that part either
  /// @param earner who earns by a contribution, by its key; empty if it is not known
  static RoyaltySplit of(
      String call,
      long pool,
      Attribution attribution,
      String rootPayer,
      Function<String, Optional<Earner>> earner) {
    return new Splitting(call, pool, attribution, rootPayer, earner).split();
  }

  /// Whose line it is, and why.
  private record Payee(String account, String role) {}

  /// One split on its way.
  private static final class Splitting {

    private final String call;
    private final long pool;
    private final Attribution attribution;
    private final List<Weight> found;
    private final String rootPayer;
    private final Map<String, Earner> earners = new LinkedHashMap<>(); // by key, those who may earn
    private final Set<String> curators = new LinkedHashSet<>();
    private final Map<Payee, Long> amounts = new LinkedHashMap<>();
    private final Map<Payee, List<String>> keys = new HashMap<>();
    private final Map<String, long[]> partsByKey =
        new HashMap<>(); // the contributor's, the owner's

    Splitting(
        String call,
        long pool,
        Attribution attribution,
        String rootPayer,
        Function<String, Optional<Earner>> earner) {
      this.call = call;
      this.pool = pool;
      this.attribution = attribution;
      this.found = heaviest(attribution.weights());
      this.rootPayer = rootPayer;
      for (Weight weight : found) {
        earner
            .apply(weight.key())
            .filter(each -> !each.contributor().equals(rootPayer))
            .ifPresent(each -> earners.put(weight.key(), each));
      }
      dropWeakest();
      earners.values().stream()
          .filter(each -> each.curatorPermille() > 0)
          .map(Earner::curator)
          .distinct()
          .sorted()
          .limit(MOST_CURATORS)
          .forEach(curators::add);
    }

    /// Keeps the contributions of as many contributors as the entries have room for, those with the
    /// highest weights. What the others would have goes to the residual account.
    private void dropWeakest() {
      Map<String, Long> byContributor = new LinkedHashMap<>();
      for (Weight weight : found) {
        Earner earner = earners.get(weight.key());
        if (earner != null) {
          byContributor.merge(earner.contributor(), weight.micros(), Long::sum);
        }
      }
      boolean shared = earners.values().stream().anyMatch(each -> each.curatorPermille() > 0);
      Set<String> kept =
          byContributor.entrySet().stream()
              .sorted(
                  Map.Entry.<String, Long>comparingByValue()
                      .reversed()
                      .thenComparing(Map.Entry.comparingByKey()))
              .limit(shared ? MOST_PAYEES - MOST_CURATORS : MOST_PAYEES)
              .map(Map.Entry::getKey)
              .collect(Collectors.toSet());
      earners.values().removeIf(each -> !kept.contains(each.contributor()));
    }

    RoyaltySplit split() {
      Map<String, Long> weights = new LinkedHashMap<>();
      for (Weight weight : found) {
        if (earners.containsKey(weight.key())) {
          weights.merge(weight.key(), weight.micros(), Long::sum);
        }
      }
      weights.put(SystemAccounts.COMMONS, attribution.commonsMicros());
      long explained = weights.values().stream().mapToLong(Long::longValue).sum();
      long rest = attribution.wholeMicros() - explained;
      weights.put(SystemAccounts.RESIDUAL, explained == 0 ? Math.max(1, rest) : rest);
      List<String> order = List.copyOf(weights.keySet());
      long[] parts = Apportionment.split(pool, List.copyOf(weights.values()), order, call);
      for (int i = 0; i < parts.length - 2; i++) {
        credit(order.get(i), parts[i]);
      }
      add(new Payee(SystemAccounts.COMMONS, COMMONS), parts[parts.length - 2], "");
      add(new Payee(SystemAccounts.RESIDUAL, RESIDUAL), parts[parts.length - 1], "");
      return result();
    }

    private void credit(String key, long part) {
      Earner earner = earners.getOrDefault(key, Earner.alone(SystemAccounts.RESIDUAL));
      long cut =
          curators.contains(earner.curator())
              ? Proportion.of(part, earner.curatorPermille(), 1000)
              : 0;
      add(new Payee(earner.contributor(), ROYALTY), part - cut, key);
      add(
          earner.curator().equals(rootPayer)
              ? new Payee(SystemAccounts.RESIDUAL, RESIDUAL)
              : new Payee(earner.curator(), CURATOR),
          cut,
          key);
      partsByKey.put(key, new long[] {part - cut, earner.curator().equals(rootPayer) ? 0 : cut});
    }

    private void add(Payee payee, long micros, String key) {
      if (micros > 0) {
        amounts.merge(payee, micros, Long::sum);
        keys.computeIfAbsent(payee, _ -> new ArrayList<>()).add(key);
      }
    }

    private RoyaltySplit result() {
      List<Line> lines = new ArrayList<>();
      Map<Payee, Integer> indexes = new HashMap<>();
      amounts.forEach((payee, micros) -> {
        indexes.put(payee, lines.size());
        lines.add(new Line(payee.account(), payee.role(), Amount.micros(micros), note(payee)));
      });
      List<Share> shares = new ArrayList<>();
      for (Weight weight : found) {
        Earner earner = earners.get(weight.key());
        long[] parts = partsByKey.getOrDefault(weight.key(), new long[2]);
        Payee payee = new Payee(earner == null ? "" : earner.contributor(), ROYALTY);
        shares.add(
            new Share(
                weight.key(),
                weight.micros(),
                indexes.getOrDefault(payee, -1),
                parts[0],
                parts[1]));
      }
      return new RoyaltySplit(lines, shares);
    }

    private String note(Payee payee) {
      return switch (payee.role()) {
        case COMMONS -> "belongs to everybody";
        case RESIDUAL -> "not attributable";
        default -> RoyaltySplit.note(keys.getOrDefault(payee, List.of()), amounts.size());
      };
    }
  }

  /// As many as an entry has room for, those with the highest weights, in their order. What the
  /// others would have goes to the residual account.
  private static List<Weight> heaviest(List<Weight> weights) {
    List<Weight> falling =
        weights.stream()
            .sorted(Comparator.comparingLong(Weight::micros).reversed().thenComparing(Weight::key))
            .toList();
    Set<String> kept = new HashSet<>();
    int bytes = 0;
    for (Weight each : falling) {
      bytes += each.key().length() + NUMBERS_BYTES;
      if (bytes > SHARES_BYTES) {
        break;
      }
      kept.add(each.key());
    }
    return weights.stream().filter(each -> kept.contains(each.key())).toList();
  }

  /// The contributions of a line, cut to its part of the room for all notes.
  static String note(List<String> keys, int lines) {
    String all = String.join(" ", keys);
    int most = NOTES_CHARS / lines;
    return all.length() <= most ? all : all.substring(0, most - 1) + "…";
  }
}
