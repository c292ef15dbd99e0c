package guildhall.attribution.lineage;

import guildhall.attribution.LargestRemainder;
import guildhall.attribution.lineage.Artefact.Parent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// What was made from what: a graph without cycles from artefacts to their parents, and how an
/// amount goes up along it. Immutable; safe for any thread.
///
/// Whatever reaches an artefact is split once over its parents and itself, by their shares in
/// millionths, so that the parts sum to it (ties by id). An artefact's turn comes after all that
/// were made from it, so the result does not depend on the order in which anything was registered,
/// and nothing is lost on the way.
public final class Lineage {

  /// All of what reaches an artefact.
  public static final int WHOLE = 1_000_000;

  private final Map<String, Artefact> artefacts;

  /// Artefacts in the order of their turns: before those they were made from, ties by id.
  private final List<String> order;

  private final Map<String, Integer> turns = new HashMap<>();

  private Lineage(Map<String, Artefact> artefacts, List<String> order) {
    this.artefacts = artefacts;
    this.order = List.copyOf(order);
    for (String id : order) {
      turns.put(id, turns.size());
    }
  }

  /// What came of a registration.
  public sealed interface Registration {

    /// It is in order.
    record Accepted(Lineage lineage) implements Registration {}

    /// It is not.
    ///
    /// @param because one sentence
    record Refused(String because) implements Registration {}
  }

  /// A lineage of these artefacts, in any order. Refused is an artefact that is given twice, names
  /// itself or an unknown parent or one parent twice, a share below 1, shares that sum to more than
  /// a million, and a cycle.
  public static Registration of(Collection<Artefact> all) {
    Map<String, Artefact> byId = new TreeMap<>();
    for (Artefact artefact : all) {
      if (byId.put(artefact.id(), artefact) != null) {
        return new Registration.Refused(artefact.id() + " is registered twice.");
      }
    }
    for (Artefact artefact : byId.values()) {
      Optional<String> wrong = wrong(artefact, byId);
      if (wrong.isPresent()) {
        return new Registration.Refused(wrong.get());
      }
    }
    List<String> order = order(byId);
    return order.size() == byId.size()
        ? new Registration.Accepted(new Lineage(byId, order))
        : new Registration.Refused(cycle(byId, order));
  }

  /// This lineage and one more artefact.
  public Registration with(Artefact artefact) {
    List<Artefact> all = new ArrayList<>(artefacts.values());
    all.add(artefact);
    return of(all);
  }

  /// Whether an artefact is registered.
  public boolean contains(String id) {
    return artefacts.containsKey(id);
  }

  private static Optional<String> wrong(Artefact artefact, Map<String, Artefact> byId) {
    Map<String, Integer> shares = new LinkedHashMap<>();
    long sum = 0;
    for (Parent parent : artefact.parents()) {
      if (!byId.containsKey(parent.id())) {
        return Optional.of(
            artefact.id() + " was made from " + parent.id() + ", which is not registered.");
      }
      if (parent.millionths() < 1) {
        return Optional.of(
            "%s owes %s %d millionths; a share is at least 1."
                .formatted(artefact.id(), parent.id(), parent.millionths()));
      }
      if (shares.put(parent.id(), parent.millionths()) != null) {
        return Optional.of(artefact.id() + " names its parent " + parent.id() + " twice.");
      }
      sum += parent.millionths();
    }
    return sum <= WHOLE
        ? Optional.empty()
        : Optional.of(
            "%s owes its parents %d millionths, more than all of it."
                .formatted(artefact.id(), sum));
  }

  /// Takes away again and again the first by id that nothing left was made from.
  private static List<String> order(Map<String, Artefact> byId) {
    Map<String, Integer> children = new HashMap<>();
    for (Artefact artefact : byId.values()) {
      artefact.parents().forEach(parent -> children.merge(parent.id(), 1, Integer::sum));
    }
    PriorityQueue<String> free = new PriorityQueue<>();
    byId.keySet().stream().filter(id -> !children.containsKey(id)).forEach(free::add);
    List<String> order = new ArrayList<>();
    for (String id = free.poll(); id != null; id = free.poll()) {
      order.add(id);
      for (Parent parent : require(byId, id).parents()) {
        if (children.merge(parent.id(), -1, Integer::sum) == 0) {
          free.add(parent.id());
        }
      }
    }
    return order;
  }

  /// Every artefact that has no turn has a child without one; going from child to child must come
  /// back somewhere.
  private static String cycle(Map<String, Artefact> byId, List<String> order) {
    Map<String, String> childOf = new TreeMap<>();
    List<String> rest = new ArrayList<>(byId.keySet());
    rest.removeAll(Set.copyOf(order));
    for (String id : rest) {
      require(byId, id).parents().forEach(parent -> childOf.putIfAbsent(parent.id(), id));
    }
    List<String> path = new ArrayList<>();
    String at = rest.getFirst();
    while (!path.contains(at)) {
      path.add(at);
      at = Objects.requireNonNull(childOf.get(at));
    }
    List<String> cycle = new ArrayList<>(path.subList(path.indexOf(at), path.size()));
    cycle.add(at);
    return "Made from itself: " + String.join(" from ", cycle.reversed()) + ".";
  }

  private static Artefact require(Map<String, Artefact> byId, String id) {
    return Objects.requireNonNull(byId.get(id), id);
  }

  /// What each artefact keeps of amounts that reach the graph. Costs only what lies above them.
  ///
  /// @param amounts by the artefact they reach, each 0 or more
  /// @return what is kept, more than 0 each, by id in ascending order; sums to the amounts
  /// @throws IllegalArgumentException if an artefact is not registered or an amount is negative
  /// @throws ArithmeticException if the amounts sum to more than a `long` holds
  public Map<String, Long> propagate(Map<String, Long> amounts) {
    TreeMap<Integer, Long> waiting = new TreeMap<>();
    long sum = 0;
    for (var amount : amounts.entrySet()) {
      Integer turn = turns.get(amount.getKey());
      if (turn == null || amount.getValue() < 0) {
        throw new IllegalArgumentException(
            amount.getValue() + " for " + amount.getKey() + (turn == null ? ", unknown" : ""));
      }
      sum = Math.addExact(sum, amount.getValue());
      waiting.put(turn, amount.getValue());
    }
    Map<String, Long> kept = new TreeMap<>();
    for (var next = waiting.pollFirstEntry(); next != null; next = waiting.pollFirstEntry()) {
      if (next.getValue() > 0) {
        pass(require(artefacts, order.get(next.getKey())), next.getValue(), waiting, kept);
      }
    }
    return kept;
  }

  private void pass(
      Artefact artefact, long amount, SortedMap<Integer, Long> waiting, Map<String, Long> kept) {
    List<String> ids = new ArrayList<>();
    List<Long> shares = new ArrayList<>();
    long own = WHOLE;
    for (Parent parent : artefact.parents()) {
      ids.add(parent.id());
      shares.add((long) parent.millionths());
      own -= parent.millionths();
    }
    ids.add(artefact.id());
    shares.add(own);
    long[] parts = LargestRemainder.split(amount, shares, Comparator.comparing(ids::get));
    for (int i = 0; i < parts.length - 1; i++) {
      waiting.merge(turn(ids.get(i)), parts[i], Long::sum);
    }
    if (parts[parts.length - 1] > 0) {
      kept.put(artefact.id(), parts[parts.length - 1]);
    }
  }

  private int turn(String id) {
    return Objects.requireNonNull(turns.get(id), id);
  }
}
