package guildhall.settlement;

import guildhall.book.ContentId;
import guildhall.datanet.Contribution;
import java.util.List;
import java.util.Optional;

/// What an answer was made from, as the runtime saw it while the agent worked.
///
/// @param reads contributions that were handed out, in order, each once
/// @param bought calls the agent bought from others
/// @param models uses of models, in order; absent in what was written before there were any
public record Evidence(List<Read> reads, List<String> bought, Optional<List<ModelUse>> models) {

  /// Copies the lists.
  public Evidence {
    reads = List.copyOf(reads);
    bought = List.copyOf(bought);
    models = models.filter(uses -> !uses.isEmpty()).map(List::copyOf);
  }

  /// One use of a model.
  ///
  /// @param model its name
  /// @param promptTokens tokens it read
  /// @param completionTokens tokens it wrote
  public record ModelUse(String model, int promptTokens, int completionTokens) {}

  /// One contribution that was read.
  ///
  /// @param datanet where
  /// @param version of the datanet
  /// @param id within the datanet
  /// @param text what it said; only in what was written before `content`
  /// @param content what it says: if it is erased, so is every trace of it here
  public record Read(
      String datanet, int version, String id, Optional<String> text, Optional<ContentId> content) {

    /// One that is kept as a content.
    public Read(String datanet, int version, String id, ContentId content) {
      this(datanet, version, id, Optional.empty(), Optional.of(content));
    }

    /// `datanet#id`.
    public String key() {
      return Contribution.key(datanet, id);
    }
  }
}
