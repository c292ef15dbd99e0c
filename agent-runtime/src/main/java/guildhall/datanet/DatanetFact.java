package guildhall.datanet;

import guildhall.book.ContentId;
import guildhall.book.Fact;

/// What the book says of datanets.
public sealed interface DatanetFact extends Fact {

  /// A contribution belongs to a datanet from the next version on.
  ///
  /// @param datanet its name
  /// @param id unique within the datanet; what an answer cites
  /// @param contributor the principal it is from, who earns by it
  /// @param content its text and fields, see [Contribution]
  record Contributed(String datanet, String id, String contributor, ContentId content)
      implements DatanetFact {}

  /// Everything contributed so far is version `version` and can be read.
  record Published(String datanet, int version) implements DatanetFact {}
}
