package guildhall.datanet;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What has failed the checks of one datanet on the newest day that something did, so that the same
/// counts once. Of the book's writer thread.
final class FailedMarks {

  /// Something that failed.
  ///
  /// @param day since 1970
  /// @param mark see [Marks]
  /// @param code of the check
  record Failed(String contributor, long day, String mark, String code) {}

  private long day = Long.MIN_VALUE;
  private final Map<String, Map<String, Failed>> byContributor = new LinkedHashMap<>();

  /// Days gone by count no more.
  void add(Failed failed) {
    if (failed.day() != day) {
      byContributor.clear();
      day = failed.day();
    }
    byContributor
        .computeIfAbsent(failed.contributor(), _ -> new LinkedHashMap<>())
        .put(failed.mark(), failed);
  }

  /// Whether the same of this contributor has failed for the same on a day.
  boolean has(String contributor, long on, String mark, String code) {
    Failed known = of(contributor, on).get(mark);
    return known != null && known.code().equals(code);
  }

  /// What of a contributor has failed on a day.
  Set<String> marks(String contributor, long on) {
    return Set.copyOf(of(contributor, on).keySet());
  }

  private Map<String, Failed> of(String contributor, long on) {
    return on == day ? byContributor.getOrDefault(contributor, Map.of()) : Map.of();
  }

  List<Failed> all() {
    return byContributor.values().stream().flatMap(each -> each.values().stream()).toList();
  }
}
