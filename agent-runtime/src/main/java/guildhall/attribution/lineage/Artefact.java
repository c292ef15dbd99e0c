package guildhall.attribution.lineage;

import guildhall.attribution.LargestRemainder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Something that was made from others: a model, an adapter, a version of a datanet.
///
/// @param id names it among all artefacts
/// @param parents what it was made from and what each is due of whatever reaches it; what they
///   leave is its own
public record Artefact(String id, List<Parent> parents) {

  /// Copies the list.
  public Artefact {
    parents = List.copyOf(parents);
  }

  /// An edge to what an artefact was made from.
  ///
  /// @param id of the parent
  /// @param millionths what it is due, 1 to a million
  public record Parent(String id, int millionths) {}

  /// An artefact that was made from nothing else that is registered.
  public static Artefact root(String id) {
    return new Artefact(id, List.of());
  }

  /// An adapter that was merged from others: they share what it owes in proportion to their weights
  /// in the merge, exactly, ties by id.
  ///
  /// @param millionths what all of them are due together, 0 to a million
  /// @param weights by id of the parent, whole numbers of 0 or more as the merge took them, not all
  ///   0; a parent that gets less than a millionth is left out
  /// @throws IllegalArgumentException if a weight is negative or all are 0
  public static Artefact merged(String id, int millionths, Map<String, Long> weights) {
    Map<String, Long> byId = new TreeMap<>(weights);
    long[] shares =
        LargestRemainder.split(millionths, List.copyOf(byId.values()), Comparator.naturalOrder());
    List<Parent> parents = new ArrayList<>();
    int index = 0;
    for (String parent : byId.keySet()) {
      int share = Math.toIntExact(shares[index++]);
      if (share > 0) {
        parents.add(new Parent(parent, share));
      }
    }
    return new Artefact(id, parents);
  }
}
