package guildhall.datanet;

import guildhall.sdk.Datanet.Passage;
import java.util.List;
import java.util.Map;

/// The real index of a published version, for tests in other packages.
public final class Shelf {

  private final DatanetIndex index;

  /// Publishes passages.
  public Shelf(List<Passage> passages) {
    index = new DatanetIndex(1, passages);
  }

  /// What a call would read, best first.
  public List<Passage> search(String text, int limit) {
    return index.search(text, Map.of(), limit);
  }
}
