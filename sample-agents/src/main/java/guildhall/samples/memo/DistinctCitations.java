package guildhall.samples.memo;

import guildhall.samples.research.Finding;
import java.util.HashSet;
import java.util.Set;

/// Remembers which records were cited, so that one found twice is told once.
final class DistinctCitations {

  private final Set<String> seen = new HashSet<>();

  boolean isFirst(Finding finding) {
    return seen.add(finding.citation());
  }
}
