package guildhall.datanet;

import guildhall.book.ContentId;
import guildhall.sdk.Datanet.Passage;
import java.util.List;
import java.util.Map;

/// The real index of a published version, for tests in other packages.
public final class Shelf {

  private static final ContentId CONTENT = new ContentId("ab".repeat(32));

  private final DatanetIndex index;

  /// Publishes passages.
  public Shelf(List<Passage> passages) {
    index =
        new DatanetIndex(
            1, passages.stream().map(each -> new DatanetIndex.Kept(each, CONTENT)).toList());
  }

  /// What a call would read, best first.
  public List<Passage> search(String text, int limit) {
    return index.search(text, Map.of(), limit).stream().map(DatanetIndex.Kept::passage).toList();
  }
}
