package guildhall.datanet;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Which contributions repeat which, so that they are found when what they repeat is rejected. What
/// has changed since it was noted is still in here: whoever reads looks whether it holds. Of the
/// book's writer thread.
final class Aliases {

  private final Map<String, SortedMap<Long, String>> ofRoot = new HashMap<>();

  /// Notes that a contribution repeats another.
  ///
  /// @param root key of the other
  /// @param ordinal of the contribution
  void add(String root, long ordinal, String key) {
    ofRoot.computeIfAbsent(root, _ -> new TreeMap<>()).put(ordinal, key);
  }

  /// What was noted of a root, the earliest first.
  SortedMap<Long, String> of(String root) {
    return ofRoot.getOrDefault(root, Collections.emptySortedMap());
  }

  /// Forgets what was noted of a root.
  void forget(String root) {
    ofRoot.remove(root);
  }
}
